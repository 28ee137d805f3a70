// What a person does in the inbox, in a real browser against the real server.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, afterEach, before, beforeEach, test } from 'node:test';
import { connected, launch, openPage, row, tabOf, waitFor } from './support/browser.js';
import { mail } from './support/mail.js';
import { start } from './support/mailstop.js';
import { send, sendAll } from './support/smtp.js';

let server, browser, page, seen, close;

before(async () => {
  server = await start();
  browser = await launch();
});

after(async () => {
  await browser?.close();
  await server?.close();
});

beforeEach(async () => {
  await server.clear();
  ({ page, seen, close } = await openPage(browser, server.url));
});

// Nothing a test did may have made the page ask another host, fail, or run into its own policy.
afterEach(async () => {
  const expected = /status of (400|404)/; // a wrong search, a message that is gone: the browser logs the answer
  assert.deepEqual(seen.elsewhere, []);
  assert.deepEqual(seen.errors, []);
  assert.deepEqual(
    seen.console.filter((line) => !expected.test(line)),
    [],
  );
  await close();
});

const sent = (some) => send(server.smtpPort, mail(some));
const visit = async (path = '/') => {
  await page.goto(server.url + path);
  await connected(page);
};
const subjects = () => page.locator('a.row .subject').allTextContents();
const tab = (name) => tabOf(page, name).click();

test('an empty inbox shows how to send a first mail', async () => {
  await visit();
  await page.getByRole('heading', { name: 'No mail yet' }).waitFor();
  await page.getByRole('button', { name: 'Python' }).click();
  const code = await page.locator('pre').textContent();
  assert.match(code, new RegExp(`smtplib.SMTP\\("127.0.0.1", ${server.smtpPort}\\)`));
});

test('a mail sent by SMTP appears in the open page without reload', async () => {
  await visit();
  await page.evaluate(() => (window.notReloaded = true));
  await sent({
    subject: 'Your order 1001',
    from: 'Müller & Söhne <shop@müller.test>'.replace('müller', 'mueller'),
    text: 'Thank you for your order',
    attachments: [{ filename: 'a.txt', contentType: 'text/plain', bytes: 'a' }],
  });
  const first = row(page, 'Your order 1001');
  await first.waitFor();
  const text = await first.textContent();
  for (const part of [
    'Müller & Söhne',
    'alice@example.test',
    'Thank you for your order',
    '1 attached',
    'Unread',
  ]) {
    assert.ok(text.includes(part), `${part} in ${text}`);
  }
  assert.equal(await page.evaluate(() => window.notReloaded), true);
  assert.match(await page.title(), /^\(1\)/);
});

test('a message opens and shows its HTML in a sandbox', async () => {
  const logo = {
    filename: 'logo.png',
    contentType: 'image/png',
    contentId: 'logo',
    bytes: Buffer.from(
      'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
      'base64',
    ),
  };
  await sent({
    subject: 'Welcome',
    html: '<h1>Good morning</h1><img src="cid:logo" alt="logo">',
    inline: [logo],
  });
  await visit();
  await row(page, 'Welcome').click();
  const frame = page.locator('iframe');
  await frame.waitFor();
  const sandbox = await frame.getAttribute('sandbox');
  assert.ok(!/allow-scripts|allow-same-origin/.test(sandbox), sandbox);
  const inside = page.frameLocator('iframe');
  assert.equal(await inside.locator('h1').textContent(), 'Good morning');
  await waitFor('the inline picture', () =>
    inside.locator('img').evaluate((image) => image.naturalWidth === 1),
  );
  const [{ id }] = (await server.api('/v1/messages')).messages;
  assert.equal(new URL(page.url()).pathname, `/m/${id}`);
  await waitFor('opening marks as read', async () => (await server.api(`/v1/messages/${id}`)).read);
  await page.locator('a.row:not(.unread)').waitFor();
});

test('text, headers, envelope and raw bytes are what was sent', async () => {
  const some = mail({
    subject: 'Grüße',
    text: 'See https://shop.test/a and tell us.',
    bcc: ['audit@shop.test'],
    headers: ['X-Order: =?utf-8?q?f=C3=BCnf?='],
  });
  const id = await send(server.smtpPort, some);
  await visit(`/m/${id}`);
  await page.getByRole('heading', { name: 'Grüße' }).waitFor();
  assert.equal(await page.locator('[data-text] a').getAttribute('href'), 'https://shop.test/a');
  await page.getByText('audit@shop.test').first().waitFor();
  await tab('Headers');
  assert.equal(await page.locator('tr', { hasText: 'X-Order' }).locator('.value').textContent(), 'fünf');
  await page.getByLabel('As sent').check();
  assert.equal(
    await page.locator('tr', { hasText: 'X-Order' }).locator('.value').textContent(),
    '=?utf-8?q?f=C3=BCnf?=',
  );
  await tab('Envelope');
  await page.getByText('hidden (Bcc)').waitFor();
  await page.getByText('browser.test').waitFor();
  await tab('Raw');
  const source = await page.locator('[data-source]').textContent();
  assert.equal(source.replaceAll('\r\n', '\n'), some.raw.replaceAll('\r\n', '\n'));
});

