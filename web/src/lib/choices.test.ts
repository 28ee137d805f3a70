// What a person chooses: preferences, searches, commands, drafts.
import { describe, expect, it } from 'vitest';
import { forwardDraft, replyDraft } from '../state/draft';
import { message } from '../state/sample';
import { toBase64 } from './base64';
import { columnOf, completions } from './completion';
import { bestFits, fit } from './match';
import { defaults, isTimeZone, parsePreferences, remembered } from './preferences';
import { exactTime } from './time';

describe('preferences', () => {
  it('are the defaults when nothing, or nonsense, was stored', () => {
    for (const stored of [null, '', '{', 'null', '[]', '7', '{"theme":"pink","history":{},"searches":[1]}'])
      expect(parsePreferences(stored)).toEqual(defaults);
  });

  it('are what was stored', () => {
    const chosen = {
      ...defaults,
      theme: 'dark',
      density: 'compact',
      timeZone: 'UTC',
      notify: true,
      searches: [{ name: 'Mine', q: 'to:me', inbox: null }],
      history: ['a'],
    };
    expect(parsePreferences(JSON.stringify(chosen))).toEqual(chosen);
  });

  it('take no zone that does not exist', () => {
    expect(isTimeZone('Europe/Oslo')).toBe(true);
    expect(isTimeZone('Moon/Base')).toBe(false);
    const noon = '2026-11-21T12:00:00.000Z';
    expect(exactTime(noon, 'Asia/Tokyo')).not.toBe(exactTime(noon, 'UTC'));
  });

  it('remember searches, the newest first, each once', () => {
    expect(remembered(['a', 'b'], ' b ')).toEqual(['b', 'a']);
    expect(remembered(['a'], '  ')).toEqual(['a']);
    const many = Array.from({ length: 12 }, (_, index) => `${index}`);
    expect(remembered(many, 'new')).toHaveLength(12);
  });
});

describe('completion', () => {
  const known = { tags: ['welcome', 'new user'], inboxes: ['default'], senders: ['app@shop.test'] };
  const texts = (q: string, history: string[] = []) => completions(q, known, history).map((one) => one.text);

  it('offers earlier searches in an empty field', () => {
    expect(texts('', ['from:a'])).toEqual(['from:a']);
  });

  it('offers prefixes for the word being written', () => {
    expect(texts('welcome su')).toEqual(['subject:']);
    expect(completions('welcome -su', known, [])[0]?.q).toBe('welcome -subject:');
    expect(texts('welcome ')).toEqual([]);
    expect(texts('xyz')).toEqual([]);
  });

  it('offers values that fit a prefix', () => {
    expect(texts('is:un')).toEqual(['is:unread']);
    expect(completions('a tag:new', known, [])[0]?.q).toBe('a tag:"new user" ');
    expect(texts('is:unread')).toEqual([]);
    expect(texts('constructor:')).toEqual([]);
  });

  it('finds the column of an error', () => {
    expect(columnOf('unknown field "fro" at column 12; did you mean "from"?')).toBe(12);
    expect(columnOf('no')).toBeNull();
  });
});

it('commands are found by a few letters, the closest first', () => {
  expect(fit('Mark as read', 'mark')).toBe(4);
  expect(fit('Mark as read', 'mar')).toBeGreaterThan(fit('Mark as read', 'mrd'));
  expect(fit('Mark as read', 'zz')).toBe(0);
  expect(bestFits(['Unpin', 'Pin', 'Settings'], 'pin', (one) => one)).toEqual(['Pin', 'Unpin']);
});

describe('a new test mail', () => {
  const original = message(1, {
    subject: 'Welcome',
    text: 'Hello\nyou',
    messageId: 'a@shop.test',
    references: ['first@shop.test'],
    from: { name: 'Shop, Inc.', address: 'app@shop.test' },
  });

  it('answers the sender in the same thread', () => {
    const draft = replyDraft(original);
    expect(draft.from).toBe('alice@example.test');
    expect(draft.to).toBe('"Shop, Inc." <app@shop.test>');
    expect(draft.subject).toBe('Re: Welcome');
    expect(draft.text).toContain('> Hello\n> you');
    expect(draft.headers).toEqual({
      'In-Reply-To': '<a@shop.test>',
      References: '<first@shop.test> <a@shop.test>',
    });
    expect(replyDraft({ ...original, subject: 'RE: Welcome' }).subject).toBe('RE: Welcome');
  });

  it('goes where answers are wanted', () => {
    const replyTo = [{ name: '', address: 'help@shop.test' }];
    expect(replyDraft({ ...original, replyTo }).to).toBe('help@shop.test');
  });

  it('passes the message on', () => {
    const draft = forwardDraft(original);
    expect(draft).toMatchObject({ to: '', subject: 'Fwd: Welcome', headers: {} });
    expect(draft.text).toContain('From: "Shop, Inc." <app@shop.test>');
  });

  it('carries files of any bytes', () => {
    const all = Uint8Array.from({ length: 100_000 }, (_, index) => index % 256);
    expect(Uint8Array.from(atob(toBase64(all)), (letter) => letter.charCodeAt(0))).toEqual(all);
  });
});
