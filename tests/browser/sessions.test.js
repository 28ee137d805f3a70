// Why a mail did not arrive: the sessions page, the conversation of a message, the notice in the inbox.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect } from 'node:net';
import { test } from 'node:test';
import { row, tabOf, waitFor } from './support/browser.js';
import { inbox } from './support/inbox.js';

const it = inbox();
const failed = () => it.page.locator('a.row[data-outcome="rejected"]');

/** Says the lines one after the other, each when the one before was answered, and hangs up. */
async function say(...lines) {
  const socket = connect(it.server.smtpPort, '127.0.0.1');
  await once(socket, 'data');
  for (const line of lines) {
    socket.write(`${line}\r\n`);
    await once(socket, 'data');
  }
  socket.destroy();
}

test('a failed delivery is told in the inbox, and leads to what was said', async () => {
  await it.visit();
  await say('EHLO app.test', 'STARTTLS');
  const notice = it.page.getByText('A delivery failed.');
  await notice.waitFor();
  await it.page
    .getByText(/wanted STARTTLS, which this server does not offer/)
    .first()
    .waitFor();
  await it.page.getByRole('link', { name: 'What was said' }).click();
  await it.page.getByText('Introduced itself as').waitFor();
  const said = it.page.getByRole('list', { name: 'What was said' });
  await said.getByText('EHLO app.test').waitFor();
  await said
    .getByText(/says hello/)
    .first()
    .waitFor();
  await it.page.getByLabel('Explain each line').uncheck();
  await said.getByText(/says hello/).waitFor({ state: 'detached' });
  await it.page.getByRole('link', { name: 'All mail' }).first().click();
  await it.page.getByRole('heading', { name: 'No mail yet' }).waitFor();
  assert.equal(await notice.count(), 0);
});

test('the page of sessions is live and filtered', async () => {
  await it.visit('/sessions');
  await it.page.locator('[data-sessions="ready"]').waitFor();
  await it.sent({ subject: 'Fine', text: 'x' });
  await say('EHLO wrong.test', 'MAIL FROM:<a@b.test');
  const wrong = failed().filter({ hasText: 'wrong.test' });
  await wrong.waitFor();
  await it.page.locator('a.row[data-outcome="delivered"]').first().waitFor();
  await it.page.getByRole('link', { name: 'Delivered', exact: true }).click();
  await wrong.waitFor({ state: 'detached' });
  assert.equal(new URL(it.page.url()).search, '?outcome=delivered');
  await it.page.locator('a.row[data-outcome="delivered"]').first().click();
  const id = new URL(it.page.url()).searchParams.get('id');
  await it.page.locator(`[data-session="${id}"]`).waitFor();
  await it.page.reload();
  await it.page.locator(`[data-session="${id}"]`).waitFor();
  const session = await it.server.api(`/v1/sessions/${id}`);
  assert.equal(
    await it.page.getByRole('list', { name: 'What was said' }).getByRole('listitem').count(),
    session.transcript.length,
  );
  await it.page.getByRole('link', { name: session.messages[0] }).click();
  await it.page.waitForURL(`${it.server.url}/m/${session.messages[0]}`);
});

test('a message has its conversation', async () => {
  const id = await it.sent({ subject: 'Talk', text: 'x' });
  await it.visit(`/m/${id}`);
  await tabOf(it.page, 'Conversation').click();
  const said = it.page.getByRole('list', { name: 'What was said' });
  await said.getByText('RCPT TO:<alice@example.test>').waitFor();
  await it.page.getByText('browser.test').first().waitFor();
  await it.server.api('/v1/messages', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ from: 'a@b.test', to: 'c@d.test', subject: 'By the API' }),
  });
  await row(it.page, 'By the API').click();
  await it.page.getByText('put in by the API').waitFor();
});

test('a connection that says nothing is no news in the inbox', async () => {
  await it.visit();
  await say();
  await say('EHLO later.test', 'BROKEN');
  await it.page.getByText('A delivery failed.').waitFor();
  await it.page.getByRole('button', { name: 'Dismiss the failed delivery' }).click();
  await it.page.getByText('A delivery failed.').waitFor({ state: 'detached' });
  await waitFor(
    'both are listed',
    async () => (await it.server.api('/v1/sessions?limit=2')).sessions.length === 2,
  );
});