test('an attachment downloads with the right bytes', async () => {
  const bytes = Buffer.from(Array.from({ length: 5000 }, (_, index) => (index * 31) % 256));
  await sent({
    subject: 'Invoice',
    text: 'Attached.',
    attachments: [{ filename: 'invoice 7.bin', contentType: 'application/octet-stream', bytes }],
  });
  await visit();
  await row(page, 'Invoice').click();
  await tab('Attachments');
  const download = page.waitForEvent('download');
  await page.getByRole('link', { name: 'Download invoice 7.bin' }).click();
  const file = await download;
  assert.equal(file.suggestedFilename(), 'invoice 7.bin');
  assert.deepEqual(await readFile(await file.path()), bytes);
});

test('the message downloads as it was sent', async () => {
  const some = mail({ subject: 'Keep me', text: 'Hello' });
  const id = await send(server.smtpPort, some);
  await visit(`/m/${id}`);
  const download = page.waitForEvent('download');
  await page.getByRole('link', { name: 'Download as .eml' }).click();
  assert.equal(await readFile(await (await download).path(), 'utf8'), some.raw);
});

test('read and unread by button and key', async () => {
  const id = await sent({ subject: 'Read me', text: 'Hello' });
  await visit(`/m/${id}`);
  const isRead = async () => (await server.api(`/v1/messages/${id}`)).read;
  await waitFor('read by opening', isRead);
  await page.getByRole('button', { name: 'Mark as unread' }).click();
  await page.locator('a.row.unread').waitFor();
  assert.equal(await isRead(), false);
  await page.keyboard.press('u');
  await page.locator('a.row:not(.unread)').waitFor();
  assert.equal(await isRead(), true);
});

test('deleting goes on to the next message', async () => {
  await sendAll(
    server.smtpPort,
    ['One', 'Two', 'Three'].map((subject) => mail({ subject, text: subject })),
  );
  await visit();
  await row(page, 'Two').click();
  await page.getByRole('heading', { name: 'Two' }).waitFor();
  await page.getByRole('button', { name: 'Delete the message' }).click();
  await page.getByRole('heading', { name: 'One', exact: true }).waitFor();
  await row(page, 'Two').waitFor({ state: 'detached' });
  await page.keyboard.press('#');
  await page.getByRole('heading', { name: 'Three' }).waitFor();
  await row(page, 'One').waitFor({ state: 'detached' });
  assert.deepEqual(await subjects(), ['Three']);
  await page.getByRole('button', { name: 'Dismiss' }).click(); // and with it the time to undo
  await waitFor('both are deleted', async () => (await server.api('/v1/messages')).total === 1);
});

test('what others delete or read shows at once', async () => {
  const [first] = await sendAll(
    server.smtpPort,
    ['Mine', 'Other'].map((subject) => mail({ subject, text: '' })),
  );
  await visit();
  await row(page, 'Mine').waitFor();
  await server.api(`/v1/messages/${first}?markRead=true`);
  await page.locator('a.row:not(.unread)', { hasText: 'Mine' }).waitFor();
  await server.api(`/v1/messages/${first}`, { method: 'DELETE' });
  await row(page, 'Mine').waitFor({ state: 'detached' });
  await page.getByText('1 message, 1 unread').waitFor();
});

test('search finds, says what is wrong, and follows new mail', async () => {
  await sendAll(server.smtpPort, [
    mail({ subject: 'Apples', text: 'red' }),
    mail({ subject: 'Pears', text: 'green' }),
  ]);
  await visit();
  const field = page.getByRole('combobox', { name: 'Search mail' });
  await row(page, 'Apples').waitFor();
  await page.keyboard.press('/');
  await page.keyboard.type('subject:pears');
  await row(page, 'Apples').waitFor({ state: 'detached' });
  await page.getByText('1 match of 2').waitFor();
  assert.equal(new URL(page.url()).searchParams.get('q'), 'subject:pears');
  await sendAll(server.smtpPort, [
    mail({ subject: 'More pears', text: '' }),
    mail({ subject: 'More apples', text: '' }),
  ]);
  await row(page, 'More pears').waitFor();
  assert.deepEqual(await subjects(), ['More pears', 'Pears']);
  await field.fill('subject:"pears');
  await waitFor('the error', async () => (await page.locator('#search-error').textContent()) !== '');
  await page.getByRole('button', { name: 'Clear the search' }).click();
  await row(page, 'More apples').waitFor();
  assert.equal((await subjects()).length, 4);
});

