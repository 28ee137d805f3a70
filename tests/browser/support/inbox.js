// What every test file about the inbox begins with: a server, a browser, a fresh page, and at the end of each test the
// proof that nothing left for another host, failed, or ran into the page's own policy.
import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach } from 'node:test';
import { connected, launch, openPage } from './browser.js';
import { mail } from './mail.js';
import { start } from './mailstop.js';
import { send } from './smtp.js';

/** `it.page` and the rest are there while a test runs. */
export function inbox({ expected = /status of (400|404)/ } = {}) {
  const it = {
    sent: (some) => send(it.server.smtpPort, mail(some)),
    visit: async (path = '/') => {
      await it.page.goto(it.server.url + path);
      await connected(it.page);
    },
  };
  before(async () => {
    it.server = await start();
    it.browser = await launch();
  });
  after(async () => {
    await it.browser?.close();
    await it.server?.close();
  });
  beforeEach(async () => {
    await it.server.clear();
    Object.assign(it, await openPage(it.browser, it.server.url));
  });
  afterEach(async () => {
    assert.deepEqual(it.seen.elsewhere, []);
    assert.deepEqual(it.seen.errors, []);
    // The browser itself logs the answer to a wrong search and to a message that is gone.
    assert.deepEqual(
      it.seen.console.filter((line) => !expected.test(line)),
      [],
    );
    await it.close();
  });
  return it;
}
