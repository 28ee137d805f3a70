// Calls every method of the npm package mailpit-api; the server's URL comes on standard input, what each gave leaves as JSON.
import { text } from 'node:stream/consumers'
import { MailpitClient } from 'mailpit-api'

const client = new MailpitClient(await text(process.stdin))
const report = {}
const call = async (name, ...given) => {
  const answer = await client[name](...given)
  report[name] = answer instanceof Blob ? { type: answer.type, size: answer.size } : answer
  return answer
}

const welcome = await client.waitForMessage({ query: 'subject:welcome' })
const { ID } = await call('sendMessage', {
  From: { Email: 'app@shop.test', Name: 'Shop' },
  To: [{ Email: 'bob@example.test', Name: 'Bob' }],
  Subject: 'Invoice',
  HTML: '<p>Pay <a href="https://shop.test/pay">here</a></p>',
  Attachments: [{ Filename: 'a.txt', Content: btoa('paid') }],
  Tags: ['billing'],
})
await call('getInfo')
await call('getConfiguration')
const invoice = await call('getMessageSummary', ID)
await call('getMessageHeaders', ID)
await call('getMessageAttachment', ID, invoice.Attachments[0].PartID)
await call('getAttachmentThumbnail', ID, invoice.Attachments[0].PartID)
await call('getMessageSource')
report.releaseMessage = await client.releaseMessage(ID, { To: ['a@b.test'] }).catch((error) => error.message)
await call('listMessages', 0, 1)
await call('setReadStatus', { IDs: [welcome.ID], Read: false })
await call('searchMessages', { query: 'is:unread' })
await call('htmlCheck', ID)
await call('linkCheck', ID)
await call('spamAssassinCheck', ID)
await call('setTags', { IDs: [welcome.ID], Tags: ['first mail'] })
await call('renameTag', 'first mail', 'greeting')
await call('deleteTag', 'billing')
await call('getTags')
await call('setChaosTriggers', { Sender: { ErrorCode: 451, Probability: 1 } })
await call('getChaosTriggers')
await call('renderMessageHTML', ID)
await call('renderMessageText', ID)
await call('deleteMessagesBySearch', { query: 'subject:invoice' })
await call('deleteMessages', { IDs: [welcome.ID] })
report.left = (await client.listMessages()).total
console.log(JSON.stringify(report))
