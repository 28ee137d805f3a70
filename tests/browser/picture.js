// Takes the picture of the README: MAILSTOP_BIN=build/mailstop npm run picture
import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { connected, launch, openPage, row } from './support/browser.js';
import { demo } from './support/demo.js';
import { start } from './support/mailstop.js';
import { sendAll } from './support/smtp.js';

const folder = fileURLToPath(new URL('../../docs/images', import.meta.url));
mkdirSync(folder, { recursive: true });
const server = await start({ smtp: '127.0.0.1:1025' }); // the port people will see
const browser = await launch();
await sendAll(server.smtpPort, demo);
for (const { id } of (await server.api('/v1/messages')).messages.slice(4))
  await server.api(`/v1/messages/${id}?markRead=true`);
const { page } = await openPage(browser, server.url, { viewport: { width: 1360, height: 820 } });
await page.goto(server.url);
await connected(page);
await row(page, 'Your order').click();
await page.frameLocator('iframe').getByText('Thank you, Alice').waitFor();
await page.locator('a.row:not(.unread)', { hasText: 'Your order' }).waitFor();
await page.mouse.move(0, 0);
await page.waitForTimeout(300);
await page.screenshot({ path: `${folder}/inbox.png` });
await browser.close();
await server.close();
