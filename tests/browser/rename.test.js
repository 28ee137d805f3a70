// An inbox gets another name: its mail, its address and the searches in it go with it.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { row, waitFor } from './support/browser.js';
import { inbox } from './support/inbox.js';

const it = inbox({ expected: /status of (400|404|409)/ });
const into = (name, subject) => it.sent({ headers: [`X-Mailstop-Inbox: ${name}`], text: 'Hello', subject });
const side = () => it.page.getByRole('navigation', { name: 'Inboxes, tags and searches' });
const name = () => it.page.getByLabel('Name', { exact: true });
const rename = () => it.page.getByRole('button', { name: 'Rename' });

test('an inbox is renamed where it is set up, with all it holds', async () => {
  await into('checkout-7', 'One');
  await into('billing', 'Two');
  await it.visit('/inbox/checkout-7?q=One');
  await row(it.page, 'One').waitFor();
  await it.page.getByRole('button', { name: 'Save this search' }).click();
  await it.page.getByRole('button', { name: 'Settings of this inbox' }).click();
  assert.equal(await name().inputValue(), 'checkout-7');
  assert.ok(await rename().isDisabled());
  await name().fill('not a name');
  await it.page.getByText('Letters, digits and').waitFor();
  await name().fill('billing');
  await rename().click();
  await it.page.getByRole('dialog').getByRole('alert').waitFor(); // it is in use
  await name().fill('checkout-8');
  await name().press('Enter');
  await it.page.getByText('The inbox checkout-7 is called checkout-8 now').waitFor();
  await it.page.getByRole('heading', { name: 'checkout-8' }).waitFor();
  await row(it.page, 'One').waitFor();
  assert.equal(new URL(it.page.url()).pathname, '/inbox/checkout-8');
  await waitFor('the side bar', async () => !(await side().textContent()).includes('checkout-7'));
  await side().getByRole('link', { name: /^One/ }).waitFor();
  const { inboxes } = await it.server.api('/v1/inboxes');
  assert.deepEqual(inboxes.map((one) => [one.name, one.total]).sort(), [
    ['billing', 1],
    ['checkout-8', 1],
  ]);
});

test('a message that is open stays open when its inbox is renamed', async () => {
  await into('checkout-7', 'Stays');
  await it.visit('/inbox/checkout-7');
  await row(it.page, 'Stays').click();
  await it.page.getByRole('heading', { name: 'Stays' }).waitFor();
  const { pathname } = new URL(it.page.url());
  await it.page.getByRole('button', { name: 'Settings of this inbox' }).click();
  await name().fill('checkout-9');
  await name().press('Enter');
  await it.page.getByRole('heading', { name: 'checkout-9' }).waitFor();
  await it.page.getByRole('heading', { name: 'Stays' }).waitFor();
  assert.equal(new URL(it.page.url()).pathname, pathname);
  await it.page.keyboard.press('Escape');
  await it.page.waitForURL(/\/inbox\/checkout-9$/);
});
