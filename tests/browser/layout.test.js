// Three widths, two themes: nothing overflows, a phone shows one thing at a time. The pictures are kept to be looked at.
import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { after, before, test } from 'node:test';
import { connected, launch, openPage, row, tabOf } from './support/browser.js';
import { demo } from './support/demo.js';
import { carrying } from './support/mail.js';
import { start } from './support/mailstop.js';
import { sendAll } from './support/smtp.js';

const artifacts =
  process.env.MAILSTOP_ARTIFACTS || fileURLToPath(new URL('../../build/artifacts/browser', import.meta.url));
const sizes = {
  phone: { width: 390, height: 844 },
  tablet: { width: 820, height: 1180 },
  desktop: { width: 1440, height: 900 },
};
let server, empty, browser;

before(async () => {
  mkdirSync(artifacts, { recursive: true });
  [server, empty] = await Promise.all([start(), start()]);
  browser = await launch();
  await sendAll(server.smtpPort, [carrying(demo[2], 'Fwd: a complaint'), ...demo]);
  const { messages } = await server.api('/v1/messages');
  for (const { id } of messages.slice(3)) await server.api(`/v1/messages/${id}?markRead=true`);
  for (const [at, tags] of [
    [0, ['order']],
    [2, ['security', 'smoke']],
  ])
    await server.api(`/v1/messages/${messages[at].id}`, {
      method: 'PATCH',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ tags }),
    });
});

after(async () => {
  await browser?.close();
  await Promise.all([server?.close(), empty?.close()]);
});

const byTab = async (page, subject, tab) => {
  await row(page, subject).click();
  await tabOf(page, tab).click();
};

const views = {
  list: (page) => row(page, 'Invoice').waitFor(),
  html: async (page) => {
    await byTab(page, 'Your order', 'HTML');
    await page.frameLocator('iframe').getByText('Thank you, Alice').waitFor();
  },
  blocked: async (page) => {
    await byTab(page, 'Three coffees', 'HTML');
    await page.getByRole('button', { name: 'Load remote content' }).waitFor();
    await page.frameLocator('iframe').locator('h1').waitFor();
  },
  text: (page) => byTab(page, 'Rückfrage', 'Text'),
  attachments: (page) => byTab(page, 'Invoice', 'Attachments'),
  envelope: (page) => byTab(page, 'Invoice', 'Envelope'),
  headers: async (page) => {
    await byTab(page, 'Rückfrage', 'Headers');
    await page.getByText('Message-ID').waitFor();
  },
  structure: async (page) => {
    await byTab(page, 'Rückfrage', 'Structure');
    await page.getByRole('button', { name: 'Preview Mühle.png' }).click();
    await page.getByRole('img', { name: 'Mühle.png' }).waitFor();
  },
  links: (page) => byTab(page, 'password reset', 'Links & codes'),
  assert: async (page) => {
    await byTab(page, 'Invoice', 'Assert');
    await page.getByRole('button', { name: 'pytest' }).click();
  },
  nested: async (page) => {
    await byTab(page, 'Fwd: a complaint', 'Attachments');
    await page.getByRole('button', { name: /^Preview .*eml/ }).click();
    await page.getByRole('region', { name: 'Attached message' }).waitFor();
  },
  compare: async (page) => {
    await byTab(page, 'Your order', 'HTML');
    await page.keyboard.press('d');
    await page.locator('[data-difference]').waitFor();
  },
  places: async (page) => {
    await page.keyboard.press('g');
    await page.keyboard.press('b');
    await page.getByLabel('Find an inbox').waitFor();
  },
  inbox: async (page) => {
    await page.goto(`${server.url}/inbox/support`);
    await page.getByRole('button', { name: 'Settings of this inbox' }).click();
    await page.getByLabel('Keep at most').waitFor();
  },
  nothing: async (page) => {
    await page.goto(`${server.url}/inbox/checkout-7`);
    await page.getByText('Nothing in this inbox yet').waitFor();
  },
  german: async (page) => {
    await page.keyboard.press(',');
    await page.locator('#language').selectOption('de');
    await page.locator('h1', { hasText: 'Alle Mails' }).waitFor();
    await page.keyboard.press('Escape');
    await row(page, 'Invoice').click();
    await page.getByRole('tab', { name: 'Umschlag' }).waitFor();
  },
  source: async (page) => {
    await byTab(page, 'Your order', 'Source');
    await page.locator('[data-html-source]').waitFor();
  },
  raw: async (page) => {
    await byTab(page, 'Build 2231', 'Raw');
    await page.getByLabel('Show line ends').check();
  },
  conversation: async (page) => {
    await byTab(page, 'Your order', 'Conversation');
    await page.locator('[data-session]').waitFor();
  },
  sessions: async (page) => {
    await page.getByRole('link', { name: 'Sessions' }).click();
    await page.locator('a.row[data-outcome="delivered"]').waitFor();
  },
  session: async (page) => {
    await page.getByRole('link', { name: 'Sessions' }).click();
    await page.locator('a.row[data-outcome="delivered"]').click();
    await page.locator('[data-session]').waitFor();
  },
  chosen: async (page) => {
    for (const subject of ['Invoice', 'Three coffees'])
      await row(page, subject).click({ modifiers: ['Control'] });
    await page.getByText('2 selected').waitFor();
  },
  palette: async (page) => {
    await page.keyboard.press('Control+k');
    await page.getByRole('listbox', { name: 'Commands' }).waitFor();
  },
  settings: async (page) => {
    await page.keyboard.press(',');
    await page.getByRole('heading', { name: 'Settings' }).waitFor();
  },
  compose: async (page) => {
    await page.keyboard.press('c');
    await page.getByRole('heading', { name: 'Send a test mail' }).waitFor();
  },
  search: async (page) => {
    await page.getByRole('combobox', { name: 'Search mail' }).fill('from:northwind');
    await row(page, 'Build 2231').waitFor({ state: 'detached' });
  },
  deleting: async (page) => {
    await page.getByRole('button', { name: 'Delete all messages' }).click();
    await page.getByText('It cannot be undone').waitFor();
  },
  setup: async (page) => {
    await page.getByRole('link', { name: 'Set up' }).click();
    await page.getByText('This server').waitFor();
  },
  docs: async (page) => {
    await page.goto(`${server.url}/docs#createExpectation`);
    await page.locator('[id="createExpectation-content"] pre').first().waitFor();
  },
  empty: (page) => page.locator('pre').waitFor(),
};

