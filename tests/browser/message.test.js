// The views of a message.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { row, tabOf, waitFor } from './support/browser.js';
import { inbox } from './support/inbox.js';
import { png } from './support/picture.js';

const it = inbox();
const open = (name) => tabOf(it.page, name).click();
const html =
  '<!doctype html><html><body><h1>Good morning</h1><p>Go to <a href="https://evil.test/x">https://shop.test/login</a></p><img src="data:image/gif;base64,R0lGODlhAQABAAAAACw=" width="1" height="1"></body></html>';

test('the structure shows every part, to be looked at and saved', async () => {
  const picture = { filename: 'dot.png', contentType: 'image/png', bytes: png(8, 8, () => [200, 30, 30]) };
  const id = await it.sent({ subject: 'Parts', text: 'Hello there', html, attachments: [picture] });
  await it.visit(`/m/${id}`);
  await open('Structure');
  const tree = it.page.getByRole('list', { name: 'MIME structure' });
  await tree.getByText('multipart/mixed').waitFor();
  for (const type of ['multipart/alternative', 'text/plain', 'text/html', 'image/png'])
    await tree.getByText(type, { exact: true }).waitFor();
  await tree.getByRole('button', { name: 'Preview dot.png' }).click();
  const image = tree.getByRole('img', { name: 'dot.png' });
  await waitFor('the picture', () => image.evaluate((element) => element.naturalWidth === 8));
  await tree
    .getByRole('button', { name: /Preview part/ })
    .first()
    .click();
  await tree.getByText('Hello there').waitFor();
});

test('attachments are shown as what they are, and run nothing', async () => {
  const file = (filename, contentType, bytes) => ({ filename, contentType, bytes });
  const attachments = [
    file('list.csv', 'text/csv', 'name,amount\r\n"Beans, whole",2\r\n'),
    file('data.json', 'application/json', '{"order":{"id":7}}'),
    file(
      'coffee.ics',
      'text/calendar',
      'BEGIN:VEVENT\r\nSUMMARY:Coffee\r\nDTSTART:20261124T090000Z\r\nEND:VEVENT\r\n',
    ),
    file(
      'alice.vcf',
      'text/vcard',
      'BEGIN:VCARD\r\nFN:Alice Berg\r\nEMAIL:alice@example.test\r\nEND:VCARD\r\n',
    ),
    file('page.html', 'text/html', '<script>alert(1)</script>'),
    file(
      'drawing.svg',
      'image/svg+xml',
      '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9" onload="alert(1)"><script>alert(1)</script></svg>',
    ),
    file('invoice.pdf', 'application/pdf', '%PDF-1.4'),
    file('data.bin', 'application/octet-stream', 'x'),
  ];
  const id = await it.sent({ subject: 'Files', text: 'x', attachments });
  await it.visit(`/m/${id}`);
  await open('Attachments');
  const look = (name) => it.page.getByRole('button', { name: `Preview ${name}` }).click();
  const preview = it.page.locator('[data-preview]');
  await look('list.csv');
  await preview.getByRole('cell', { name: 'Beans, whole' }).waitFor();
  await look('data.json');
  await waitFor('JSON in lines', async () => (await preview.textContent()).includes('{\n  "order": {'));
  await look('coffee.ics');
  await preview.getByText('2026-11-24 09:00 UTC').waitFor();
  await look('alice.vcf');
  await preview.getByRole('heading', { name: 'Alice Berg' }).waitFor();
  await look('page.html');
  await preview.getByText('<script>alert(1)</script>').waitFor();
  await look('drawing.svg');
  const image = preview.getByRole('img');
  await waitFor('the drawing', () => image.evaluate((element) => element.naturalWidth === 9));
  await look('invoice.pdf');
  await preview.getByText('There is no text in it').waitFor();
  assert.equal(await it.page.getByRole('button', { name: 'Preview data.bin' }).count(), 0);
  assert.deepEqual(it.seen.dialogs, []);
});

test('links say where they lead, the source how it is written', async () => {
  const id = await it.sent({ subject: 'Links', text: 'Hello', html });
  await it.visit(`/m/${id}`);
  await open('Links & codes');
  await it.page.getByText('The text names another host than evil.test').waitFor();
  await it.page.getByText('A tracking pixel').waitFor();
  assert.equal(
    await it.page.getByRole('link', { name: 'https://evil.test/x' }).getAttribute('rel'),
    'noopener noreferrer',
  );
  await open('Source');
  const source = it.page.locator('[data-html-source]');
  await source.locator('.name', { hasText: 'h1' }).first().waitFor();
  await it.page.getByLabel('As sent').check();
  await waitFor('the source as sent', async () => (await source.textContent()).trim() === html);
});

