// Many messages at once, undo, searches that stay, and how the list looks.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { endUndo, row, waitFor } from './support/browser.js';
import { inbox } from './support/inbox.js';
import { mail } from './support/mail.js';
import { sendAll } from './support/smtp.js';

const it = inbox();
const names = ['One', 'Two', 'Three', 'Four'];
const four = () =>
  sendAll(
    it.server.smtpPort,
    names.map((subject) => mail({ subject, text: subject })),
  );
const selected = (count) => it.page.getByText(`${count} selected`).waitFor();
const messages = async () => (await it.server.api('/v1/messages')).messages;
const subjects = () => it.page.locator('a.row .subject').allTextContents();

test('rows are chosen by click, Ctrl, Shift and checkbox, and changed together', async () => {
  await four();
  await it.visit();
  await row(it.page, 'Four').click({ modifiers: ['Control'] });
  await selected(1);
  await row(it.page, 'Two').click({ modifiers: ['Shift'] });
  await selected(3);
  await it.page.getByRole('checkbox', { name: 'Select Three' }).uncheck({ force: true });
  await selected(2);
  await it.page.getByRole('button', { name: 'Mark as read' }).click();
  await waitFor('two are read', async () => (await messages()).filter(({ read }) => read).length === 2);
  await it.page.getByRole('button', { name: 'Pin', exact: true }).click();
  await waitFor('two are pinned', async () => (await messages()).filter(({ pinned }) => pinned).length === 2);
  await it.page.getByRole('button', { name: 'Tag', exact: true }).click();
  await it.page.getByLabel('New tags').fill('batch');
  await it.page.keyboard.press('Enter');
  await waitFor(
    'two are tagged',
    async () => (await messages()).filter(({ tags }) => tags[0] === 'batch').length === 2,
  );
  await it.page.keyboard.press('Escape');
  await it.page.getByRole('button', { name: 'Move to an inbox' }).click();
  await it.page.getByRole('combobox', { name: 'Inbox' }).fill('other');
  await it.page.keyboard.press('Enter');
  await waitFor(
    'two are moved',
    async () => (await messages()).filter(({ inbox }) => inbox === 'other').length === 2,
  );
  assert.equal(new URL(it.page.url()).pathname, '/');
});

test('rows are chosen by keyboard alone', async () => {
  await four();
  await it.visit();
  await row(it.page, 'Four').waitFor();
  for (const key of ['j', 'x', 'Shift+J', 'Shift+ArrowDown']) await it.page.keyboard.press(key);
  await selected(3);
  await it.page.keyboard.press('Control+a');
  await selected(4);
  await it.page.keyboard.press('Escape');
  await it.page.getByText('4 messages').waitFor();
  assert.equal(await it.page.locator('a.row.selected').count(), 0);
});

test('what is deleted can be brought back, and is gone when the time is over', async () => {
  await four();
  await it.visit();
  await row(it.page, 'Four').click({ modifiers: ['Control'] });
  await row(it.page, 'Three').click({ modifiers: ['Control'] });
  await it.page.getByRole('button', { name: 'Delete the selected' }).click();
  await it.page.getByText('2 messages deleted').first().waitFor();
  await it.page.getByText('2 messages, 2 unread').waitFor();
  assert.deepEqual(await subjects(), ['Two', 'One']);
  assert.equal((await messages()).length, 4);
  await it.page.getByRole('button', { name: 'Undo' }).click();
  await row(it.page, 'Four').waitFor();
  await it.page.getByText('4 messages, 4 unread').waitFor();
  await it.page.keyboard.press('#'); // the cursor is on the first that came back
  await it.page.getByRole('button', { name: 'Undo' }).waitFor();
  await it.page.keyboard.press('z');
  await it.page.getByText('4 messages, 4 unread').waitFor();
  await it.page.keyboard.press('#');
  await it.page.getByRole('button', { name: 'Undo' }).waitFor();
  assert.equal((await messages()).length, 4);
  await endUndo(it.page);
  await waitFor('the time is over', async () => (await messages()).length === 3);
  await it.page.getByText('3 messages, 3 unread').waitFor();
});

test('what was changed can be taken back, each message to what it was', async () => {
  const [first] = await four();
  await it.server.api(`/v1/messages/${first}?markRead=true`);
  await it.visit();
  await row(it.page, 'Four').waitFor();
  await it.page.keyboard.press('j');
  await it.page.keyboard.press('Control+a');
  await it.page.getByRole('button', { name: 'Mark as read' }).click();
  await it.page.getByText('3 messages marked as read').first().waitFor();
  await waitFor('all are read', async () => (await messages()).every(({ read }) => read));
  await it.page.getByRole('button', { name: 'Undo' }).click();
  await waitFor('three are unread', async () => (await messages()).filter(({ read }) => !read).length === 3);
  await it.page.getByRole('button', { name: 'Move to an inbox' }).click();
  await it.page.getByRole('combobox', { name: 'Inbox' }).fill('other');
  await it.page.keyboard.press('Enter');
  await it.page.getByText('4 messages moved to other').first().waitFor();
  await waitFor('all are moved', async () => (await messages()).every(({ inbox }) => inbox === 'other'));
  await it.page.keyboard.press('z');
  await waitFor('all are back', async () => (await messages()).every(({ inbox }) => inbox === 'default'));
});

