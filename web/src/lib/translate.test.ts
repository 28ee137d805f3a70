import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Translation } from '../messages/translation';
import { translation as de } from '../messages/de';
import { translation as es } from '../messages/es';
import { translation as fr } from '../messages/fr';
import { translation as ja } from '../messages/ja';
import { translation as zh } from '../messages/zh';
import { plurals } from '../messages/plurals';
import { n, num, say, speak, t } from './language.svelte';
import { shortTime } from './time';
import { chooseLanguage, filled, formFor, localeOf } from './translate';

const all: Record<string, Translation> = { de, es, fr, ja, zh };
const holes = (text: string): string[] => (text.match(/\{\w+\}/g) ?? []).sort();

describe('the language', () => {
  it('is the chosen one, else the first that the browser asks for and the page has, else English', () => {
    expect(chooseLanguage('ja', ['de'])).toBe('ja');
    expect(chooseLanguage('', ['nb-NO', 'de-AT', 'fr'])).toBe('de');
    expect(chooseLanguage('xx', ['nb'])).toBe('en');
    expect(chooseLanguage('', [])).toBe('en');
  });

  it('comes with the region that the browser asks for', () => {
    expect(localeOf('en', ['de', 'en-GB', 'en-US'])).toBe('en-GB');
    expect(localeOf('de', ['fr'])).toBe('de');
  });
});

describe('a translation', () => {
  it('says everything, with the same places to fill in', () => {
    for (const [language, { texts, plurals: forms }] of Object.entries(all)) {
      for (const [text, translated] of Object.entries(texts)) {
        expect(translated.trim(), `${language}: ${text}`).not.toBe('');
        expect(holes(translated), `${language}: ${text}`).toEqual(holes(text));
      }
      for (const [name, { other }] of Object.entries(forms))
        expect(holes(other), `${language}: ${name}`).toEqual(
          holes(plurals[name as keyof typeof plurals].other),
        );
    }
  });

  it('has the form that each number asks for', () => {
    for (const [language, { plurals: forms }] of Object.entries(all)) {
      const { pluralCategories } = new Intl.PluralRules(language).resolvedOptions();
      // "many" is for whole millions in French and Spanish, where the other form does as well.
      const wanted = pluralCategories.filter((one) => one !== 'many');
      for (const one of Object.values(forms)) expect(Object.keys(one).sort()).toEqual(wanted.sort());
    }
    expect(formFor(fr.plurals.messages, 0, new Intl.PluralRules('fr'))).toBe('{count} message');
    expect(formFor(de.plurals.messages, 0, new Intl.PluralRules('de'))).toBe('{count} Mails');
  });

  it('is filled in, and shows what is missing', () => {
    expect(filled('{done} of {total}', { done: 1 })).toBe('1 of {total}');
    expect(filled('{toString}', {})).toBe('{toString}');
  });
});

describe('speaking', () => {
  beforeEach(() => vi.stubGlobal('document', { documentElement: { lang: 'en' } }));
  afterEach(async () => {
    await speak('en');
    vi.unstubAllGlobals();
  });

  it('changes texts, numbers and plurals', async () => {
    await speak('de');
    expect(document.documentElement.lang).toBe('de');
    expect(t('All mail')).toBe('Alle Mails');
    expect(n('messages', 12345)).toBe('12.345 Mails');
    expect(say({ text: 'Inbox {name}', values: { name: 'a' } })).toBe('Postfach a');
    await speak('en');
    expect(t('All mail')).toBe('All mail');
    expect(num(12345)).toBe('12,345');
  });

  it('falls back to English for a language that is not there, and for a text that is not', async () => {
    await speak('tlh');
    expect(t('Delete the message')).toBe('Delete the message');
    await speak('fr');
    const text = fr.texts['All mail'];
    Reflect.deleteProperty(fr.texts, 'All mail');
    Reflect.deleteProperty(fr.plurals, 'pages');
    expect(t('All mail')).toBe('All mail');
    expect(n('pages', 2)).toBe('2 pages');
    fr.texts['All mail'] = text;
  });

  it('writes times as the language does', () => {
    const now = Date.parse('2026-11-21T12:00:00Z');
    const ago = (minutes: number, locale: string) =>
      shortTime(new Date(now - minutes * 60_000).toISOString(), now, 'UTC', locale);
    expect(ago(0, 'de')).toBe('jetzt');
    expect(ago(0, 'en')).toBe('now');
    expect(ago(5, 'en')).toBe('5 min');
    expect(ago(5, 'ja')).toBe('5 分');
    expect(ago(60 * 24 * 60, 'de')).toContain('Sept');
  });
});