async function look(name, size) {
  const origin = (name === 'empty' ? empty : server).url;
  const hasTouch = size === 'phone';
  const { page, close } = await openPage(browser, origin, {
    viewport: sizes[size],
    colorScheme: 'light',
    reducedMotion: 'reduce',
    hasTouch,
  });
  await page.goto(origin);
  await connected(page);
  await views[name](page);
  await page.mouse.move(0, 0);
  const wide = await page.evaluate(() =>
    [...document.querySelectorAll('html, main, main section, main section > *, main .page, article, dialog')]
      .filter(
        (element) =>
          element.scrollWidth > element.clientWidth + 1 && getComputedStyle(element).display !== 'inline',
      )
      .map(
        (element) =>
          `${element.tagName}.${element.className}: ${element.scrollWidth} in ${element.clientWidth}`,
      ),
  );
  assert.deepEqual(wide, [], `${name} is too wide`);
  for (const colorScheme of ['light', 'dark']) {
    await page.emulateMedia({ colorScheme });
    await page.screenshot({ path: join(artifacts, `${name}-${sizes[size].width}-${colorScheme}.png`) });
  }
  await close();
}

for (const size of Object.keys(sizes)) {
  test(`${size}: every view fits`, async () => {
    for (const name of Object.keys(views)) await look(name, size);
  });
}

test('a phone shows the list or the message, and leads back to the same place', async () => {
  const { page, close } = await openPage(browser, server.url, {
    viewport: { width: 390, height: 480 },
    hasTouch: true,
  });
  await page.goto(server.url);
  await connected(page);
  const list = page.locator('[data-list]');
  await list.evaluate((element) => (element.scrollTop = 200));
  await row(page, 'Please confirm').tap();
  await page.getByRole('heading', { name: 'Please confirm' }).waitFor();
  assert.equal(await row(page, 'Please confirm').isVisible(), false);
  await page.getByRole('button', { name: 'Back to the list' }).tap();
  await row(page, 'Please confirm').waitFor();
  assert.equal(await page.locator('article').count(), 0);
  assert.ok((await list.evaluate((element) => element.scrollTop)) > 0);
  await close();
});
