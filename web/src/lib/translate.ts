// Which language, and how its texts are filled in. Pure.
import type { Forms } from '../messages/plurals';

export const languages = {
  en: 'English',
  de: 'Deutsch',
  fr: 'Français',
  es: 'Español',
  zh: '中文',
  ja: '日本語',
} as const;
export type Language = keyof typeof languages;

const isLanguage = (name: string): name is Language => Object.hasOwn(languages, name);
const base = (tag: string): string => tag.toLowerCase().split('-')[0] ?? '';

/** The one that was chosen, else the first that the browser asks for and the page has, else English. */
export function chooseLanguage(chosen: string, accepted: readonly string[]): Language {
  if (isLanguage(chosen)) return chosen;
  return accepted.map(base).find(isLanguage) ?? 'en';
}

/** With the region that the browser asks for: English has more than one way to write a date. */
export const localeOf = (language: Language, accepted: readonly string[]): string =>
  accepted.find((tag) => base(tag) === language) ?? language;

export type Values = Record<string, string | number>;

/** "{name}" is replaced; what has no value stays to be seen. */
export const filled = (text: string, values: Values): string =>
  text.replace(/\{(\w+)\}/g, (whole, name: string) =>
    Object.hasOwn(values, name) ? String(values[name]) : whole,
  );

export const formFor = (forms: Forms, count: number, rules: Intl.PluralRules): string =>
  forms[rules.select(count)] ?? forms.other;
