// What the views of a message are made from.
import { describe, expect, it } from 'vitest';
import { calendarCards, contactCards } from './cards';
import { parseTable, separatorOf } from './csv';
import { headerNote } from './header_notes';
import { isSafeLink, linkFacts } from './links';
import { formatMarkup, sourceTokens, tagTokens } from './markup';
import { decodeText, prettyJson, previewKind } from './preview';
import { countBytes, visibleBytes } from './raw';
import { milliseconds, spanText } from './time';
import { saidLines } from './transcript';

const bytes = (text: string) => new TextEncoder().encode(text);
const text = (tokens: { text: string }[]) => tokens.map((token) => token.text).join('');

describe('HTML as source', () => {
  const html = `<!DOCTYPE html><html><body class="a b" bgcolor=#fff><p>Hello <b>you</b><br>there</p><img src='x>y'><!-- end --></body></html>`;

  it('loses and adds nothing as sent', () => {
    for (const one of [html, '<', '<<p', '<p a="', '</', '<!--', 'a < b', '<p =x>', '<p\n  a = b >', ''])
      expect(text(sourceTokens(one))).toBe(one);
  });

  it('knows names, attributes and values', () => {
    expect(tagTokens('<a href="/x" disabled>').map((token) => `${token.kind} ${token.text}`)).toEqual([
      'tag <',
      'name a',
      'text  ',
      'attribute href',
      'tag =',
      'value "/x"',
      'text  ',
      'attribute disabled',
      'tag >',
    ]);
  });

  it('is indented by its elements, with text in one line', () => {
    const lines = formatMarkup(html).map(({ depth, tokens }) => ' '.repeat(depth) + text(tokens));
    expect(lines).toEqual([
      '<!DOCTYPE html>',
      '<html>',
      ' <body class="a b" bgcolor=#fff>',
      '  <p>',
      '   Hello <b>you</b><br>',
      '   there',
      '  </p>',
      "  <img src='x>y'>",
      '  <!-- end -->',
      ' </body>',
      '</html>',
    ]);
  });

  it('takes style sheets as text, and is not led astray by wrong ends', () => {
    const lines = formatMarkup('</p></p><style>a > b { x: "<p>" }</style><p>x');
    expect(lines.map(({ tokens }) => text(tokens)).join('')).toContain('a > b { x: "');
    expect(Math.min(...lines.map(({ depth }) => depth))).toBe(0);
  });

  it.each([
    ['unended values', '<div a="'.repeat(20_000)],
    ['elements in elements', '<div>'.repeat(20_000)],
    ['attributes', `<p ${'a=b '.repeat(40_000)}>`],
    ['openings', '<'.repeat(100_000)],
    ['comments without end', '<!--'.repeat(30_000)],
    ['quotes', `<p ${`"`.repeat(100_000)}`],
  ])('copes with many %s', (_, hostile) => {
    expect(text(sourceTokens(hostile))).toBe(hostile);
    expect(formatMarkup(hostile).length).toBeGreaterThan(0);
  });
});

describe('raw bytes', () => {
  it('show what cannot be seen', () => {
    expect(visibleBytes(bytes('a\tb\r\nc\nd\reü\0'))).toEqual([
      { kind: 'text', text: 'a' },
      { kind: 'end', text: '\\t' },
      { kind: 'text', text: 'b' },
      { kind: 'end', text: '\\r\\n' },
      { kind: 'text', text: '\n' },
      { kind: 'text', text: 'c' },
      { kind: 'odd', text: '\\n' },
      { kind: 'text', text: '\n' },
      { kind: 'text', text: 'd' },
      { kind: 'odd', text: '\\r' },
      { kind: 'text', text: 'e' },
      { kind: 'odd', text: 'C3 BC 00' },
    ]);
  });

  it('are counted', () => {
    expect(countBytes(bytes('a\r\nb\nc\rü'))).toEqual({ crlf: 1, bareCr: 1, bareLf: 1, beyondAscii: 2 });
  });
});

describe('previews', () => {
  it.each([
    ['image/png', 'a.png', 'picture'],
    ['image/svg+xml', 'a.svg', 'drawing'],
    ['application/octet-stream', 'list.CSV', 'csv'],
    ['text/plain', 'a.json', 'json'],
    ['text/calendar', '', 'calendar'],
    ['text/html', 'a.html', 'text'],
    ['application/pdf', 'a.pdf', 'pdf'],
    ['application/octet-stream', 'a.pdf', 'pdf'],
    ['message/rfc822', '', 'message'],
    ['application/octet-stream', 'constructor', null],
    ['application/zip', 'a.txt', null],
  ])('%s %s', (contentType, filename, kind) => {
    expect(previewKind({ contentType, filename })).toBe(kind);
  });

  it('read text in its charset, whatever it claims', () => {
    expect(decodeText(new Uint8Array([0xfc]).buffer, 'iso-8859-1')).toBe('ü');
    expect(decodeText(new Uint8Array([0x61]).buffer, 'no-such-charset')).toBe('a');
    expect(prettyJson('{"a":1}')).toBe('{\n  "a": 1\n}');
    expect(prettyJson('{"a"')).toBe('{"a"');
  });

  it('read tables', () => {
    expect(parseTable('a,b\r\n"x, ""y""","2\n3"\r\n', 10)).toEqual([
      ['a', 'b'],
      ['x, "y"', '2\n3'],
    ]);
    expect(separatorOf('a;b,c;d\n')).toBe(';');
    expect(parseTable('1\n2\n3', 2)).toEqual([['1'], ['2']]);
  });

  it('read calendar entries', () => {
    const lines = [
      'BEGIN:VCALENDAR',
      'BEGIN:VEVENT',
      'SUMMARY:Coffee\\, at',
      '  nine',
      'DTSTART;TZID=Europe/Oslo:20261124T090000',
      'DTEND:20261124T100000Z',
      'ATTENDEE;CN=A:mailto:a@b.test',
      'END:VEVENT',
      'END:VCALENDAR',
    ];
    expect(calendarCards(lines.join('\r\n'))).toEqual([
      {
        title: 'Coffee, at nine',
        facts: [
          { name: 'Starts', value: '2026-11-24 09:00 Europe/Oslo' },
          { name: 'Ends', value: '2026-11-24 10:00 UTC' },
          { name: 'Invited', value: 'a@b.test' },
        ],
      },
    ]);
    expect(calendarCards('nothing')).toEqual([]);
  });

  it('read contacts', () => {
    const lines = [
      'BEGIN:VCARD',
      'FN:Alice',
      'item1.EMAIL;TYPE=work:a@b.test',
      'ADR:;;Street 1;Bergen',
      'END:VCARD',
    ];
    expect(contactCards(lines.join('\n'))).toEqual([
      {
        title: 'Alice',
        facts: [
          { name: 'Email', value: 'a@b.test' },
          { name: 'Address', value: 'Street 1, Bergen' },
        ],
      },
    ]);
  });
});

describe('links', () => {
  it.each([
    ['https://shop.test/a', 'Go', ''],
    ['https://evil.test/a', 'https://shop.test/a', 'another host'],
    ['https://click.shop.test/a', 'www.shop.test', ''],
    ['http://shop.test/', 'Go', 'Not encrypted'],
    ['/a', 'Go', 'Relative'],
    ['javascript:alert(1)', 'Go', 'do nothing'],
    ['https://localhost:3000/', 'Go', 'Only reachable'],
    ['mailto:a@b.test', 'a@b.test', ''],
  ])('%s shown as %s', (href, shown, concern) => {
    const found = linkFacts(href, shown).concern;
    if (concern === '') expect(found).toBe('');
    else expect(found).toContain(concern);
  });

  it('of this page are only those that are harmless', () => {
    expect(isSafeLink('HTTPS://a.test')).toBe(true);
    expect(isSafeLink('mailto:a@b.test')).toBe(true);
    for (const href of ['javascript:alert(1)', ' javascript:x', 'data:text/html,x', '/x', 'vbscript:x'])
      expect(isSafeLink(href)).toBe(false);
  });
});

it('explains known headers and says so of unknown ones', () => {
  expect(headerNote('DKIM-Signature')).toContain('6376');
  expect(headerNote('X-Order')).toContain('no standard');
  expect(headerNote('constructor')).toBe('');
});

it('draws the time that passed before each line', () => {
  expect(milliseconds('+12ms')).toBe(12);
  expect(milliseconds('+1.5s')).toBe(1500);
  expect(milliseconds('soon')).toBeNull();
  expect([spanText(12), spanText(1500), spanText(125_000)]).toEqual(['12 ms', '1.5 s', '2 min 5 s']);
  const line = (at: string) => ({ at, direction: 'C' as const, text: 'NOOP', note: '' });
  const lines = saidLines([line('+0ms'), line('+25ms'), line('+125ms')]);
  expect(lines.map(({ waited, bar }) => [waited, bar])).toEqual([
    [0, 0],
    [25, 0.5],
    [100, 1],
  ]);
});
