// What is found in a message: codes, attached messages, PDFs; and what is said about inboxes.
import { deflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { PartNode } from '../api/types';
import { inbox, summary } from '../state/sample';
import { aroundCode, sureCode } from './codes';
import { countText, matchText } from './count';
import { isInboxName } from './inbox_name';
import { draftOf, settingsOf } from './inbox_settings';
import { linkTexts } from './links';
import { decodedWords, fieldOf, headerOf } from './mail_header';
import { contentOf, findPart } from './part_tree';
import { readPdf } from './pdf';
import { placesOf } from './places';
import { perMinute } from './rate';
import { similarTo } from './similar';

describe('codes', () => {
  it('are shown where they stand, with the spaces that are not theirs', () => {
    const code = { value: '482913', confidence: 0.9, context: 'Your code: 482 913 is new' };
    expect(aroundCode(code)).toEqual({ before: 'Your code: ', found: '482 913', after: ' is new' });
    expect(aroundCode({ ...code, context: 'none' })).toEqual({ before: 'none', found: '', after: '' });
    expect(aroundCode({ ...code, value: 'A+(b', context: 'x A+(b y' }).found).toBe('A+(b');
  });

  it('are relied on from one half on', () => {
    const code = (value: string, confidence: number) => ({ value, confidence, context: '' });
    expect(sureCode([code('a', 0.4), code('b', 0.5)])?.value).toBe('b');
    expect(sureCode([code('a', 0.4)])).toBeNull();
  });
});

describe('an attached message', () => {
  const source =
    'Subject: =?utf-8?B?SGFsbMO2?=\r\n =?iso-8859-1?q?chen=FC_x?=\r\nFrom: a@b.test\r\n\r\nTo: not@header.test';

  it('has a header of its own', () => {
    const fields = headerOf(source);
    expect(fieldOf(fields, 'subject')).toBe('Hallöchenü x');
    expect(fieldOf(fields, 'To')).toBe('');
    expect(fields.map(({ name }) => name)).toEqual(['Subject', 'From']);
  });

  it('keeps what cannot be decoded', () => {
    expect(decodedWords('=?no-such?q?x?= =?utf-8?b?%?=')).toContain('=?no-such?q?x?=');
  });

  const node = (partId: string, contentType: string, parts: PartNode[] = [], filename = ''): PartNode => ({
    partId,
    contentType,
    parts,
    filename,
    contentId: '',
    disposition: 'inline',
    size: 1,
    charset: '',
    sha256: '',
    role: parts.length > 0 ? 'container' : 'text',
    encoding: '',
  });

  it('has its own text and files, and not those of a message attached to it', () => {
    const inner = node('2.1.2', 'message/rfc822', [node('2.1.2.1', 'text/plain')], 'inner.eml');
    const outer = node('2', 'message/rfc822', [
      node('2.1', 'multipart/mixed', [node('2.1.1', 'text/html'), inner]),
    ]);
    const root = node('0', 'multipart/mixed', [node('1', 'text/plain'), outer]);
    const found = findPart(root, '2');
    expect(found).toBe(outer);
    const { body, files } = contentOf(outer);
    expect(body?.partId).toBe('2.1.1');
    expect(files.map(({ filename }) => filename)).toEqual(['inner.eml']);
    expect(findPart(root, '9')).toBeNull();
  });
});

describe('a PDF', () => {
  const read = (source: Buffer | string) => readPdf(new Uint8Array(Buffer.from(source)).buffer);
  const stream = (content: string) => {
    const packed = deflateSync(content);
    const head = Buffer.from(`4 0 obj << /Length ${packed.length} /Filter /FlateDecode >>\nstream\n`);
    return Buffer.concat([head, packed, Buffer.from('\nendstream endobj\n')]);
  };

  it('is read as text, with its pages and title', async () => {
    const content = 'BT /F1 12 Tf 72 720 Td (Invoice \\(paid\\)) Tj 0 -20 Td [(To)-300(tal)] TJ ET';
    const pdf = Buffer.concat([
      Buffer.from('%PDF-1.4\n1 0 obj << /Title (Invoice 7) >> endobj\n2 0 obj << /Type /Page >> endobj\n'),
      stream(content),
    ]);
    const { pages, title, text } = await read(pdf);
    expect({ pages, title }).toEqual({ pages: 1, title: 'Invoice 7' });
    expect(text).toBe('Invoice (paid)\nTo tal');
  });

  it('is read through the tables of its fonts', async () => {
    const cmap =
      'begincmap 1 beginbfrange <0001> <0003> <0041> endbfrange 1 beginbfchar <0010> <20AC> endbfchar';
    const { text } = await read(Buffer.concat([stream(cmap), stream('BT <00010002> Tj <0010> Tj ET')]));
    expect(text).toBe('AB€');
  });

  it('may be anything', async () => {
    for (const source of [
      '',
      '%PDF',
      '<< >> stream\n',
      '%PDF-1.4\n4 0 obj << /Filter /FlateDecode >>\nstream\nxxx\nendstream',
    ])
      expect((await read(source)).text).toBe('');
    expect((await read('trailer << /Encrypt 5 0 R >>')).isEncrypted).toBe(true);
  });
});

describe('inboxes', () => {
  it('have names that the server takes', () => {
    for (const name of ['default', 'checkout-7', 'a.b+c@d_e', 'x'.repeat(128)])
      expect(isInboxName(name)).toBe(true);
    for (const name of ['', 'a b', 'ä', 'a/b', 'x'.repeat(129)]) expect(isInboxName(name)).toBe(false);
  });

  it('have settings, both ways', () => {
    const set = inbox('a', { retention: { maxMessages: 100, maxAge: '7d' }, accept: false });
    expect(settingsOf(draftOf(set))).toEqual({
      settings: { retention: { maxMessages: 100, maxAge: '7d' }, accept: false },
      error: '',
    });
    expect(settingsOf(draftOf(undefined)).settings).toEqual({
      retention: { maxMessages: null, maxAge: null },
      accept: true,
    });
    expect(settingsOf({ ...draftOf(undefined), maxMessages: '0' }).error).toContain('whole number');
    expect(settingsOf({ ...draftOf(undefined), maxAge: '7 days' }).error).toContain('unit');
    expect(settingsOf({ ...draftOf(undefined), password: 'x' }).settings.password).toBe('x');
  });

  it('are found by letters, with tags and searches', () => {
    const places = (letters: string) =>
      placesOf(
        [inbox('checkout-7')],
        [{ name: 'check', total: 1, unread: 0 }],
        [{ name: 'Mine', q: 'to:me', inbox: null }],
        letters,
      );
    expect(places('').map(({ text }) => text)).toEqual(['All mail', 'checkout-7', 'check', 'Mine']);
    expect(places(' CHECK ').map(({ key }) => key)).toEqual(['inbox checkout-7', 'tag check']);
    expect(places('mine')[0]?.route).toEqual({ view: 'list', inbox: null, q: 'to:me' });
  });
});

describe('numbers', () => {
  it('are said in words', () => {
    expect(countText(1, 0)).toBe('1 message');
    expect(countText(12, 3)).toBe('12 messages, 3 unread');
    expect(matchText(1, false, 9)).toBe('1 match of 9');
    expect(matchText(1000, true, 5000)).toBe('more than 1,000 matches of 5,000');
  });

  it('are counted in the minute in which they came', () => {
    const now = Date.parse('2026-11-21T12:00:30Z');
    const moments = ['11:59:59', '12:00:00', '12:00:29', '10:00:00'].map((time) =>
      Date.parse(`2026-11-21T${time}Z`),
    );
    expect(perMinute(moments, now, 3)).toEqual([0, 1, 2]);
  });
});

describe('what is worth comparing', () => {
  it('is the last one of the same kind, else the one before', () => {
    const rows = [
      summary(4, { subject: 'Your code: 771 200' }),
      summary(3, { subject: 'News' }),
      summary(2, { subject: 'Your code: 482 913' }),
    ];
    expect(similarTo(rows, 'm4')?.id).toBe('m2');
    expect(similarTo(rows, 'm3')?.id).toBe('m2');
    expect(similarTo(rows, 'm2')).toBeNull();
    expect(similarTo(rows, 'm9')).toBeNull();
  });

  it('is asked for by the text of a link', () => {
    const link = (text: string) => ({ href: 'https://a.test', text, source: 'html' as const });
    expect(linkTexts([link(' Confirm '), link('Confirm'), link('')])).toEqual(['Confirm']);
  });
});
