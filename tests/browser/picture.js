// Takes the pictures of the README: MAILSTOP_BIN=build/mailstop npm run picture
import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { connected, launch, openPage, row, tabOf } from './support/browser.js';
import { demo } from './support/demo.js';
import { start } from './support/mailstop.js';
import { sendAll } from './support/smtp.js';

const folder = fileURLToPath(new URL('../../docs/images', import.meta.url));
mkdirSync(folder, { recursive: true });
const server = await start({ smtp: '127.0.0.1:1025' }); // the port people will see
const browser = await launch();
await sendAll(server.smtpPort, demo);
const { messages } = await server.api('/v1/messages');
for (const { id } of messages.slice(4)) await server.api(`/v1/messages/${id}?markRead=true`);
for (const [at, tags] of [
  [0, ['order']],
  [2, ['security']],
])
  await server.api(`/v1/messages/${messages[at].id}`, {
    method: 'PATCH',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ tags }),
  });

const pictures = {
  inbox: async (page) => {
    await row(page, 'Your order').click();
    await page.frameLocator('iframe').getByText('Thank you, Alice').waitFor();
  },
  assert: async (page) => {
    await row(page, 'password reset').click();
    await tabOf(page, 'Assert').click();
    await page.getByRole('button', { name: 'Try it now' }).click();
    await page.getByText('It holds').waitFor();
  },
  conversation: async (page) => {
    await row(page, 'Your order').click();
    await tabOf(page, 'Conversation').click();
    await page.locator('[data-session]').waitFor();
    await page.getByRole('list', { name: 'What was said' }).scrollIntoViewIfNeeded();
  },
  dark: async (page) => {
    await page.emulateMedia({ colorScheme: 'dark' });
    await row(page, 'password reset').click();
    await tabOf(page, 'Links & codes').click();
    await page.locator('[data-code]').waitFor();
  },
};

for (const [name, visit] of Object.entries(pictures)) {
  const { page, close } = await openPage(browser, server.url, { viewport: { width: 1360, height: 820 } });
  await page.goto(server.url);
  await connected(page);
  await visit(page);
  await page.locator('a.row:not(.unread)[aria-current]').waitFor();
  await page.mouse.move(0, 0);
  await page.waitForTimeout(300);
  await page.screenshot({ path: `${folder}/${name}.png` });
  await close();
}
await browser.close();
await server.close();
