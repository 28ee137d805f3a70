// Mail that attacks its reader is shown and does nothing: no script, no dialog, no navigation, no request.
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { after, before, test } from 'node:test';
import { connected, launch, openPage, row, tabOf, waitFor } from './support/browser.js';
import { mail } from './support/mail.js';
import { start } from './support/mailstop.js';
import { send } from './support/smtp.js';

let server, browser, trap, trapped;
const trapUrl = () => `http://127.0.0.1:${trap.address().port}`;

before(async () => {
  trapped = [];
  // Another origin: whoever asks it has left the page.
  trap = createServer((request, response) => {
    trapped.push(request.url);
    response.writeHead(200, { 'content-type': 'image/svg+xml' });
    response.end('<svg xmlns="http://www.w3.org/2000/svg" width="3" height="3"/>');
  });
  await new Promise((resolve) => trap.listen(0, '127.0.0.1', resolve));
  server = await start();
  browser = await launch();
});

after(async () => {
  await browser?.close();
  await server?.close();
  trap?.close();
});

const act =
  "console.log('PWNED');alert('PWNED');fetch('/v1/messages?all=true',{method:'DELETE'});parent.document.title='PWNED'";
const html = {
  'a script': () => `<script>${act}</script>`,
  'a script from elsewhere': () => `<script src="${trapUrl()}/x.js"></script>`,
  'svg onload': () => `<svg onload="${act}"><script>${act}</script></svg>`,
  'event handlers': () =>
    `<img src="x" onerror="${act}"><body onload="${act}"><input autofocus onfocus="${act}"><details open ontoggle="${act}">`,
  'meta refresh': () => `<meta http-equiv="refresh" content="0;url=${trapUrl()}/refresh">`,
  'meta refresh to javascript': () => `<meta http-equiv="refresh" content="0;url=javascript:${act}">`,
  'a base for everything': () =>
    `<base href="${trapUrl()}/"><img src="base.png"><link rel="stylesheet" href="base.css">`,
  frames: () =>
    `<iframe src="${trapUrl()}/frame"></iframe><iframe srcdoc="<script>${act}</script>"></iframe><object data="${trapUrl()}/object"></object><embed src="${trapUrl()}/embed">`,
  'remote things': () =>
    `<img src="${trapUrl()}/pixel.png"><style>@import "${trapUrl()}/i.css";body{background:url(${trapUrl()}/bg.png)}@font-face{font-family:x;src:url(${trapUrl()}/f.woff)}p{font-family:x}</style><p>text</p><video src="${trapUrl()}/v.mp4" autoplay poster="${trapUrl()}/p.png"></video><link rel="prefetch" href="${trapUrl()}/prefetch"><link rel="dns-prefetch" href="${trapUrl()}">`,
  'the API as a picture': () =>
    `<img src="/v1/messages"><link rel="stylesheet" href="/v1/messages"><script src="/v1/messages"></script>`,
};

for (const [name, content] of Object.entries(html)) {
  test(`${name} does nothing`, async () => {
    trapped.length = 0;
    const id = await send(
      server.smtpPort,
      mail({ subject: name, html: `<p id="shown">Shown all the same</p>${content()}` }),
    );
    const { page, seen, close } = await openPage(browser, server.url);
    await page.goto(`${server.url}/m/${id}`);
    await page.frameLocator('iframe').locator('#shown').waitFor();
    // The same by its own address, where no frame of ours holds it.
    const alone = await openPage(browser, server.url);
    await alone.page.goto(`${server.url}/v1/messages/${id}/html`);
    await alone.page.locator('#shown').waitFor();
    await page.waitForTimeout(400); // long enough for what is meant to start by itself
    for (const { seen: found } of [{ seen }, alone]) {
      assert.deepEqual(found.dialogs, []);
      assert.deepEqual(found.popups, []);
      assert.deepEqual(
        found.console.filter((line) => /^(log|info): /.test(line)),
        [],
      );
    }
    assert.deepEqual(trapped, []);
    assert.equal(new URL(page.url()).pathname, `/m/${id}`);
    assert.doesNotMatch(await page.title(), /PWNED/);
    assert.ok((await server.api('/v1/messages')).total > 0);
    await close();
    await alone.close();
  });
}

test('links and forms stay where they are or open apart', async () => {
  trapped.length = 0;
  const content = `<a id="js" href="javascript:${act}">a</a><a id="data" href="data:text/html,<script>${act}</script>">b</a>
    <a id="self" target="_self" href="${trapUrl()}/self">c</a><a id="top" target="_top" href="${trapUrl()}/top">d</a>
    <form action="${trapUrl()}/form" method="post"><button id="submit">e</button></form>
    <form action="javascript:${act}"><button id="submit2">f</button></form>`;
  const id = await send(server.smtpPort, mail({ subject: 'links', html: content }));
  const { page, seen, close } = await openPage(browser, server.url);
  for (const link of ['js', 'data', 'self', 'top', 'submit', 'submit2']) {
    await page.goto(`${server.url}/m/${id}`);
    await page.frameLocator('iframe').locator(`#${link}`).click();
    await page.waitForTimeout(200);
    assert.equal(new URL(page.url()).pathname, `/m/${id}`, link);
  }
  assert.deepEqual(seen.dialogs, []);
  assert.deepEqual(
    seen.console.filter((line) => line.includes('PWNED') && line.startsWith('log')),
    [],
  );
  assert.deepEqual(
    trapped.filter((path) => path === '/top' || path === '/form'),
    [],
  );
  await close();
});

