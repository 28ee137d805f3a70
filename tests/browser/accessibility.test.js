// axe-core finds nothing to object to: every view and state, both themes.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { after, before, test } from 'node:test';
import { connected, launch, openPage, row, tabOf } from './support/browser.js';
import { demo } from './support/demo.js';
import { carrying } from './support/mail.js';
import { start } from './support/mailstop.js';
import { sendAll } from './support/smtp.js';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
let server, empty, browser;

before(async () => {
  [server, empty] = await Promise.all([start(), start()]);
  browser = await launch();
  await sendAll(server.smtpPort, [carrying(demo[2], 'Fwd: a complaint'), ...demo]);
  const socket = connect(server.smtpPort, '127.0.0.1');
  for (const line of ['EHLO app.test', 'STARTTLS']) {
    await once(socket, 'data');
    socket.write(`${line}\r\n`);
  }
  await once(socket, 'data');
  socket.destroy();
  const [{ id }] = (await server.api('/v1/messages?limit=1')).messages;
  await server.api(`/v1/messages/${id}`, {
    method: 'PATCH',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ pinned: true, tags: ['order', 'smoke', 'third'] }),
  });
});

after(async () => {
  await browser?.close();
  await Promise.all([server?.close(), empty?.close()]);
});

const everything = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

