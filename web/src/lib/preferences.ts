// What a person chose for this browser. Pure: reading what was stored, whatever it is.
import type { Filter } from '../api/types';

export const themes = ['system', 'light', 'dark'] as const;
export type Theme = (typeof themes)[number];
export const densities = ['comfortable', 'compact'] as const;
export type Density = (typeof densities)[number];
export const firstTabs = ['html', 'text', 'source', 'headers', 'conversation', 'raw'] as const;
export type FirstTab = (typeof firstTabs)[number];

export interface SavedSearch extends Filter {
  name: string;
}

export interface Preferences {
  /** "" for the browser's own. */
  language: string;
  theme: Theme;
  density: Density;
  /** "" for the browser's own, else a name such as "UTC" or "Europe/Oslo". */
  timeZone: string;
  tab: FirstTab;
  /** Of every message, without asking. */
  remote: boolean;
  notify: boolean;
  sound: boolean;
  searches: readonly SavedSearch[];
  history: readonly string[];
}

export const defaults: Preferences = {
  language: '',
  theme: 'system',
  density: 'comfortable',
  timeZone: '',
  tab: 'html',
  remote: false,
  notify: false,
  sound: false,
  searches: [],
  history: [],
};

const historyLength = 12;

export function isTimeZone(name: string): boolean {
  if (name === '') return true;
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }) instanceof Intl.DateTimeFormat;
  } catch {
    return false;
  }
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '');
const oneOf = <Choice extends string>(
  choices: readonly Choice[],
  value: unknown,
  otherwise: Choice,
): Choice => choices.find((choice) => choice === value) ?? otherwise;
const record = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
const list = (value: unknown): unknown[] => (Array.isArray(value) ? (value as unknown[]) : []);

function savedSearch(value: unknown): SavedSearch[] {
  const { name, q, inbox } = record(value);
  if (text(q) === '') return [];
  return [{ name: text(name) || text(q), q: text(q), inbox: typeof inbox === 'string' ? inbox : null }];
}

export function parsePreferences(stored: string | null): Preferences {
  let value: Record<string, unknown> = {};
  try {
    value = record(JSON.parse(stored ?? '{}'));
  } catch {
    // Then the defaults hold.
  }
  const timeZone = text(value['timeZone']);
  return {
    language: text(value['language']),
    theme: oneOf(themes, value['theme'], defaults.theme),
    density: oneOf(densities, value['density'], defaults.density),
    timeZone: isTimeZone(timeZone) ? timeZone : '',
    tab: oneOf(firstTabs, value['tab'], defaults.tab),
    remote: value['remote'] === true,
    notify: value['notify'] === true,
    sound: value['sound'] === true,
    searches: list(value['searches']).flatMap(savedSearch),
    history: list(value['history'])
      .map(text)
      .filter((q) => q !== '')
      .slice(0, historyLength),
  };
}

/** The newest first, each once. */
export function remembered(history: readonly string[], q: string): readonly string[] {
  const wanted = q.trim();
  if (wanted === '') return history;
  return [wanted, ...history.filter((one) => one !== wanted)].slice(0, historyLength);
}
