// The language of the page. English is in the components themselves; every other one is loaded when it is wanted, and what
// it does not have stays English.
import { plurals, type PluralName } from '../messages/plurals';
import type { Text } from '../messages/text';
import type { Translation } from '../messages/translation';
import type { Said } from './said';
import { chooseLanguage, filled, formFor, localeOf, type Language, type Values } from './translate';

const loaders: Record<Exclude<Language, 'en'>, () => Promise<{ translation: Translation }>> = {
  de: () => import('../messages/de'),
  fr: () => import('../messages/fr'),
  es: () => import('../messages/es'),
  zh: () => import('../messages/zh'),
  ja: () => import('../messages/ja'),
};

interface Current {
  language: Language;
  locale: string;
  translation: Translation | null;
}

const accepted = (): readonly string[] => (typeof navigator === 'undefined' ? [] : navigator.languages);

let current = $state.raw<Current>({ language: 'en', locale: localeOf('en', accepted()), translation: null });
const numbers = $derived(new Intl.NumberFormat(current.locale));
const rules = $derived(new Intl.PluralRules(current.language));

/** `chosen` is a language, or "" for the browser's own. */
export async function speak(chosen: string): Promise<void> {
  const language = chooseLanguage(chosen, accepted());
  const locale = localeOf(language, accepted());
  if (language === current.language && locale === current.locale) return;
  const loaded = language === 'en' ? null : await loaders[language]().catch(() => null);
  // Without its texts it would be English in another country's numbers.
  if (language !== 'en' && !loaded) return;
  current = { language, locale, translation: loaded?.translation ?? null };
  document.documentElement.lang = language;
}

export const locale = (): string => current.locale;

/** A number as it is written in the language. */
export const num = (value: number): string => numbers.format(value);

export function t(text: Text, values: Values = {}): string {
  return filled(current.translation?.texts[text] ?? text, values);
}

/** With the form that the number asks for. */
export function n(name: PluralName, count: number, values: Values = {}): string {
  const forms = current.translation?.plurals[name] ?? plurals[name];
  return filled(formFor(forms, count, rules), { count: num(count), ...values });
}

/** Values are told as they are, but for numbers, which every language writes in its own way. */
const written = (values: Values = {}): Values =>
  Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, typeof value === 'number' ? num(value) : value]),
  );

export const say = (said: Said): string =>
  'text' in said ? t(said.text, written(said.values)) : n(said.name, said.count, written(said.values));