async function violations(page, runOnly) {
  const { violations: found } = await page.evaluate(
    // The frame of the mail runs no script, not even this one; what is in it is its sender's.
    (wanted) => globalThis.axe.run(document, { iframes: false, runOnly: wanted }),
    runOnly,
  );
  return found.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${html.slice(0, 160)} ${failureSummary ?? ''}`),
  );
}

async function check(page) {
  await page.evaluate(axe);
  assert.deepEqual(await violations(page, everything), []);
  await page.emulateMedia({ colorScheme: 'dark' });
  assert.deepEqual(await violations(page, { type: 'rule', values: ['color-contrast'] }), [], 'in the dark');
}

const views = {
  list: async (page) => row(page, 'Invoice').waitFor(),
  chosen: async (page) => {
    await row(page, 'Invoice').click({ modifiers: ['Control'] });
    await page.getByText('1 selected').waitFor();
  },
  html: async (page) => {
    await row(page, 'Three coffees').click();
    await page.getByRole('button', { name: 'Load remote content' }).waitFor();
  },
  ...Object.fromEntries(
    [
      ['Text', '[data-text]'],
      ['Links & codes', '.links'],
      ['Assert', '.assert pre'],
      ['Headers', 'table'],
      ['Envelope', '.envelope'],
      ['Structure', 'ul[aria-label="MIME structure"]'],
      ['Source', '[data-html-source]'],
      ['Raw', '[data-source]'],
      ['Conversation', '[data-session]'],
    ].map(([tab, shown]) => [
      tab,
      async (page) => {
        await row(page, 'Your order').click();
        await tabOf(page, tab).click();
        await page.locator(shown).first().waitFor();
      },
    ]),
  ),
  attachments: async (page) => {
    await row(page, 'Invoice').click();
    await tabOf(page, 'Attachments').click();
    await page.getByRole('button', { name: 'Preview terms.txt' }).click();
    await page.getByText('TermsTerms').waitFor();
  },
  defects: async (page) => {
    await row(page, 'Rückfrage').click();
    await page.getByText(/defect/).click();
  },
  menu: async (page) => {
    await row(page, 'Invoice').click();
    await page.getByRole('button', { name: 'More' }).click();
    await page.getByRole('menu').waitFor();
  },
  nested: async (page) => {
    await row(page, 'Fwd: a complaint').click();
    await tabOf(page, 'Structure').click();
    await page.getByRole('button', { name: /^Preview .*\.eml/ }).click();
    await page.getByRole('region', { name: 'Attached message' }).waitFor();
  },
  codes: async (page) => {
    await row(page, 'password reset').click();
    await tabOf(page, 'Links & codes').click();
    await page.locator('[data-code]').first().waitFor();
  },
  undo: async (page) => {
    await row(page, 'Élodie').click();
    await page.getByRole('button', { name: 'Delete the message' }).click();
    await page.getByRole('button', { name: 'Undo' }).waitFor();
    return () => page.getByRole('button', { name: 'Undo' }).click();
  },
  search: async (page) => {
    await page.getByRole('combobox', { name: 'Search mail' }).fill('s');
    await page.getByRole('option').first().waitFor();
  },
  wrong: async (page) => {
    await page.getByRole('combobox', { name: 'Search mail' }).fill('fro:x');
    await page.getByText('did you mean').waitFor();
  },
  nothing: async (page) => {
    await page.getByRole('combobox', { name: 'Search mail' }).fill('no-such-thing');
    await page.getByText('Nothing found').waitFor();
  },
  missing: async (page) => {
    await page.goto(`${server.url}/m/nothing-here`);
    await page.getByText('not here any more').waitFor();
  },
  sessions: async (page) => {
    await page.getByRole('link', { name: 'Sessions' }).click();
    await page.locator('a.row[data-outcome="rejected"]').first().click();
    await page.locator('[data-session]').waitFor();
  },
  setup: async (page) => {
    await page.getByRole('link', { name: 'Set up' }).click();
    await page.getByText('This server').waitFor();
  },
  docs: async (page) => {
    await page.goto(`${server.url}/docs#listMessages`);
    await page.getByText('Example', { exact: false }).first().waitFor({ state: 'attached' });
    for (const name of [/\/v1\/expect Wait.*why it is not/, /^Match$/])
      await page.getByRole('button', { name }).click();
    await page.locator('[id="createExpectation-content"] pre').first().waitFor();
  },
  palette: async (page) => {
    await page.keyboard.press('Control+k');
    await page.getByRole('listbox', { name: 'Commands' }).waitFor();
  },
  help: async (page) => {
    await page.keyboard.press('?');
    await page.getByRole('heading', { name: 'Keyboard shortcuts' }).waitFor();
  },
  settings: async (page) => {
    await page.keyboard.press(',');
    await page.getByRole('heading', { name: 'Settings' }).waitFor();
  },
  compose: async (page) => {
    await page.keyboard.press('c');
    await page.getByRole('heading', { name: 'Send a test mail' }).waitFor();
  },
  tags: async (page) => {
    await row(page, 'Your order').click();
    await page.getByRole('heading', { name: 'Your order' }).waitFor();
    await page.keyboard.press('t');
    await page.getByRole('button', { name: 'Remove the tag order' }).waitFor();
  },
  move: async (page) => {
    await row(page, 'Your order').click();
    await page.getByRole('heading', { name: 'Your order' }).waitFor();
    await page.keyboard.press('v');
    await page.getByRole('combobox', { name: 'Inbox' }).waitFor();
  },
  places: async (page) => {
    await page.keyboard.press('g');
    await page.keyboard.press('b');
    await page.getByLabel('Find an inbox').waitFor();
  },
  inbox: async (page) => {
    await page.goto(`${server.url}/inbox/default`);
    await page.getByRole('button', { name: 'Settings of this inbox' }).click();
    await page.getByRole('button', { name: 'Delete the inbox…' }).click();
  },
  compare: async (page) => {
    await row(page, 'Your order').click();
    await page.getByRole('heading', { name: 'Your order' }).waitFor();
    await page.keyboard.press('d');
    await page.locator('[data-difference]').waitFor();
  },
  deleting: async (page) => {
    await page.getByRole('button', { name: 'Delete all messages' }).click();
    await page.getByText('It cannot be undone').waitFor();
  },
  empty: async (page) => {
    await page.goto(empty.url);
    await page.locator('pre').waitFor();
  },
};

for (const [name, visit] of Object.entries(views)) {
  test(name, async () => {
    const options = { colorScheme: 'light', reducedMotion: 'reduce' };
    const { page, close } = await openPage(browser, server.url, options);
    await page.goto(server.url);
    await connected(page);
    await row(page, 'Invoice').waitFor();
    const undo = await visit(page);
    await check(page);
    await undo?.();
    await close();
  });
}

test('a phone has all of it too', async () => {
  const options = { colorScheme: 'light', viewport: { width: 390, height: 844 }, hasTouch: true };
  const { page, close } = await openPage(browser, server.url, options);
  await page.goto(server.url);
  await connected(page);
  await row(page, 'Your order').tap();
  await page.getByRole('heading', { name: 'Your order' }).waitFor();
  await check(page);
  await close();
});
