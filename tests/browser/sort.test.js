// The order of the list: by mouse, by keyboard and by touch, in the address, and right when mail comes in.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openPage, row, waitFor } from './support/browser.js';
import { inbox } from './support/inbox.js';
import { mail } from './support/mail.js';
import { sendAll } from './support/smtp.js';

const it = inbox();
const some = [
  { subject: 'banana', from: 'Carol <carol@shop.test>', text: 'x'.repeat(9000) },
  { subject: 'Apple', from: 'Alice <alice@shop.test>', text: 'x' },
  { subject: 'cherry', from: 'Bob <bob@shop.test>', text: 'x'.repeat(3000) },
];
const three = () => sendAll(it.server.smtpPort, some.map(mail));
const shown = (page = it.page) => page.locator('a.row .subject').allTextContents();
const isOrder = (...wanted) =>
  waitFor(`the order ${wanted}`, async () => {
    const rows = await it.page
      .locator('[data-list] li')
      .evaluateAll((all) =>
        all
          .sort((a, b) => a.ariaPosInSet - b.ariaPosInSet)
          .map((one) => one.querySelector('.subject')?.textContent),
      );
    return rows.join() === wanted.join();
  });
const sort = async (name, page = it.page) => {
  await page.getByRole('button', { name: /^Sort:/ }).click();
  await page.getByRole('menuitemradio', { name }).click();
};
const query = () => new URL(it.page.url()).search;

test('by subject, sender and size, up and down, and back', async () => {
  await three();
  await it.visit();
  await isOrder('cherry', 'Apple', 'banana');
  await sort('Subject, A to Z');
  await isOrder('Apple', 'banana', 'cherry');
  assert.equal(query(), '?sort=subject&order=ascending');
  await sort('Sender, Z to A');
  await isOrder('banana', 'cherry', 'Apple');
  await sort('Largest first');
  await isOrder('banana', 'cherry', 'Apple');
  await sort('Smallest first');
  await isOrder('Apple', 'cherry', 'banana');
  await sort('Oldest first');
  await isOrder('banana', 'Apple', 'cherry');
  assert.equal(query(), '?order=oldest');
  await it.page.getByRole('button', { name: 'Sort: Oldest first' }).click();
  await it.page.getByRole('menuitemradio', { name: 'Oldest first', checked: true }).waitFor();
  await it.page.keyboard.press('Escape');
  await sort('Newest first');
  await isOrder('cherry', 'Apple', 'banana');
  assert.equal(query(), '');
});

test('stays when a message is read, the list is searched, the page is loaded again or gone back to', async () => {
  await three();
  await it.visit('/?sort=subject&order=ascending');
  await isOrder('Apple', 'banana', 'cherry');
  await row(it.page, 'banana').click();
  await it.page.getByRole('button', { name: 'Older message' }).click(); // the next in the list
  await it.page.locator('a.row[aria-current]', { hasText: 'cherry' }).waitFor();
  await it.page.keyboard.press('Escape');
  await waitFor('the list', () => query() === '?sort=subject&order=ascending');
  await it.page.keyboard.press('/');
  await it.page.keyboard.type('from:shop.test -banana');
  await isOrder('Apple', 'cherry');
  await waitFor('the search too', () => query().includes('sort=subject'));
  await it.page.reload();
  await isOrder('Apple', 'cherry');
  await it.page.goBack();
  await it.page.goForward();
  await isOrder('Apple', 'cherry');
});

test('new mail comes in where it belongs', async () => {
  await three();
  await it.visit('/?sort=subject&order=ascending');
  await isOrder('Apple', 'banana', 'cherry');
  await it.sent({ subject: 'blueberry', text: 'x' });
  await isOrder('Apple', 'banana', 'blueberry', 'cherry');
  await sort('Oldest first');
  await isOrder('banana', 'Apple', 'cherry', 'blueberry');
  await it.sent({ subject: 'dates', text: 'x' });
  await isOrder('banana', 'Apple', 'cherry', 'blueberry', 'dates');
});

test('by keyboard alone', async () => {
  await three();
  await it.visit();
  await isOrder('cherry', 'Apple', 'banana');
  await it.page.keyboard.press('Shift+S');
  await it.page.getByRole('menu').waitFor();
  await it.page.keyboard.press('ArrowDown');
  await it.page.keyboard.press('Enter');
  await isOrder('banana', 'Apple', 'cherry');
  await it.page.keyboard.press('Control+k');
  await it.page.keyboard.type('largest');
  await it.page.keyboard.press('Enter');
  await isOrder('banana', 'cherry', 'Apple');
});

test('by touch', async () => {
  await three();
  const { page, seen, close } = await openPage(it.browser, it.server.url, {
    viewport: { width: 390, height: 844 },
    hasTouch: true,
    isMobile: true,
  });
  await page.goto(it.server.url);
  await row(page, 'cherry').waitFor();
  await page.getByRole('button', { name: /^Sort:/ }).tap();
  await page.getByRole('menuitemradio', { name: 'Largest first' }).tap();
  await waitFor('the largest first', async () => (await shown(page))[0] === 'banana');
  assert.deepEqual(seen.errors, []);
  await close();
});
