// The palette, key sequences, and test mails made in the page.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { row, tabOf, waitFor } from './support/browser.js';
import { inbox } from './support/inbox.js';

const it = inbox();

// Faster than what the first key asks for can be there.
const pressAtOnce = (page, keys) =>
  page.evaluate((all) => {
    for (const key of all)
      document.body.dispatchEvent(new KeyboardEvent('keydown', { ...key, bubbles: true, cancelable: true }));
  }, keys);

test('the palette finds and does everything', async () => {
  await it.sent({ subject: 'Hello', text: 'x' });
  await it.visit();
  await row(it.page, 'Hello').waitFor();
  await it.page.keyboard.press('Control+k');
  const field = it.page.getByRole('combobox', { name: 'Find a command' });
  await field.fill('set-up');
  await it.page.keyboard.press('Enter');
  await it.page.waitForURL(`${it.server.url}/setup`);
  await it.page.keyboard.press('Control+k');
  await field.fill('zzz');
  await it.page.getByText('No command of that name').waitFor();
  await field.fill('go to');
  await it.page.keyboard.press('ArrowDown');
  await it.page.keyboard.press('Enter');
  await it.page.getByRole('heading', { name: 'Sessions' }).waitFor();
  await it.page.keyboard.press('Control+k');
  await it.page.keyboard.press('Escape');
  await field.waitFor({ state: 'detached' });
  await pressAtOnce(it.page, [{ key: 'k', ctrlKey: true }, { key: 'Escape' }]);
  await it.page.getByRole('button', { name: 'All commands' }).click();
  await it.page.getByRole('option', { name: /^Keyboard shortcuts/ }).click();
  await it.page.getByRole('heading', { name: 'Keyboard shortcuts' }).waitFor();
});

test('two keys lead to a place', async () => {
  await it.visit('/setup');
  for (const key of ['g', 'i']) await it.page.keyboard.press(key);
  await it.page.waitForURL(`${it.server.url}/`);
  for (const key of ['g', 's']) await it.page.keyboard.press(key);
  await it.page.waitForURL(`${it.server.url}/sessions`);
});

test('a test mail is sent with a file, into an inbox', async () => {
  await it.visit();
  await it.page.getByRole('button', { name: 'Test mail' }).click();
  await it.page.getByLabel('From').fill('no address');
  await it.page.getByRole('button', { name: 'Send', exact: true }).click();
  await it.page.getByRole('dialog').getByRole('alert').waitFor();
  await it.page.getByLabel('From').fill('Shop <shop@example.test>');
  await it.page.getByLabel('Bcc').fill('audit@example.test');
  await it.page.getByLabel('Subject').fill('From the page');
  await it.page.getByRole('textbox', { name: 'Inbox' }).fill('made-here');
  await it.page.getByRole('button', { name: 'HTML' }).click();
  await it.page.getByRole('textbox', { name: 'HTML' }).fill('<h1>Made here</h1>');
  const bytes = Buffer.from([0, 255, 10, 13, 128]);
  await it.page
    .getByLabel('Files')
    .setInputFiles({ name: 'odd.bin', mimeType: 'application/octet-stream', buffer: bytes });
  await it.page.getByRole('button', { name: 'Send', exact: true }).click();
  await row(it.page, 'From the page').click();
  assert.equal(await it.page.frameLocator('iframe').locator('h1').textContent(), 'Made here');
  const [{ id }] = (await it.server.api('/v1/messages')).messages;
  const message = await it.server.api(`/v1/messages/${id}`);
  assert.equal(message.inbox, 'made-here');
  assert.deepEqual(message.hiddenRecipients, ['audit@example.test']);
  const [{ partId }] = message.attachments;
  const got = await fetch(`${it.server.url}/v1/messages/${id}/parts/${partId}`);
  assert.deepEqual(Buffer.from(await got.arrayBuffer()), bytes);
});

test('a test mail begins with a template, or is sent byte for byte', async () => {
  await it.visit();
  await it.page.keyboard.press('c');
  await it.page.getByLabel('Template').selectOption('One-time code');
  await it.page.getByRole('textbox', { name: 'HTML' }).waitFor();
  await it.page.getByRole('button', { name: 'Send', exact: true }).click();
  await row(it.page, 'Your sign-in code').click();
  await tabOf(it.page, 'Links & codes').click();
  await it.page.locator('[data-code="482913"]').waitFor();
  await it.page.keyboard.press('c');
  await it.page.getByRole('button', { name: 'Raw', exact: true }).click();
  const raw = it.page.getByRole('textbox', { name: 'Raw' });
  await raw.fill('From: a@b.test\nTo: c@d.test\nSubject: By hand\nX-Odd:  two  spaces\n\nBody\n');
  await it.page.getByRole('textbox', { name: 'Inbox' }).fill('by-hand');
  await it.page.getByRole('button', { name: 'Send', exact: true }).click();
  await row(it.page, 'By hand').waitFor();
  const bytes = await (await fetch(`${it.server.url}/v1/messages/latest/raw?inbox=by-hand`)).text();
  assert.ok(bytes.includes('\r\nX-Odd:  two  spaces\r\n\r\nBody\r\n'));
});

test('what a list shows is exported as one file', async () => {
  await it.sent({ subject: 'Kept out', text: 'x' });
  await it.sent({ subject: 'Exported', text: 'Here it is' });
  await it.visit('/?q=subject:exported');
  await row(it.page, 'Exported').waitFor();
  await it.page.keyboard.press('Control+k');
  await it.page.getByRole('combobox', { name: 'Find a command' }).fill('mbox');
  const [download] = await Promise.all([it.page.waitForEvent('download'), it.page.keyboard.press('Enter')]);
  const text = readFileSync(await download.path(), 'utf8');
  assert.match(text, /^From /);
  assert.ok(text.includes('Subject: Exported') && !text.includes('Kept out'));
});

test('reply and forward make new test mails', async () => {
  const id = await it.sent({ subject: 'Question', text: 'How are you?', from: 'Bob <bob@shop.test>' });
  await it.visit(`/m/${id}`);
  await it.page.getByRole('heading', { name: 'Question' }).waitFor();
  await it.page.keyboard.press('r');
  assert.equal(await it.page.getByLabel('To', { exact: true }).inputValue(), 'Bob <bob@shop.test>');
  assert.match(await it.page.getByRole('textbox', { name: 'Text' }).inputValue(), /> How are you\?/);
  await it.page.getByRole('button', { name: 'Send', exact: true }).click();
  await row(it.page, 'Re: Question').waitFor();
  await waitFor('it belongs to the thread', async () => {
    const found = (await it.server.api('/v1/messages?q=subject:Re')).messages[0];
    return (await it.server.api(`/v1/messages/${found.id}`)).inReplyTo !== '';
  });
  await it.page.keyboard.press('f');
  await it.page.getByLabel('To', { exact: true }).fill('carol@example.test');
  await it.page.getByRole('button', { name: 'Send', exact: true }).click();
  await row(it.page, 'Fwd: Question').waitFor();
});
