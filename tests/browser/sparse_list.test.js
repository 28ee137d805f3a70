// A list of a million messages: any of them is reached by the scroll bar, only what is looked at is fetched and kept, and
// nothing jumps when mail comes. The pages are made up here; what comes live is real.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { row, waitFor } from './support/browser.js';
import { inbox } from './support/inbox.js';

const it = inbox();
const total = 1_000_000;
const rowHeight = 80;
const list = () => it.page.locator('[data-list]');
const subjectAt = (place) => `Message ${String(total - place).padStart(7, '0')}`;
const bar = (part) => list().evaluate((element, by) => (element.scrollTop = element.scrollHeight * by), part);
const firstInSight = () =>
  list().evaluate((element) => {
    const top = element.getBoundingClientRect().top;
    const rows = [...element.querySelectorAll('li')];
    const first = rows
      .filter((one) => one.getBoundingClientRect().bottom > top + 1)
      .sort((a, b) => a.getBoundingClientRect().top - b.getBoundingClientRect().top)[0];
    return { place: Number(first?.ariaPosInSet) - 1, y: first ? first.getBoundingClientRect().top - top : 0 };
  });
const isLoaded = async () => (await it.page.locator('[data-blank]').count()) === 0;

function summary(place) {
  const number = total - place;
  const address = { name: '', address: `user${number % 97}@example.test` };
  return {
    id: `0${String(number).padStart(15, '0')}`,
    sequence: 0,
    inbox: 'default',
    receivedAt: new Date(Date.UTC(2026, 0, 1) - place * 1000).toISOString(),
    from: address,
    to: [address],
    cc: [],
    bcc: [],
    subject: subjectAt(place),
    snippet: 'x',
    size: 1000,
    read: true,
    pinned: false,
    tags: [],
    attachmentCount: 0,
    sender: address.address,
    recipients: [address.address],
  };
}

/** What the server would answer, and a list of the requests. */
async function million() {
  const asked = [];
  await it.page.route(/\/v1\/messages(\?|$)/, async (route) => {
    const query = new URL(route.request().url()).searchParams;
    const limit = Number(query.get('limit') ?? 50);
    const first = Number(query.get('cursor') ?? query.get('offset') ?? 0);
    asked.push({ first, limit });
    // What came live is above all that is made up.
    const { messages: real, sequence } = await it.server.api('/v1/messages');
    const all = total + real.length;
    const end = Math.min(all, first + limit);
    const messages = Array.from({ length: end - first }, (_, index) => {
      const place = first + index;
      return place < real.length ? real[place] : summary(place - real.length);
    });
    const nextCursor = end < all ? String(end) : null;
    const page = { messages, nextCursor, total: all, unread: real.length, sequence };
    await route.fulfill({ json: page }).catch(() => undefined); // it may have been given up
  });
  await it.visit();
  await row(it.page, subjectAt(0)).waitFor();
  return asked;
}

test('the scroll bar reaches any message and both ends, with little fetched and little kept', async () => {
  const asked = await million();
  await it.page.getByText('1,000,000 messages').waitFor();
  for (const part of [0.5, 0.25, 0.9]) {
    await bar(part);
    await waitFor('what is in sight is loaded', isLoaded);
    const { place } = await firstInSight();
    assert.ok(Math.abs(place / total - part) < 0.02, `${place} at ${part}`);
    await row(it.page, subjectAt(place)).waitFor();
  }
  await bar(1);
  await row(it.page, subjectAt(total - 1)).waitFor();
  assert.equal(await it.page.locator('li[aria-posinset="1000000"]').count(), 1);
  await bar(0);
  await row(it.page, subjectAt(0)).waitFor();
  assert.ok(asked.length < 20, `${asked.length} requests`);
  assert.ok((await it.page.locator('a.row').count()) < 60);
});

test('the wheel moves the list by its own pixels, wherever it is', async () => {
  await million();
  await bar(0.5);
  await waitFor('what is in sight is loaded', isLoaded);
  const before = await firstInSight();
  await list().hover();
  for (let turn = 0; turn < 10; turn += 1) {
    await it.page.mouse.wheel(0, 4 * rowHeight);
    await it.page.waitForTimeout(30);
  }
  await waitFor('forty rows down', async () => (await firstInSight()).place === before.place + 40);
  assert.equal(Math.round((await firstInSight()).y), Math.round(before.y));
  await waitFor('what is in sight is loaded', isLoaded);
});

test('a drag of the bar asks for where it rests, and not for what it passes', async () => {
  const asked = await million();
  const before = asked.length;
  await list().evaluate(async (element) => {
    for (let step = 1; step <= 40; step += 1) {
      element.scrollTop = (element.scrollHeight * step) / 50;
      await new Promise(requestAnimationFrame);
    }
  });
  await waitFor('what is in sight is loaded', isLoaded);
  assert.ok(asked.length - before < 12, `${asked.length - before} requests`);
});

test('mail that comes in does not move what is being read, half a million rows down', async () => {
  await million();
  await bar(0.5);
  await waitFor('what is in sight is loaded', isLoaded);
  await it.page.waitForTimeout(200); // the scroll event and its frame are over
  const { place } = await firstInSight();
  const watched = row(it.page, subjectAt(place + 2));
  const { y } = await watched.boundingBox();
  await it.sent({ subject: 'New one', text: 'x' });
  await it.sent({ subject: 'New two', text: 'x' });
  const pill = it.page.getByRole('button', { name: '2 new' });
  await pill.waitFor();
  await waitFor('the row stays', async () => Math.abs((await watched.boundingBox())?.y - y) < 1);
  assert.equal((await firstInSight()).place, place + 2);
  await pill.click();
  await row(it.page, 'New two').waitFor();
  await row(it.page, subjectAt(0)).waitFor();
});

test('Shift chooses a range whose middle was never loaded', async () => {
  await million();
  await row(it.page, subjectAt(1)).click({ modifiers: ['Control'] });
  await list().evaluate((element) => (element.scrollTop = 80 * 1500));
  await waitFor('what is in sight is loaded', isLoaded);
  const { place } = await firstInSight();
  await row(it.page, subjectAt(place + 1)).click({ modifiers: ['Shift'] });
  await it.page.getByText(`${(place + 1).toLocaleString('en-GB')} selected`).waitFor();
  await bar(0.5);
  await waitFor('what is in sight is loaded', isLoaded);
  const far = await firstInSight();
  await row(it.page, subjectAt(far.place + 1)).click({ modifiers: ['Shift'] });
  await it.page.getByText('Too many rows to choose one by one').waitFor();
});
