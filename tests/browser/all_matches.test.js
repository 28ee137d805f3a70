// From a few chosen rows to all that a list or a search holds, loaded or not: changed and deleted a window at a time, with
// a way to stop.
import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { connected, launch, openPage, row, waitFor } from './support/browser.js';
import { mail } from './support/mail.js';
import { start } from './support/mailstop.js';
import { sendAll } from './support/smtp.js';

const count = 1250;
let server, browser;

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
  const mails = Array.from({ length: count }, (_, index) =>
    mail({ subject: `${index % 2 === 0 ? 'Even' : 'Odd'} ${index}`, text: 'x' }),
  );
  await sendAll(server.smtpPort, mails);
});

const matched = async (q) => {
  const found = [];
  let cursor = '';
  do {
    const page = await server.api(`/v1/messages?limit=1000&q=${encodeURIComponent(q)}${cursor}`);
    found.push(...page.messages);
    cursor = page.nextCursor === null ? '' : `&cursor=${page.nextCursor}`;
  } while (cursor !== '');
  return found.length;
};

async function open(path = '/') {
  const opened = await openPage(browser, server.url);
  await opened.page.goto(server.url + path);
  await connected(opened.page);
  const newest = path.includes('Even') ? `Even ${count - 2}` : `Odd ${count - 1}`;
  await row(opened.page, newest).waitFor();
  return opened;
}

async function chooseAll(page, offer) {
  await page.keyboard.press('Control+a');
  await page.getByRole('button', { name: offer }).click();
}
const button = (page, name) => page.getByRole('button', { name, exact: true });
const confirm = (page, name) => page.getByRole('dialog').getByRole('button', { name, exact: true }).click();

test('all of a list are marked, also those that were never loaded', async () => {
  const { page, close } = await open();
  await chooseAll(page, 'Select all 1,250 of this list');
  await page.getByText('All 1,250 of this list are chosen.').waitFor();
  await button(page, 'Mark as read').click();
  await page.getByText('This changes all 1,250 messages. It cannot be undone.').waitFor();
  await confirm(page, 'Mark as read');
  await page.getByText('1,250 messages marked as read').first().waitFor();
  assert.equal(await matched('is:unread'), 0);
  await waitFor('no dot is left', async () => (await page.locator('a.row.unread').count()) === 0);
  await close();
});

test('all matches of a search are tagged, pinned and moved, and no others', async () => {
  const { page, close } = await open('/?q=subject%3AEven');
  await chooseAll(page, 'Select all 625 matches');
  await button(page, 'Tag').click();
  await page.getByRole('heading', { name: 'Tags of 625 messages' }).waitFor();
  await page.getByText('It cannot be undone.').waitFor();
  await page.getByLabel('New tags').fill('even');
  await button(page, 'Add').click();
  await page.getByText('625 messages tagged even').first().waitFor();
  assert.equal(await matched('tag:even'), 625);
  await chooseAll(page, 'Select all 625 matches');
  await button(page, 'Pin').click();
  await confirm(page, 'Pin');
  await page.getByText('625 messages pinned').first().waitFor();
  assert.equal(await matched('is:pinned'), 625);
  await chooseAll(page, 'Select all 625 matches');
  await button(page, 'Move to an inbox').click();
  await page.getByLabel('Inbox', { exact: true }).fill('evens');
  await button(page, 'Move').click();
  await page.getByText('625 messages moved to evens').first().waitFor();
  assert.equal(await matched('inbox:evens'), 625);
  assert.equal(await matched('inbox:default'), 625);
  await close();
});

test('all matches are deleted after a question, and no others', async () => {
  const { page, close } = await open('/?q=subject%3AOdd');
  await chooseAll(page, 'Select all 625 matches');
  await page.keyboard.press('#');
  await page.getByText('This deletes all 625 messages. It cannot be undone.').waitFor();
  await button(page, 'Keep them').click();
  assert.equal(await matched('subject:Odd'), 625);
  await page.keyboard.press('#');
  await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
  await page.getByText('Nothing found.').waitFor();
  assert.equal(await matched('subject:Odd'), 0);
  assert.equal(await matched('subject:Even'), 625);
  await close();
});

test('it shows how far it has come, and can be stopped between windows', async () => {
  const { page, close } = await open();
  let release = () => undefined;
  let windows = 0;
  await page.route(/\/v1\/messages\?.*all=true/, async (route) => {
    windows += 1;
    // The second window waits until the test has looked.
    if (windows === 2) await new Promise((resolve) => (release = resolve));
    await route.continue();
  });
  await chooseAll(page, 'Select all 1,250 of this list');
  await page.keyboard.press('#');
  await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
  await page.getByText('1,000 of 1,250').waitFor();
  await page.getByRole('progressbar').waitFor();
  await waitFor('the rest is in the list', () => page.getByText('250 messages').first().isVisible());
  release();
  await page.getByText('1,250 messages deleted').first().waitFor();
  await close();
});

test('what is stopped leaves the rest as it is', async () => {
  const { page, close } = await open();
  let release = () => undefined;
  await page.route(/\/v1\/messages\?.*all=true/, async (route) => {
    await new Promise((resolve) => (release = resolve));
    await route.continue();
  });
  await chooseAll(page, 'Select all 1,250 of this list');
  await button(page, 'Mark as read').click();
  await confirm(page, 'Mark as read');
  await button(page, 'Stop').click();
  release();
  await page.getByText('Stopped: 1,000 of 1,250').first().waitFor();
  assert.equal(await matched('is:unread'), 250);
  await close();
});

test('by key it is asked which way, and another search closes the question', async () => {
  const { page, close } = await open();
  await chooseAll(page, 'Select all 1,250 of this list');
  await waitFor('the focus', () =>
    page.evaluate(() => globalThis.document.activeElement?.closest('[role=toolbar]') !== null),
  );
  await page.keyboard.press('s');
  await page.getByRole('dialog').getByRole('button', { name: 'Unpin' }).waitFor();
  await confirm(page, 'Pin');
  await page.getByText('1,250 messages pinned').first().waitFor();
  assert.equal(await matched('is:pinned'), count);
  await button(page, 'Delete all messages').click();
  await page.getByRole('dialog').waitFor();
  await page.evaluate(() => {
    globalThis.history.pushState({}, '', '/?q=subject%3AEven');
    globalThis.dispatchEvent(new PopStateEvent('popstate'));
  });
  await waitFor('no question', async () => (await page.getByRole('dialog').count()) === 0);
  assert.equal(await matched(''), count);
  await close();
});

test('a row that is unchosen leaves nothing chosen, and says so', async () => {
  const { page, close } = await open();
  await chooseAll(page, 'Select all 1,250 of this list');
  await page.getByRole('checkbox', { name: `Select Odd ${count - 1}` }).uncheck({ force: true });
  await page.getByText('No row can be left out of all. Nothing is chosen now.').first().waitFor();
  await page.getByRole('heading', { name: 'All mail' }).waitFor();
  await close();
});