test('markup in subject, names, headers and file names is text', async () => {
  const evil = `<img src=x onerror="${act}">`;
  const id = await send(
    server.smtpPort,
    mail({
      subject: `${evil} subject`,
      from: `"<b onclick=alert(1)>bold</b>" <app@shop.test>`,
      text: `${evil} text`,
      headers: [`X-Evil: ${evil}`],
      attachments: [
        {
          filename: "a'><script>alert(1)</script>.html",
          contentType: 'text/html',
          bytes: `<script>${act}</script>`,
        },
      ],
    }),
  );
  const { page, seen, close } = await openPage(browser, server.url);
  await page.goto(`${server.url}/m/${id}`);
  await connected(page);
  await row(page, 'subject').waitFor();
  for (const name of ['Text', 'Attachments', 'Headers', 'Envelope', 'Structure', 'Raw']) {
    await tabOf(page, name).click();
    await page.waitForTimeout(100);
  }
  assert.equal(await page.locator('main img[src="x"], main script, main b[onclick]').count(), 0);
  assert.deepEqual(seen.dialogs, []);
  assert.deepEqual(seen.elsewhere, []);
  await close();
});

test('every view shows a hostile mail as text', async () => {
  trapped.length = 0;
  const evil = `<script>${act}</script>`;
  const content = `${evil}<a href="javascript:${act}">click</a><a href="data:text/html,${evil}">data</a><img src="${trapUrl()}/x.png" alt='"><script>${act}</script>'>`;
  const attachments = [
    { filename: 'a.html', contentType: 'text/html', bytes: evil },
    { filename: 'a.csv', contentType: 'text/csv', bytes: `${evil},b\r\n<img src=x onerror="${act}">,c\r\n` },
    {
      filename: 'a.ics',
      contentType: 'text/calendar',
      bytes: `BEGIN:VEVENT\r\nSUMMARY:${evil}\r\nURL:javascript:${act}\r\nEND:VEVENT\r\n`,
    },
    {
      filename: 'a.svg',
      contentType: 'image/svg+xml',
      bytes: `<svg xmlns="http://www.w3.org/2000/svg" width="5" height="5"><image href="${trapUrl()}/svg.png"/>${evil}</svg>`,
    },
  ];
  const headers = [`List-Unsubscribe: <javascript:${act.replace(/[<>]/g, '')}>`];
  const id = await send(server.smtpPort, mail({ subject: 'views', html: content, attachments, headers }));
  const { page, seen, close } = await openPage(browser, server.url);
  await page.goto(`${server.url}/m/${id}`);
  await connected(page);
  const tabs = page.getByRole('tab');
  const names = await tabs.evaluateAll((all) => all.map((one) => one.dataset.tab));
  assert.ok(names.length >= 9, names.join());
  for (const name of names) {
    await page.locator(`[data-tab="${name}"]`).click();
    await page.locator(`[role="tabpanel"][aria-labelledby="tab-${name}"] > *`).first().waitFor();
    for (const box of await page.locator('[role="tabpanel"] input[type="checkbox"]').all())
      await box.setChecked(!(await box.isChecked()));
    for (const { filename } of name === 'attachments' ? attachments : []) {
      await page.getByRole('button', { name: `Preview ${filename}` }).click();
      await page.locator('[data-preview]').first().waitFor();
    }
    assert.equal(
      await page.locator('main a[href^="javascript:"], main a[href^="data:"], main script').count(),
      0,
    );
  }
  await page.waitForTimeout(400); // long enough for what is meant to start by itself
  assert.deepEqual(seen.dialogs, []);
  assert.deepEqual(trapped, []);
  assert.equal(new URL(page.url()).pathname, `/m/${id}`);
  assert.doesNotMatch(await page.title(), /PWNED/);
  await close();
});

test('an HTML attachment is never shown as a page', async () => {
  const attachments = [
    { filename: 'a.html', contentType: 'text/html', bytes: `<script>${act}</script>` },
    {
      filename: 'a.svg',
      contentType: 'image/svg+xml',
      bytes: `<svg xmlns="http://www.w3.org/2000/svg" onload="${act}"/>`,
    },
  ];
  const id = await send(server.smtpPort, mail({ subject: 'files', text: 'x', attachments }));
  const message = await server.api(`/v1/messages/${id}`);
  assert.equal(message.attachments.length, 2);
  for (const { partId } of message.attachments) {
    const { page, seen, close } = await openPage(browser, server.url);
    await page.goto(`${server.url}/v1/messages/${id}/parts/${partId}`).catch(() => undefined); // a download ends it
    await page.waitForTimeout(300);
    assert.deepEqual(seen.dialogs, []);
    assert.deepEqual(
      seen.console.filter((line) => line.startsWith('log')),
      [],
    );
    await close();
  }
  assert.ok((await server.api('/v1/messages')).total > 0);
});

test('remote content loads when asked for, for that message only', async () => {
  trapped.length = 0;
  const content = (name) => `<p id="shown">Hello</p><img src="${trapUrl()}/${name}.svg">`;
  const first = await send(server.smtpPort, mail({ subject: 'first', html: content('first') }));
  const second = await send(server.smtpPort, mail({ subject: 'second', html: content('second') }));
  const { page, close } = await openPage(browser, server.url);
  await page.goto(`${server.url}/m/${first}`);
  await page.frameLocator('iframe').locator('#shown').waitFor();
  assert.deepEqual(trapped, []);
  await page.getByRole('button', { name: 'Load remote content' }).click();
  await waitFor('the picture', () => trapped.includes('/first.svg'));
  await row(page, 'second').click();
  await page.waitForURL(`${server.url}/m/${second}`);
  await page.getByRole('button', { name: 'Load remote content' }).waitFor();
  await page.frameLocator('iframe').locator('#shown').waitFor();
  assert.deepEqual(trapped, ['/first.svg']);
  await close();
});
