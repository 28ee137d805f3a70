// The page outlives the server: after a restart on the same port nothing is missing and nothing is there twice.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { connected, launch, openPage, row, waitFor } from './support/browser.js';
import { mail } from './support/mail.js';
import { start } from './support/mailstop.js';
import { send } from './support/smtp.js';

let browser;

before(async () => {
  browser = await launch();
});

after(async () => {
  await browser?.close();
});

const subjects = (page) => page.locator('a.row .subject').allTextContents();
const waiting = (page) =>
  page.locator('[data-connection="waiting"], [data-connection="connecting"]').waitFor();
const sent = (server, subject) => send(server.smtpPort, mail({ subject, text: 'x' }));

async function opened(server) {
  const { page, close } = await openPage(browser, server.url);
  await page.goto(server.url);
  await connected(page);
  return { page, close };
}

test('a restart with a database loses and doubles nothing', async () => {
  const server = await start({ isEphemeral: false });
  await sent(server, 'Before');
  const { page, close } = await opened(server);
  await row(page, 'Before').waitFor();
  for (const [round, end] of [
    ['one', () => server.stop()],
    ['two', () => server.kill()],
  ]) {
    await end();
    await waiting(page);
    await row(page, 'Before').waitFor(); // what is known stays in sight
    await server.start();
    await sent(server, `While away ${round}`);
    await connected(page);
    await sent(server, `Back ${round}`);
    await row(page, `Back ${round}`).waitFor();
  }
  assert.deepEqual(await subjects(page), [
    'Back two',
    'While away two',
    'Back one',
    'While away one',
    'Before',
  ]);
  await page.getByText('5 messages, 5 unread').waitFor();
  await close();
  await server.close();
});

test('what was deleted while the page was away is gone', async () => {
  const server = await start({ isEphemeral: false });
  const first = await sent(server, 'Doomed');
  await sent(server, 'Kept');
  const { page, close } = await opened(server);
  await row(page, 'Doomed').waitFor();
  await page.context().setOffline(true);
  await server.stop();
  await waiting(page);
  await server.start();
  await server.api(`/v1/messages/${first}`, { method: 'DELETE' });
  await page.context().setOffline(false);
  await row(page, 'Doomed').waitFor({ state: 'detached' });
  assert.deepEqual(await subjects(page), ['Kept']);
  await close();
  await server.close();
});

test('an ephemeral server that starts afresh is shown afresh', async () => {
  const server = await start();
  for (const subject of ['Old one', 'Old two', 'Old three']) await sent(server, subject);
  const { page, close } = await opened(server);
  await row(page, 'Old three').waitFor();
  await server.stop();
  await waiting(page);
  await server.start();
  await page.getByRole('heading', { name: 'No mail yet' }).waitFor();
  await connected(page);
  await sent(server, 'New one');
  await row(page, 'New one').waitFor();
  await waitFor('only the new one', async () => (await subjects(page)).join() === 'New one');
  await close();
  await server.close();
});