test('headers are found and explained, raw bytes made visible', async () => {
  const id = await it.sent({
    subject: 'Kopf',
    text: 'x',
    headers: ['X-Order: 7', 'List-Id: <news.shop.test>'],
  });
  await it.visit(`/m/${id}`);
  await open('Headers');
  await it.page.getByLabel('Explain').check();
  await it.page.getByText('Name of the mailing list (RFC 2919).').waitFor();
  await it.page.getByLabel('Filter headers').fill('order');
  await it.page.getByText('List-Id').waitFor({ state: 'detached' });
  await open('Raw');
  await it.page.getByText(/^\d+ CRLF$/).waitFor();
  await it.page.getByLabel('Show line ends').check();
  await waitFor('line ends', async () =>
    (await it.page.locator('[data-source]').textContent()).includes('X-Order: 7\\r\\n\n'),
  );
});

test('the mail is shown as narrow, as large and as dark as wanted', async () => {
  const id = await it.sent({ subject: 'Sizes', html });
  await it.visit(`/m/${id}`);
  const frame = it.page.locator('iframe');
  const width = async () => Math.round((await frame.boundingBox()).width);
  await it.page.getByRole('button', { name: /^Phone/ }).click();
  await waitFor('a phone', async () => (await width()) === 390);
  await it.page.getByRole('separator', { name: 'Width of the mail' }).press('ArrowRight');
  await waitFor('a wider one', async () => (await width()) === 406);
  const handle = await it.page.getByRole('separator').boundingBox();
  await it.page.mouse.move(handle.x + 6, handle.y + 50);
  await it.page.mouse.down();
  await it.page.mouse.move(handle.x + 26, handle.y + 50);
  await it.page.mouse.up();
  await waitFor('as wide as it was drawn', async () => (await width()) === 446);
  await it.page.getByRole('button', { name: 'Larger' }).click();
  await it.page.getByText('125%').waitFor();
  await waitFor('larger', () => frame.evaluate((element) => element.style.transform === 'scale(1.25)'));
  await it.page.getByRole('button', { name: /dark mail client/ }).click();
  await waitFor('dark', () => frame.evaluate((element) => getComputedStyle(element).filter !== 'none'));
});

test('pin, tag, move and the link of a message', async () => {
  const id = await it.sent({ subject: 'Keep', text: 'x' });
  const message = () => it.server.api(`/v1/messages/${id}`);
  await it.visit(`/m/${id}`);
  await it.page.getByRole('button', { name: 'Pin', exact: true }).click();
  await waitFor('pinned', async () => (await message()).pinned);
  await it.page.getByRole('button', { name: 'Unpin', exact: true }).waitFor();
  await it.page.getByRole('button', { name: 'Tags', exact: true }).click();
  await it.page.getByLabel('New tags').fill('order, smoke');
  await it.page.getByRole('button', { name: 'Add', exact: true }).click();
  await it.page.getByRole('button', { name: 'Remove the tag order' }).click();
  await waitFor('one tag', async () => (await message()).tags.join() === 'smoke');
  await it.page.getByRole('button', { name: 'Done' }).click();
  await row(it.page, 'smoke').waitFor();
  await it.page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await it.page.getByRole('button', { name: 'More' }).click();
  await it.page.getByRole('menuitem', { name: 'Copy the link' }).click();
  await it.page.getByText('The link is copied').waitFor();
  assert.equal(await it.page.evaluate(() => navigator.clipboard.readText()), `${it.server.url}/m/${id}`);
  await it.page.getByRole('button', { name: 'More' }).click();
  await it.page.keyboard.press('ArrowDown');
  await it.page.keyboard.press('Escape');
  await it.page.getByRole('menu').waitFor({ state: 'detached' });
  assert.equal(new URL(it.page.url()).pathname, `/m/${id}`);
  await it.page.keyboard.press('v');
  await it.page.getByRole('combobox', { name: 'Inbox' }).fill('checkout-7');
  await it.page.getByRole('button', { name: 'Move', exact: true }).click();
  await waitFor('moved', async () => (await message()).inbox === 'checkout-7');
});

test('on paper there is the message and nothing around it', async () => {
  const id = await it.sent({ subject: 'Paper', text: 'line\r\n'.repeat(200) });
  await it.visit(`/m/${id}`);
  await it.page.getByRole('heading', { name: 'Paper' }).waitFor();
  await it.page.emulateMedia({ media: 'print' });
  for (const hidden of ['.sidebar', '.list', '.toolbar', '.tabs'])
    assert.equal(await it.page.locator(hidden).first().isVisible(), false, hidden);
  const { height } = await it.page.locator('[data-text]').boundingBox();
  assert.ok(height > 3000, `all of the text: ${height}`);
  assert.ok((await it.page.evaluate(() => document.documentElement.scrollHeight)) >= height);
});
