// Inboxes and tags: in the side bar with live numbers, made, set up, deleted, and each with an address of its own.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { connected, row, waitFor } from './support/browser.js';
import { inbox } from './support/inbox.js';

const it = inbox();
const into = (name, some) => it.sent({ headers: [`X-Mailstop-Inbox: ${name}`], text: 'Hello', ...some });
const side = () => it.page.getByRole('navigation', { name: 'Inboxes, tags and searches' });
const place = (name) => side().getByRole('link', { name: new RegExp(`^${name}\\b`) });
const inboxes = async () => (await it.server.api('/v1/inboxes')).inboxes.map(({ name }) => name);
const json = (method, content) => ({
  method,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(content),
});

test('inboxes are in the side bar, with numbers that follow the mail', async () => {
  await into('checkout-7', { subject: 'One' });
  await it.visit();
  await place('checkout-7').getByLabel('1 unread').waitFor();
  await into('checkout-7', { subject: 'Two' });
  await into('billing', { subject: 'Three' });
  await place('checkout-7').getByLabel('2 unread').waitFor();
  await place('billing').waitFor();
  await place('checkout-7').click();
  await row(it.page, 'Two').waitFor();
  await row(it.page, 'Three').waitFor({ state: 'detached' });
  assert.equal(new URL(it.page.url()).pathname, '/inbox/checkout-7');
  await row(it.page, 'Two').click();
  await place('checkout-7').getByLabel('1 unread').waitFor();
});

test('an inbox is made, set up and deleted', async () => {
  await it.visit();
  await it.page.getByRole('button', { name: 'Find or make an inbox' }).click();
  const field = it.page.getByLabel('Find an inbox, or name a new one');
  await field.fill('not a name');
  await it.page.getByText('Letters, digits and').waitFor();
  await field.fill('orders');
  await it.page.getByRole('button', { name: 'Make the inbox orders' }).click();
  await place('orders').waitFor();
  assert.ok((await inboxes()).includes('orders'));
  await it.page.getByRole('button', { name: 'Settings of this inbox' }).click();
  await it.page.getByRole('link', { name: '/inbox/orders' }).waitFor();
  await it.page.getByLabel('Keep at most').fill('none');
  await it.page.getByText('whole number').waitFor();
  await it.page.getByLabel('Keep at most').fill('50');
  await it.page.getByLabel('Keep for').fill('7d');
  await it.page.getByRole('checkbox', { name: /^Take mail/ }).uncheck();
  await it.page.getByRole('button', { name: 'Save' }).click();
  await it.page.getByText('The inbox orders is set up').waitFor();
  const { retention, accept } = await it.server.api('/v1/inboxes/orders');
  assert.deepEqual({ retention, accept }, { retention: { maxMessages: 50, maxAge: '7d' }, accept: false });

  await it.page.getByRole('button', { name: 'Settings of this inbox' }).click();
  await it.page.getByRole('button', { name: 'Delete the inbox…' }).click();
  await it.page.getByRole('button', { name: 'Keep it' }).click();
  await it.page.getByRole('button', { name: 'Delete the inbox…' }).click();
  await it.page.getByRole('button', { name: 'Delete', exact: true }).click();
  await place('orders').waitFor({ state: 'detached' });
  assert.ok(!(await inboxes()).includes('orders'));
  assert.equal(new URL(it.page.url()).pathname, '/');
});

test('an inbox goes with all that it holds', async () => {
  await into('doomed', { subject: 'Gone soon' });
  await into('kept', { subject: 'Stays' });
  await it.visit('/inbox/doomed');
  await row(it.page, 'Gone soon').waitFor();
  await it.page.getByRole('button', { name: 'Settings of this inbox' }).click();
  await it.page.getByRole('button', { name: 'Delete the inbox…' }).click();
  await it.page.getByText('its settings and 1 message').waitFor();
  await it.page.getByRole('button', { name: 'Delete', exact: true }).click();
  await row(it.page, 'Stays').waitFor();
  assert.deepEqual(
    (await it.server.api('/v1/messages')).messages.map(({ subject }) => subject),
    ['Stays'],
  );
});

test('tags of the mail are in the side bar', async () => {
  const id = await it.sent({ subject: 'Tagged', text: 'x' });
  await it.sent({ subject: 'Plain', text: 'x' });
  await it.visit();
  await row(it.page, 'Tagged').waitFor();
  assert.equal(await side().getByText('Tags').count(), 0);
  await it.server.api(`/v1/messages/${id}`, json('PATCH', { tags: ['new user'] }));
  await place('new user').click();
  await row(it.page, 'Plain').waitFor({ state: 'detached' });
  await row(it.page, 'Tagged').waitFor();
  assert.equal(new URL(it.page.url()).searchParams.get('q'), 'tag:"new user"');
});

test('a phone reaches them all from the list', async () => {
  await into('checkout-7', { subject: 'One' });
  await it.page.setViewportSize({ width: 390, height: 844 });
  await it.visit();
  await row(it.page, 'One').waitFor();
  await it.page.getByRole('button', { name: 'Inboxes, tags and searches' }).click();
  await it.page
    .getByRole('dialog')
    .getByRole('link', { name: /checkout-7/ })
    .click();
  await it.page.getByRole('heading', { name: 'checkout-7' }).waitFor();
  assert.equal(new URL(it.page.url()).pathname, '/inbox/checkout-7');
});

test('the keyboard finds an inbox among many', async () => {
  for (let number = 0; number < 20; number += 1) await into(`worker-${number}`, { subject: `Of ${number}` });
  await it.visit();
  await side().getByText('All 20 inboxes…').waitFor();
  await it.page.keyboard.press('g');
  await it.page.keyboard.press('b');
  await it.page.getByLabel('Find an inbox, or name a new one').fill('worker-13');
  await it.page.keyboard.press('Enter');
  await it.page.getByRole('heading', { name: 'worker-13' }).waitFor();
  await row(it.page, 'Of 13').waitFor();
});

test('the icon of the page and its title count what is unread', async () => {
  await it.visit();
  const icon = () => it.page.locator('link[rel="icon"]').getAttribute('href');
  const plain = await icon();
  await it.sent({ subject: 'New', text: 'x' });
  await row(it.page, 'New').waitFor();
  await waitFor('the icon has a number', async () => (await icon()).startsWith('data:image/png'));
  assert.match(await it.page.title(), /^\(1\)/);
  await row(it.page, 'New').click();
  await waitFor('the icon is plain', async () => (await icon()).endsWith(plain));
  await connected(it.page);
});
