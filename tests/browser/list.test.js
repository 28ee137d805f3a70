// A long list: only what is in sight is in the page, older mail comes while scrolling, and nothing jumps.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { connected, launch, openPage, row, waitFor } from './support/browser.js';
import { mail } from './support/mail.js';
import { start } from './support/mailstop.js';
import { send, sendAll } from './support/smtp.js';

const count = 450;
const subject = (number) => `Message ${String(number).padStart(4, '0')}`;
let server, browser;

before(async () => {
  server = await start();
  browser = await launch();
  await sendAll(
    server.smtpPort,
    Array.from({ length: count }, (_, index) => mail({ subject: subject(index), text: 'x' })),
  );
});

after(async () => {
  await browser?.close();
  await server?.close();
});

async function open() {
  const opened = await openPage(browser, server.url);
  await opened.page.goto(server.url);
  await connected(opened.page);
  await row(opened.page, subject(count - 1)).waitFor();
  return opened;
}

test('scrolling down reaches the oldest message with few rows in the page', async () => {
  const { page, close } = await open();
  const list = page.locator('[data-list]');
  await waitFor('the oldest message', async () => {
    await list.evaluate((element) => (element.scrollTop = element.scrollHeight));
    return row(page, subject(0)).isVisible();
  });
  assert.ok((await page.locator('a.row').count()) < 60);
  await page.getByText(`${count} messages`).waitFor();
  await close();
});

test('mail that comes in above does not move what is being read', async () => {
  const { page, close } = await open();
  const list = page.locator('[data-list]');
  await list.evaluate((element) => (element.scrollTop = 80 * 40 + 13));
  const watched = row(page, subject(count - 1 - 45));
  await watched.waitFor();
  await page.waitForTimeout(300); // the scroll event and its frame are over
  const before = (await watched.boundingBox()).y;
  await sendAll(server.smtpPort, [
    mail({ subject: 'New one', text: '' }),
    mail({ subject: 'New two', text: '' }),
  ]);
  await page.getByRole('button', { name: '2 new' }).waitFor();
  await waitFor('the row stays', async () => (await watched.boundingBox())?.y === before);
  await page.getByRole('button', { name: '2 new' }).click();
  await row(page, 'New two').waitFor();
  await page.getByRole('button', { name: '2 new' }).waitFor({ state: 'detached' });
  await close();
});

test('a burst of mail is all there in the end', async () => {
  const { page, close } = await open();
  const { total } = await server.api('/v1/messages?limit=1');
  const burst = Array.from({ length: 200 }, (_, index) => mail({ subject: `Burst ${index}`, text: '' }));
  await Promise.all([
    sendAll(server.smtpPort, burst),
    sendAll(server.smtpPort, burst),
    send(server.smtpPort, mail({ subject: 'Last', text: '' })),
  ]);
  await page.getByText(`${total + 401} messages`).waitFor();
  await close();
});
