import { describe, expect, it } from 'vitest';
import { path } from '../api/client';
import type { Listener } from '../api/types';
import { hue, initials, recipientsOf, senderOf } from './address';
import { describe as describePort, mailPort, toEndpoint } from './endpoint';
import { actionOf, startsSequence } from './keys';
import { linkify } from './linkify';
import { hasRemoteContent } from './remote';
import { formatRoute, parseRoute } from './router';
import { formatSize } from './size';
import { snippets } from './snippets';
import { shortTime } from './time';
import { scrollToRow, visibleWindow } from './virtual';
import { summary } from '../state/sample';

describe('routes', () => {
  it.each([
    ['/', '', { view: 'list', inbox: null, q: '' }],
    ['/', '?q=from%3Ashop+a', { view: 'list', inbox: null, q: 'from:shop a' }],
    [
      '/inbox/a',
      '?sort=size&order=ascending',
      { view: 'list', inbox: 'a', q: '', order: { by: 'size', isAscending: true } },
    ],
    [
      '/',
      '?order=oldest',
      { view: 'list', inbox: null, q: '', order: { by: 'received', isAscending: true } },
    ],
    ['/', '?sort=colour', { view: 'list', inbox: null, q: '' }],
    ['/inbox/a%2Fb', '', { view: 'list', inbox: 'a/b', q: '' }],
    ['/m/01J', '', { view: 'message', id: '01J' }],
    ['/m/01J/', '', { view: 'message', id: '01J' }],
    ['/setup', '', { view: 'setup' }],
    ['/docs', '', { view: 'docs' }],
    ['/sessions', '', { view: 'sessions', outcome: null, id: null }],
    ['/sessions', '?outcome=rejected&id=s1', { view: 'sessions', outcome: 'rejected', id: 's1' }],
  ])('%s%s is a page', (pathname, search, route) => {
    expect(parseRoute(pathname, search)).toEqual(route);
    expect(
      parseRoute(...(formatRoute(parseRoute(pathname, search)).split(/(?=\?)/) as [string, string?])),
    ).toEqual(route);
  });

  it.each(['/v1/messages', '/m/a/b', '/else', '/m/%E0%A4%A', '/inbox'])('%s is none', (pathname) => {
    expect(parseRoute(pathname).view).toBe('unknown');
  });
});

describe('request addresses', () => {
  it('leave out what is not given and encode the rest', () => {
    expect(path('/v1/messages', { inbox: null, q: '', limit: 50, all: false })).toBe('/v1/messages?limit=50');
    expect(path('/v1/messages', { q: 'a&b=c "d"' })).toBe('/v1/messages?q=a%26b%3Dc+%22d%22');
    expect(path('/v1/messages')).toBe('/v1/messages');
  });
});

describe('sizes and times', () => {
  it.each([
    [0, '0 B'],
    [999, '999 B'],
    [1000, '1.0 KB'],
    [1449, '1.4 KB'],
    [52_428_800, '52 MB'],
    [3e15, '3000 TB'],
  ])('%d bytes', (bytes, text) => {
    expect(formatSize(bytes)).toBe(text);
  });

  it('grow coarser with age', () => {
    const now = new Date(2026, 10, 21, 12, 0, 0).getTime();
    const ago = (milliseconds: number) => shortTime(new Date(now - milliseconds).toISOString(), now);
    expect(ago(5_000)).toBe('now');
    expect(ago(-2_000)).toMatch(/12:00/);
    expect(ago(180_000)).toBe('3 min');
    expect(ago(3 * 3_600_000)).toMatch(/09:00/);
    expect(ago(2 * 86_400_000)).toBe(
      new Intl.DateTimeFormat(undefined, { weekday: 'short' }).format(now - 2 * 86_400_000),
    );
    expect(ago(400 * 86_400_000)).toContain('2025');
    expect(shortTime('nonsense', now)).toBe('');
  });
});

describe('the window of a virtual list', () => {
  it('holds what is in sight and a little more', () => {
    expect(visibleWindow(0, 800, 80, 1_000_000)).toEqual({ first: 0, end: 18 });
    expect(visibleWindow(80_000, 800, 80, 1_000_000)).toEqual({ first: 992, end: 1018 });
    expect(visibleWindow(500, 800, 80, 3)).toEqual({ first: 0, end: 3 });
    expect(visibleWindow(9_000, 800, 80, 3)).toEqual({ first: 3, end: 3 });
  });

  it('scrolls no further than it must', () => {
    expect(scrollToRow(5, 0, 800, 80)).toBe(0);
    expect(scrollToRow(12, 0, 800, 80)).toBe(240);
    expect(scrollToRow(2, 400, 800, 80)).toBe(160);
  });
});

describe('people', () => {
  it('come from the header, else from the envelope', () => {
    expect(senderOf(summary(1))).toBe('Shop');
    expect(senderOf(summary(1, { from: null, sender: '' }))).toBe('(no sender)');
    expect(recipientsOf(summary(1, { to: [], recipients: ['a@b.test', 'c@d.test'] }))).toBe('a@b.test +1');
    expect(recipientsOf(summary(1, { to: [{ name: '', address: '' }], recipients: [] }))).toBe(
      '(no recipient)',
    );
  });

  it('have letters and a colour of their own', () => {
    expect(initials('Ada Lovelace')).toBe('AL');
    expect(initials('no-reply@shop.test')).toBe('NR');
    expect(initials('李小龍')).toBe('李');
    expect(initials('')).toBe('?');
    expect(hue('A@B.test')).toBe(hue('a@b.test'));
    expect(hue('x')).toBeLessThan(8);
  });
});

