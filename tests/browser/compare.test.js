// Two messages beside each other.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { row } from './support/browser.js';
import { inbox } from './support/inbox.js';

const it = inbox();
const marks = () => it.page.locator('[data-difference] mark').allTextContents();

const both = async () => {
  for (const [code, name] of [
    ['482913', 'Alice'],
    ['771200', 'Bob'],
  ])
    await it.sent({
      subject: `Your code: ${code}`,
      text: `Hello ${name},\r\n\r\nyour code is ${code}.\r\n\r\nThe shop`,
      html: `<p>Hello ${name}</p><p>your code is <b>${code}</b></p>`,
    });
};

test('what differs between two chosen messages is marked', async () => {
  await both();
  await it.visit();
  await row(it.page, '482913').click({ modifiers: ['Control'] });
  await row(it.page, '771200').click({ modifiers: ['Control'] });
  await it.page.getByRole('button', { name: 'Compare' }).click();
  await it.page.getByRole('button', { name: 'Text', exact: true }).click();
  await it.page.getByRole('region', { name: 'Differences of Text' }).waitFor();
  assert.deepEqual(await marks(), ['Alice', 'Bob', '482913', '771200']);
  await it.page.getByRole('button', { name: 'HTML', exact: true }).click();
  await it.page.getByRole('region', { name: 'Differences of HTML' }).waitFor();
  assert.ok((await marks()).includes('771200'));
  await it.page.getByRole('button', { name: 'As they look' }).click();
  await it.page.frameLocator('iframe').first().getByText('482913').waitFor();
  await it.page.frameLocator('iframe').last().getByText('771200').waitFor();
  // Looking at a difference is not reading the mail.
  assert.equal((await it.server.api('/v1/messages')).unread, 2);
});

test('an open message is compared with the last one like it', async () => {
  await both();
  await it.sent({ subject: 'News', text: 'Something else' });
  await it.sent({ subject: 'Your code: 900100', text: 'Hello Carol,\r\n\r\nyour code is 900100.' });
  await it.visit();
  await row(it.page, '900100').click();
  await it.page.getByRole('heading', { name: '900100' }).waitFor();
  await it.page.keyboard.press('d');
  const dialog = it.page.getByRole('dialog');
  await dialog.getByRole('link', { name: 'Your code: 771200' }).waitFor();
  await dialog.getByRole('link', { name: 'Your code: 900100' }).waitFor();
});
