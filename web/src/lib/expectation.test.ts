import { describe, expect, it } from 'vitest';
import { message } from '../state/sample';
import { conditionsOf, isFlat, toExpectation, toMatch, usualPrint, type Wish } from './expectation';
import { expectationSnippets, shellQuoted } from './expectation_code';

const part = (filename: string) => ({
  partId: '2',
  filename,
  contentType: 'application/pdf',
  contentId: '',
  disposition: 'attachment' as const,
  size: 1,
  charset: '',
  sha256: '',
});
const code = { value: '482913', confidence: 0.9, context: 'Your code: 482 913' };
const order = message(1, {
  subject: 'Your order #10482 is on its way',
  attachments: [part('invoice.pdf'), part("it's.csv")],
  links: [{ href: 'https://shop.test/1', text: 'Follow your parcel', source: 'html' }],
  hiddenRecipients: ['archive@shop.test'],
});
const usual = (some: Partial<Wish> = {}): Wish => ({
  conditions: conditionsOf(order).filter(({ isUsual }) => isUsual),
  inbox: null,
  isOne: true,
  print: '',
  linkText: '',
  ...some,
});
const snippet = (id: string, wish: Wish) =>
  expectationSnippets(wish, 'http://mail.test:8025').find((one) => one.id === id)?.code ?? '';

describe('what a test can expect of a message', () => {
  it('is what does not change from one run to the next', () => {
    expect(usual().conditions.map(({ key, value }) => `${key} ${value}`)).toEqual([
      'to alice@example.test',
      'subject Your order',
      'attachment invoice.pdf',
      "attachment it's.csv",
    ]);
    expect(conditionsOf(message(1, { subject: '482913' })).find(({ key }) => key === 'subject')?.value).toBe(
      '482913',
    );
  });

  it('is said once, though two files have the same name', () => {
    const twice = message(1, { attachments: [part('a.pdf'), part('a.pdf')] });
    expect(conditionsOf(twice).filter(({ key }) => key === 'attachment')).toHaveLength(1);
  });

  it('names the hidden recipients as what they are, and leaves out what is empty', () => {
    const keys = conditionsOf(order).map(({ key }) => key);
    expect(keys).toContain('recipient');
    expect(keys).not.toContain('cc');
    expect(conditionsOf(message(1, { subject: '', to: [], from: null })).map(({ key }) => key)).toEqual([]);
  });

  it('takes a code that is sure out of it', () => {
    expect(usualPrint(message(1, { codes: [code] }))).toBe('code');
    expect(usualPrint(message(1, { codes: [{ ...code, confidence: 0.3 }] }))).toBe('');
  });

  it('puts what stands twice into all', () => {
    expect(toMatch(usual().conditions)).toEqual({
      to: 'alice@example.test',
      subject: 'Your order',
      attachment: 'invoice.pdf',
      all: [{ attachment: "it's.csv" }],
    });
    expect(isFlat(usual())).toBe(false);
    expect(toExpectation(usual({ inbox: 'checkout-7' }))).toMatchObject({ inbox: 'checkout-7', count: 1 });
  });
});

describe('an expectation as code', () => {
  const flat = usual({
    conditions: [
      { key: 'to', value: 'alice@example.test', label: 'Link', isUsual: true },
      { key: 'subject', value: `It's "new"`, label: 'Link', isUsual: true },
    ],
    print: 'code',
  });

  it('is quoted for the shell', () => {
    expect(shellQuoted("it's")).toBe(`'it'\\''s'`);
    expect(snippet('curl', flat)).toContain(`--data-urlencode 'subject=It'\\''s "new"'`);
    expect(snippet('cli', flat)).toContain(`--subject 'It'\\''s "new"'`);
    expect(snippet('cli', flat)).toMatch(
      /^code=\$\(mailstop expect [\s\S]*--print code\) \|\| exit\necho "\$code"$/,
    );
  });

  it('is the whole form where the flat one cannot say it', () => {
    expect(snippet('curl', usual())).toContain('"attachment": "it\'\\\'\'s.csv"');
    expect(snippet('cli', usual())).toContain('--match');
    expect(JSON.parse(snippet('json', usual()))).toEqual(toExpectation(usual()));
  });

  it('is Python, with its own words for true and none', () => {
    const tls = { key: 'tls' as const, value: 'true', label: 'Link' as const, isUsual: true };
    const python = snippet('pytest', { ...flat, conditions: [...flat.conditions, tls], isOne: false });
    expect(python).toContain(`"subject": "It's \\"new\\"", "tls": True}`);
    expect(python).toContain('mail, *_ = expect_mail(');
    expect(python).toContain('mail["codes"][0]["value"]');
    expect(python).toContain('"http://mail.test:8025"');
  });

  it('is JavaScript that a parser takes', () => {
    for (const wish of [flat, usual(), usual({ print: 'link', linkText: 'a "b"' })]) {
      const script = snippet('javascript', wish).replace(/^import .*$/m, '');
      expect(() => new Function('test', 'expect', `return async () => {${script}}`)).not.toThrow();
    }
    expect(snippet('javascript', flat)).toContain('{ count: 1 }');
  });
});