describe('links in text', () => {
  it('are found without the marks around them', () => {
    const links = (text: string) =>
      linkify(text)
        .filter(({ href }) => href)
        .map(({ href }) => href);
    expect(links('See https://a.test/x?y=1. Or (http://b.test/(c)), mail a@b.test!')).toEqual([
      'https://a.test/x?y=1',
      'http://b.test/(c)',
      'mailto:a@b.test',
    ]);
    expect(links('javascript:alert(1) data:text/html,x ftp://a.test')).toEqual([]);
  });

  it('lose no letter', () => {
    const text = 'a <https://x.test/>, b@c.test\n(https://d.test)';
    expect(
      linkify(text)
        .map((piece) => piece.text)
        .join(''),
    ).toBe(text);
  });
});

it('tells remote content from the mail’s own', () => {
  for (const html of [
    '<img src="https://a.test/x.png">',
    "<td background='//a.test'>",
    '<p style="background:url(http://a.test)">',
    '<link rel=stylesheet href=https://a.test/s.css>',
  ]) {
    expect(hasRemoteContent(html)).toBe(true);
  }
  expect(
    hasRemoteContent(
      '<img src="cid:logo"><a href="https://a.test">x</a><img src="data:image/png;base64,AA">',
    ),
  ).toBe(false);
});

it('finds the SMTP address that this browser can use', () => {
  expect(toEndpoint('127.0.0.1:1025', 'x')).toEqual({ host: '127.0.0.1', port: '1025' });
  expect(toEndpoint('[::1]:2525', 'x')).toEqual({ host: '::1', port: '2525' });
  expect(toEndpoint('0.0.0.0:1025', 'mail.test')).toEqual({ host: 'mail.test', port: '1025' });
  expect(toEndpoint('[::]:1025', 'mail.test')).toEqual({ host: 'mail.test', port: '1025' });
  expect(toEndpoint(undefined, 'mail.test')).toEqual({ host: 'mail.test', port: '1025' });
});

it('gives examples with this server’s host and port, each its own name', () => {
  const all = snippets({ host: 'mail.test', port: '4025' });
  for (const { code } of all) {
    expect(code).toContain('mail.test');
    expect(code).toContain('4025');
  }
  expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
  expect(snippets({ host: '::1', port: '25' }).find(({ id }) => id === 'swaks')?.code).toContain('[::1]:25');
});

it('leaves keys to fields and to the browser', () => {
  const press = {
    key: 'j',
    ctrlKey: false,
    metaKey: false,
    altKey: false,
    shiftKey: false,
    isTyping: false,
    before: '',
  };
  expect(actionOf(press)).toBe('next');
  expect(actionOf({ ...press, key: '?' })).toBe('help');
  expect(actionOf({ ...press, ctrlKey: true })).toBeNull();
  expect(actionOf({ ...press, isTyping: true })).toBeNull();
  expect(actionOf({ ...press, key: 'Escape', isTyping: true })).toBe('close');
  expect(actionOf({ ...press, key: 'constructor' })).toBeNull();
  expect(actionOf({ ...press, key: 'k', ctrlKey: true, isTyping: true })).toBe('palette');
  expect(actionOf({ ...press, key: 'a', ctrlKey: true })).toBe('selectAll');
  expect(actionOf({ ...press, key: 'a', ctrlKey: true, isTyping: true })).toBeNull();
  expect(actionOf({ ...press, key: 'ArrowDown', shiftKey: true })).toBe('extendDown');
  expect(actionOf({ ...press, key: 'i', before: 'g' })).toBe('goInbox');
  expect(actionOf({ ...press, key: 'constructor', before: 'g' })).toBeNull();
  expect(startsSequence({ ...press, key: 'g' })).toBe(true);
  expect(startsSequence({ ...press, key: 'g', before: 'g' })).toBe(false);
  expect(startsSequence({ ...press, key: 'g', isTyping: true })).toBe(false);
});

it('examples use the easiest port that there is', () => {
  const smtps: Listener = { kind: 'smtps', address: '127.0.0.1:1465', tls: 'implicit', auth: 'optional' };
  const submission: Listener = {
    kind: 'submission',
    address: '0.0.0.0:1587',
    tls: 'starttls',
    auth: 'required',
  };
  const socket: Listener = { kind: 'smtp', address: 'unix:/run/mail', tls: 'none', auth: 'optional' };
  const smtp: Listener = { kind: 'smtp', address: '[::1]:1025', tls: 'none', auth: 'off' };
  expect(mailPort([smtps, submission, socket, smtp], 'x')).toEqual({
    host: '::1',
    port: '1025',
    tls: 'none',
    auth: 'off',
  });
  expect(mailPort([socket, smtps, submission], 'x')).toEqual({
    host: 'x',
    port: '1587',
    tls: 'starttls',
    auth: 'required',
  });
  expect(mailPort([smtps], 'x').tls).toBe('implicit');
  expect(mailPort(undefined, 'x')).toEqual({ host: 'x', port: '1025', tls: 'none', auth: 'optional' });
});

it('a port is told with what is not plain about it', () => {
  const port = (kind: Listener['kind'], tls: Listener['tls'], auth: Listener['auth']) =>
    describePort({ kind, address: 'a:1', tls, auth });
  expect(port('smtp', 'none', 'optional')).toBe('a:1');
  expect(port('submission', 'starttls', 'required')).toBe('a:1 (STARTTLS, login required)');
  expect(port('smtps', 'implicit', 'off')).toBe('a:1 (TLS, no login)');
  expect(port('http', 'implicit', 'off')).toBe('a:1');
});
