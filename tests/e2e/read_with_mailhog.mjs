// Reads and clears mail with the npm package mailhog: host and port come as JSON on standard input, what it found leaves as
// JSON.
import { text } from 'node:stream/consumers'
import mailhog from 'mailhog'

const { host, port } = JSON.parse(await text(process.stdin))
const client = mailhog({ host, port })
const { total, items } = await client.messages()
const invoice = await client.latestTo('alice@example.test')
const code = await client.latestContaining('482913')
const found = (await client.search('INVOICE')).count
await client.deleteMessage(invoice.ID)
const afterOne = (await client.messages()).total
await client.deleteAll()
const left = [afterOne, (await client.messages()).total]
console.log(
  JSON.stringify({
    total,
    subjects: items.map((item) => item.subject),
    text: code.text,
    to: invoice.to,
    html: invoice.html,
    attachments: invoice.attachments.map(({ name, type }) => ({ name, type })),
    found,
    left,
  }),
)
