// Sends one mail with nodemailer: the options come as JSON on standard input, what nodemailer reports leaves as JSON.
import { text } from 'node:stream/consumers'
import nodemailer from 'nodemailer'

const { transport, mail } = JSON.parse(await text(process.stdin))
const transporter = nodemailer.createTransport(transport)
const { accepted, rejected, response } = await transporter.sendMail(mail)
transporter.close()
console.log(JSON.stringify({ accepted, rejected, response }))
