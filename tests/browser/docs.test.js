// The API page: every request of the document, its examples made for this server, found by typing and by keys alone.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { test } from 'node:test';
import { connected, waitFor } from './support/browser.js';
import { inbox } from './support/inbox.js';

const it = inbox();

const opened = (id) => it.page.locator(`[id="${id}-content"]`);
const ready = () => it.page.locator('[data-docs="ready"]').waitFor();

async function open(hash = '') {
  await it.page.goto(`${it.server.url}/docs${hash}`);
  await ready();
}

test('shows every request of the document', async () => {
  const { paths } = await it.server.api('/openapi.json');
  const methods = ['get', 'post', 'put', 'patch', 'delete'];
  const expected = Object.entries(paths).flatMap(([path, item]) =>
    methods.filter((method) => item[method]).map((method) => `${method.toUpperCase()} ${path}`),
  );
  await open();
  const shown = await it.page
    .locator('article .method')
    .evaluateAll((all) =>
      all.map((method) => `${method.textContent} ${method.nextElementSibling.textContent}`),
    );
  assert.deepEqual(shown.sort(), expected.sort());
});

test('an example is a command that works', async () => {
  await it.sent({ subject: 'Welcome', to: ['alice@example.test'], text: 'Hello' });
  await open('#getExpectation');
  const command = await opened('getExpectation').getByLabel('Example request 1').textContent();
  assert.ok(command.includes(`'${it.server.url}/v1/expect?`), command);
  const answer = JSON.parse(execFileSync('bash', ['-c', command], { encoding: 'utf8' }));
  assert.equal(answer.messages[0].subject, 'Welcome');
});

test('what is typed is looked for, and the keyboard opens it', async () => {
  await it.visit('/setup');
  await it.page.getByRole('link', { name: 'all requests with examples' }).click();
  await ready();
  await connected(it.page);
  assert.equal(new URL(it.page.url()).pathname, '/docs');
  await it.page.keyboard.press('/');
  await it.page.keyboard.type('css selector');
  const card = it.page.locator('article').first();
  await waitFor('only what was looked for is left', async () => {
    const paths = await it.page.locator('article .path').allTextContents();
    return paths.length > 0 && paths.every((path) => path.endsWith('/select'));
  });
  await it.page.keyboard.press('Tab');
  await it.page.keyboard.press('Enter');
  await card.getByText(':nth-child()').waitFor();
  assert.equal(await card.getByRole('button').first().getAttribute('aria-expanded'), 'true');
  await it.page.keyboard.press('Enter');
  await card.getByText(':nth-child()').waitFor({ state: 'detached' });
  await it.page.getByRole('searchbox').fill('no-such-request');
  await it.page.getByText('Nothing is called so').waitFor();
});

test('a type leads to what it is made of, and the address names it', async () => {
  await open('#createExpectation');
  await opened('createExpectation').getByRole('link', { name: 'Match' }).click();
  await opened('type-Match').getByText('hasAttachment').waitFor();
  assert.equal(new URL(it.page.url()).hash, '#type-Match');
  await it.page.reload();
  await opened('type-Match').getByText('hasAttachment').waitFor();
});

test('a type is found although a search hides it, and the address is followed when it changes', async () => {
  await open('#createExpectation');
  await it.page.getByRole('searchbox').fill('createExpectation');
  await opened('createExpectation').getByRole('link', { name: 'Match' }).click();
  await opened('type-Match').getByText('hasAttachment').waitFor();
  assert.equal(await it.page.getByRole('searchbox').inputValue(), '');
  await it.page.evaluate(() => (location.hash = '#type-Tag'));
  await waitFor('the part of the address', () =>
    it.page.evaluate(() => document.activeElement?.closest('#type-Tag') !== null),
  );
});

test('the palette leads there', async () => {
  await it.visit();
  await it.page.keyboard.press('Control+k');
  await it.page.getByRole('combobox', { name: 'Find a command' }).fill('API');
  await it.page.keyboard.press('Enter');
  await it.page.waitForURL(`${it.server.url}/docs`);
  await ready();
  for (const key of ['g', 'i']) await it.page.keyboard.press(key);
  await it.page.waitForURL(`${it.server.url}/`);
  for (const key of ['g', 'd']) await it.page.keyboard.press(key);
  await it.page.waitForURL(`${it.server.url}/docs`);
});