test('a search in the address is there after a reload', async () => {
  await sendAll(server.smtpPort, [
    mail({ subject: 'Apples', text: '' }),
    mail({ subject: 'Pears', text: '' }),
  ]);
  await visit('/?q=pears');
  await row(page, 'Pears').waitFor();
  assert.deepEqual(await subjects(), ['Pears']);
  assert.equal(await page.getByRole('combobox', { name: 'Search mail' }).inputValue(), 'pears');
});

test('deleting all asks first', async () => {
  await sendAll(server.smtpPort, [
    mail({ subject: 'Apples', text: '' }),
    mail({ subject: 'Pears', text: '' }),
  ]);
  await visit();
  await row(page, 'Apples').waitFor();
  const deleteAll = page.getByRole('button', { name: 'Delete all messages' });
  await deleteAll.click();
  await page.getByRole('button', { name: 'Keep them' }).click();
  assert.equal((await server.api('/v1/messages')).total, 2);
  await deleteAll.click();
  await page.getByRole('button', { name: 'Delete', exact: true }).click();
  await page.getByRole('heading', { name: 'No mail yet' }).waitFor();
  assert.equal((await server.api('/v1/messages')).total, 0);
});

test('deleting all of a search deletes only what it found', async () => {
  await sendAll(server.smtpPort, [
    mail({ subject: 'Apples', text: '' }),
    mail({ subject: 'Pears', text: '' }),
  ]);
  await visit('/?q=pears');
  await page.getByRole('button', { name: 'Delete all matches' }).click();
  await page.getByText('This deletes 1 message.').waitFor();
  await page.getByRole('button', { name: 'Delete', exact: true }).click();
  await page.getByText('Nothing found').waitFor();
  assert.deepEqual(
    (await server.api('/v1/messages')).messages.map(({ subject }) => subject),
    ['Apples'],
  );
});

test('the keyboard alone is enough', async () => {
  await sendAll(
    server.smtpPort,
    ['One', 'Two', 'Three'].map((subject) => mail({ subject, text: subject })),
  );
  await visit();
  await row(page, 'Three').waitFor();
  for (const key of ['j', 'j', 'j', 'k', 'Enter']) await page.keyboard.press(key);
  await page.getByRole('heading', { name: 'Two' }).waitFor();
  await page.keyboard.press('j');
  await page.getByRole('heading', { name: 'One', exact: true }).waitFor();
  await page.keyboard.press('Escape');
  await page.waitForURL(`${server.url}/`);
  await page.keyboard.press('?');
  await page.getByRole('heading', { name: 'Keyboard shortcuts' }).waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('heading', { name: 'Keyboard shortcuts' }).waitFor({ state: 'detached' });
  await page.keyboard.press('Shift+Tab'); // the focus went along, to the last row
  assert.notEqual(await page.evaluate(() => getComputedStyle(document.activeElement).boxShadow), 'none');
});

test('keys typed faster than the page paints open the right message', async () => {
  await sendAll(
    server.smtpPort,
    ['One', 'Two'].map((subject) => mail({ subject, text: subject })),
  );
  await visit();
  await row(page, 'Two').waitFor();
  for (const key of ['j', 'j']) await page.keyboard.press(key);
  await page.locator('a.row:focus', { hasText: 'One' }).waitFor();
  await page.evaluate(() => (window.requestAnimationFrame = () => 0));
  for (const key of ['k', 'Enter']) await page.keyboard.press(key);
  await page.getByRole('heading', { name: 'Two', exact: true }).waitFor();
});

test('the back button goes back, a reload stays', async () => {
  const id = await sent({ subject: 'Stay', text: 'Hello' });
  await visit();
  await row(page, 'Stay').click();
  await page.getByRole('heading', { name: 'Stay' }).waitFor();
  await page.reload();
  await page.getByRole('heading', { name: 'Stay' }).waitFor();
  assert.equal(new URL(page.url()).pathname, `/m/${id}`);
  await page.goBack();
  await page.getByText('Choose a message').waitFor();
});

test('latest is the newest message, and a message that is gone says so', async () => {
  const id = await sent({ subject: 'Newest', text: 'Hello' });
  await visit('/m/latest');
  await page.waitForURL(`${server.url}/m/${id}`);
  await visit('/m/nothing-here');
  await page.getByText('This message is not here any more.').waitFor();
});

test('the setup page names the real address', async () => {
  await visit('/setup');
  await page.getByRole('button', { name: 'Django' }).click();
  const django = page.getByRole('region', { name: 'Django example' });
  assert.match(await django.textContent(), new RegExp(`EMAIL_PORT = ${server.smtpPort}\\b`));
  await page.getByText('memory only').waitFor();
});

test('the theme chosen stays', async () => {
  await visit();
  const background = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const light = await background();
  await page.getByRole('button', { name: /^Theme/ }).click();
  await page.getByRole('button', { name: 'Theme: light' }).click();
  await page.getByRole('button', { name: 'Theme: dark' }).waitFor();
  assert.notEqual(await background(), light);
  await page.reload();
  await page.getByRole('button', { name: 'Theme: dark' }).waitFor();
});
