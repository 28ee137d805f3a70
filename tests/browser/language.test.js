// The page in other languages: as the browser asks, as a person chooses, and English where there is nothing else.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { connected, openPage, row, waitFor } from './support/browser.js';
import { inbox } from './support/inbox.js';

const it = inbox();
const languages = {
  de: ['Alle Mails', '1 Mail, 1 ungelesen'],
  fr: ['Tous les messages', '1 message, 1 non lu'],
  es: ['Todo el correo', '1 mensaje, 1 sin leer'],
  zh: ['全部邮件', '1 封邮件, 1 封未读'],
  ja: ['すべてのメール', 'メール 1 件, 未読 1 件'],
};

test('a person chooses the language, and it stays', async () => {
  await it.sent({ subject: 'Hello', text: 'x' });
  await it.visit();
  await it.page.keyboard.press(',');
  for (const [language, [title, summary]] of Object.entries(languages)) {
    await it.page.locator('#language').selectOption(language);
    await it.page.locator('h1', { hasText: title }).waitFor();
    await it.page.getByText(summary, { exact: true }).waitFor();
    assert.equal(await it.page.evaluate(() => document.documentElement.lang), language);
  }
  await it.page.reload();
  await it.page.getByRole('heading', { name: 'すべてのメール' }).waitFor();
  await it.page.keyboard.press('?');
  await it.page.getByRole('heading', { name: 'キーボードショートカット' }).waitFor();
});

test('the browser asks for a language, and gets English when there is none of it', async () => {
  await it.sent({ subject: 'Hello', text: 'x' });
  for (const [locale, title] of [
    ['de-AT', 'Alle Mails'],
    ['nb-NO', 'All mail'],
  ]) {
    const { page, seen, close } = await openPage(it.browser, it.server.url, { locale });
    await page.goto(it.server.url);
    await connected(page);
    await page.getByRole('heading', { name: title }).waitFor();
    await row(page, 'Hello').click();
    await waitFor('it is read', async () => (await page.title()).startsWith('Hello'));
    assert.deepEqual(seen.errors, []);
    await close();
  }
});
