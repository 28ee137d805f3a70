// What a message is made of, opened in place: codes, attached messages, PDFs; and the expectation that it meets.
import assert from 'node:assert/strict';
import { deflateSync } from 'node:zlib';
import { test } from 'node:test';
import { row, tabOf } from './support/browser.js';
import { inbox } from './support/inbox.js';
import { carrying, mail } from './support/mail.js';

// The browser logs the answer to an expectation that does not hold.
const it = inbox({ expected: /status of 417/ });

async function open(subject, tab) {
  await it.visit();
  await row(it.page, subject).click();
  await tabOf(it.page, tab).click();
}

const clipboard = async () => {
  await it.page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  return () => it.page.evaluate(() => navigator.clipboard.readText());
};

test('codes are listed best first, with the words around them', async () => {
  await it.sent({ subject: 'Sign in', text: 'Hello Alice, your code: 482 913 works for ten minutes.' });
  const read = await clipboard();
  await open('Sign in', 'Links & codes');
  const code = it.page.locator('[data-code="482913"]');
  await code.locator('mark', { hasText: '482 913' }).waitFor();
  assert.match(await code.textContent(), /\d+%/);
  await code.getByRole('button', { name: 'Copy the code 482913' }).click();
  assert.equal(await read(), '482913');
});

test('an attached message is read in place, and opens as one of its own', async () => {
  const inner = mail({ from: 'Jörg <joerg@shop.test>', subject: 'Größe 42', text: 'Inside\r\n' });
  await it.server.api('/v1/inboxes/support/messages', {
    method: 'POST',
    headers: { 'content-type': 'message/rfc822' },
    body: carrying(inner, 'Forwarded').raw,
  });
  await open('Forwarded', 'Structure');
  await it.page.getByRole('button', { name: 'Preview Größe 42.eml' }).click();
  const nested = it.page.getByRole('region', { name: 'Attached message' });
  await nested.getByRole('heading', { name: 'Größe 42' }).waitFor();
  await nested.getByText('Inside').waitFor();
  await nested.getByText('Jörg').waitFor();
  await nested.getByRole('button', { name: 'Open as a message of its own' }).click();
  await it.page.locator('article').getByRole('heading', { name: 'Größe 42', level: 1 }).waitFor();
  const [newest] = (await it.server.api('/v1/messages')).messages;
  assert.equal(newest.subject, 'Größe 42');
  assert.equal(newest.inbox, 'support');
});

test('a PDF shows what it says', async () => {
  const content = deflateSync(
    'BT /F1 12 Tf 72 720 Td (Invoice 2026-10482) Tj 0 -20 Td (Total EUR 39.20) Tj ET',
  );
  const bytes = Buffer.concat([
    Buffer.from('%PDF-1.4\n1 0 obj << /Type /Page >> endobj\n2 0 obj << /Filter /FlateDecode >>\nstream\n'),
    content,
    Buffer.from('\nendstream endobj\n%%EOF'),
  ]);
  const attachments = [{ filename: 'invoice.pdf', contentType: 'application/pdf', bytes }];
  await it.sent({ subject: 'Invoice', text: 'x', attachments });
  await open('Invoice', 'Attachments');
  await it.page.getByRole('button', { name: 'Preview invoice.pdf' }).click();
  const preview = it.page.locator('[data-preview="pdf"]');
  await preview.getByText('Total EUR 39.20').waitFor();
  await preview.getByText('1 page').waitFor();
  await preview.getByRole('button', { name: 'See the pages' }).waitFor();
});

test('the expectation that a mail meets is built, tried and copied', async () => {
  await it.sent({
    subject: "Alice's order #10482",
    text: 'Your code: 482 913. It works for ten minutes.',
    attachments: [{ filename: 'invoice.pdf', contentType: 'application/pdf', bytes: '%PDF' }],
  });
  const read = await clipboard();
  await open('order', 'Assert');
  const assertion = it.page.locator('.assert');
  await assertion.getByRole('button', { name: 'Try it now' }).click();
  await assertion.getByText('It holds.').waitFor();
  await assertion.getByRole('button', { name: 'JSON', exact: true }).click();
  await assertion.getByRole('button', { name: 'Copy' }).click();
  const { match, count } = JSON.parse(await read());
  assert.equal(count, 1);
  assert.equal(match.to, 'alice@example.test');
  assert.equal(match.attachment, 'invoice.pdf');
  // What is copied holds when it is sent.
  const answer = await it.server.api('/v1/expect', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: await read(),
  });
  assert.equal(answer.passed, true);
  for (const [name, text] of [
    ['curl', '--data-urlencode'],
    ['mailstop', 'mailstop expect'],
    ['pytest', 'def test_'],
    ['JavaScript', 'expectMail('],
  ]) {
    await assertion.getByRole('button', { name, exact: true }).click();
    await assertion.locator('pre', { hasText: text }).waitFor();
  }
});

test('an expectation that does not hold says why', async () => {
  await it.sent({ subject: 'Twice', text: 'One' });
  await it.sent({ subject: 'Twice', text: 'Two' });
  await it.visit();
  await row(it.page, 'Twice').first().click();
  await tabOf(it.page, 'Assert').click();
  await it.page.getByRole('button', { name: 'Try it now' }).click();
  await it.page.getByText('expected exactly 1 message').waitFor();
  await it.page.getByRole('checkbox', { name: 'Is the only one' }).uncheck();
  await it.page.getByRole('button', { name: 'Try it now' }).click();
  await it.page.getByText('It holds.').waitFor();
});

test('mail per minute is drawn, and the setup page finds a framework', async () => {
  await it.sent({ subject: 'One', text: 'x' });
  await it.visit('/setup');
  await it.page.getByRole('img', { name: /^1 message in the last hour/ }).waitFor();
  await it.sent({ subject: 'Two', text: 'x' });
  await it.page.getByRole('img', { name: /^2 messages in the last hour/ }).waitFor();
  await it.page.getByLabel('Find among: Frameworks and programs').fill('django');
  await it.page.locator('pre', { hasText: 'EMAIL_HOST' }).waitFor();
});
