// Debian's Chromium, and pages that take down everything a test may not cause.
import { chromium } from 'playwright-core';

export function launch() {
  return chromium.launch({
    executablePath: process.env.MAILSTOP_CHROMIUM || '/usr/bin/chromium',
    args: [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}

// As in web/src/state/deletion.ts. However slow the machine: the time to undo ends when a test says so.
const undoMilliseconds = 7000;

function holdUndo(held) {
  const later = globalThis.setTimeout;
  globalThis.heldTimers = [];
  globalThis.setTimeout = (act, milliseconds, ...rest) => {
    if (milliseconds !== held) return later(act, milliseconds, ...rest);
    globalThis.heldTimers.push(act);
    return 0;
  };
}

/** The time to undo is over. */
export const endUndo = (page) =>
  page.evaluate(() => {
    for (const act of globalThis.heldTimers.splice(0)) act();
  });

/** A page with `seen`: dialogs, console lines, script errors, pop-ups, and requests that left for another origin. */
export async function openPage(browser, origin, options = {}) {
  const context = await browser.newContext({
    viewport: { width: 1440, height: 900 },
    locale: 'en-GB',
    ...options,
  });
  const page = await context.newPage();
  await page.addInitScript(holdUndo, undoMilliseconds);
  const seen = { dialogs: [], console: [], errors: [], popups: [], elsewhere: [] };
  context.on('request', (request) => {
    const url = new URL(request.url());
    if (!['data:', 'blob:', 'about:'].includes(url.protocol) && url.origin !== origin)
      seen.elsewhere.push(request.url());
  });
  page.on('websocket', (socket) => {
    if (new URL(socket.url()).host !== new URL(origin).host) seen.elsewhere.push(socket.url());
  });
  page.on('dialog', (dialog) => {
    seen.dialogs.push(dialog.message());
    void dialog.dismiss();
  });
  page.on('popup', (popup) => seen.popups.push(popup.url()));
  page.on('console', (message) => seen.console.push(`${message.type()}: ${message.text()}`));
  page.on('pageerror', (error) => seen.errors.push(error.message));
  page.setDefaultTimeout(15_000);
  return { page, seen, close: () => context.close() };
}

export const row = (page, subject) => page.locator('a.row', { hasText: subject });

/** A view of the open message; the tab may have a number after its name. */
export const tabOf = (page, name) => page.getByRole('tab', { name: new RegExp(`^${name}\\s*\\d*$`) });

export async function connected(page) {
  await page.locator('[data-connection="live"]').waitFor();
}

export async function waitFor(what, holds, milliseconds = 10_000) {
  for (const end = Date.now() + milliseconds; Date.now() < end;) {
    if (await holds()) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error(`did not happen: ${what}`);
}