test('what was deleted is deleted when the page is left', async () => {
  await four();
  await it.visit();
  await row(it.page, 'Four').click({ modifiers: ['Control'] });
  await it.page.keyboard.press('#');
  await it.page.getByRole('button', { name: 'Undo' }).waitFor();
  await it.page.goto('about:blank');
  await waitFor('it is deleted', async () => (await messages()).length === 3);
});

test('many that were deleted are all deleted when the page is left', async () => {
  const count = 90;
  await sendAll(
    it.server.smtpPort,
    Array.from({ length: count }, (_, index) => mail({ subject: `Many ${index}`, text: 'x' })),
  );
  await it.visit();
  await row(it.page, `Many ${count - 1}`).waitFor();
  await it.page.keyboard.press('Control+a');
  await selected(count);
  await it.page.keyboard.press('#');
  await it.page.getByRole('button', { name: 'Undo' }).waitFor();
  const isLeft = await it.page.evaluate(() =>
    globalThis.dispatchEvent(new Event('beforeunload', { cancelable: true })),
  );
  assert.ok(!isLeft, 'so many are worth a question');
  await it.page.evaluate(() => globalThis.dispatchEvent(new PageTransitionEvent('pagehide')));
  await waitFor('all are deleted', async () => (await messages()).length === 0);
});

test('the keys are about the row that has the focus', async () => {
  await four();
  await it.visit();
  await row(it.page, 'Four').waitFor();
  await it.page.keyboard.press('j');
  await row(it.page, 'Two').focus();
  await it.page.keyboard.press('s');
  await waitFor('it is pinned', async () => (await messages()).some(({ pinned }) => pinned));
  await row(it.page, 'Four').click();
  await it.page.getByRole('heading', { name: 'Four' }).waitFor();
  await row(it.page, 'One').focus();
  await it.page.keyboard.press('s');
  const pinned = async () =>
    (await messages())
      .filter((one) => one.pinned)
      .map(({ subject }) => subject)
      .sort();
  await waitFor('both are pinned', async () => (await pinned()).length === 2);
  assert.deepEqual(await pinned(), ['One', 'Two']);
});

test('a search completes itself, says where it is wrong, and is kept', async () => {
  await four();
  await it.visit();
  const field = it.page.getByRole('combobox', { name: 'Search mail' });
  await row(it.page, 'One').waitFor();
  await field.fill('sub');
  await it.page.getByRole('option', { name: /^subject:/ }).waitFor();
  await it.page.keyboard.press('Tab');
  assert.equal(await field.inputValue(), 'subject:');
  await it.page.keyboard.type('two');
  await it.page.waitForURL(/q=subject(%3A|:)two$/); // a part of the word finds something as well
  await row(it.page, 'One').waitFor({ state: 'detached' });
  await it.page.getByRole('button', { name: 'Save this search' }).click();
  await it.page.getByRole('button', { name: 'Clear the search' }).click();
  await row(it.page, 'One').waitFor();
  await field.fill('subjec:two');
  await it.page.getByText('did you mean "subject"').waitFor();
  assert.equal(await it.page.locator('form[role="search"] mark').textContent(), 'subjec:two');
  await it.page.reload();
  await it.page.getByRole('link', { name: 'subject:two' }).click();
  await row(it.page, 'Two').waitFor();
  await row(it.page, 'One').waitFor({ state: 'detached' });
  await it.page.getByRole('button', { name: 'Clear the search' }).click();
  await it.page.getByRole('option', { name: /^subject:two/ }).waitFor(); // from before
  await it.page.keyboard.press('Escape'); // the suggestions go
  await it.page.getByRole('option', { name: /^subject:two/ }).waitFor({ state: 'detached' });
  await it.page.getByRole('link', { name: 'subject:two' }).hover();
  await it.page.getByRole('button', { name: 'Forget the saved search subject:two' }).click();
  await it.page.getByRole('link', { name: 'subject:two' }).waitFor({ state: 'detached' });
});

test('settings stay in this browser', async () => {
  await four();
  await it.visit();
  const height = async () => Math.round((await it.page.locator('a.row').first().boundingBox()).height);
  await waitFor('comfortable rows', async () => (await height()) === 80);
  await it.page.keyboard.press(',');
  await it.page.getByLabel('Density of the list').selectOption('compact');
  await it.page.getByLabel('Theme', { exact: true }).selectOption('dark');
  await it.page.getByLabel('Show a message as').selectOption('headers');
  await it.page.getByLabel('Time zone').fill('Asia/Tokyo');
  await it.page.getByRole('button', { name: 'Close' }).click();
  await it.page.reload();
  await waitFor('compact rows', async () => (await height()) === 54);
  assert.equal(await it.page.evaluate(() => document.documentElement.dataset.theme), 'dark');
  await row(it.page, 'Four').click();
  await it.page.getByRole('tab', { name: 'Headers', selected: true }).waitFor();
  await it.page.locator('article time', { hasText: 'GMT+9' }).waitFor();
});
