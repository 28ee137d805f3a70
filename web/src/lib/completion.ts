// What may follow in a search: prefixes, their values, and searches of before. Pure. See docs/search.md.
import { rowsOf } from '../state/span';
import type { State } from '../state/model';

export interface Completion {
  /** The whole search when this is chosen. */
  q: string;
  /** What is shown. */
  text: string;
  hint: string;
}

const prefixes: readonly (readonly [string, string])[] = [
  ['from:', 'name or address of the sender'],
  ['to:', 'a recipient'],
  ['cc:', 'a copy'],
  ['bcc:', 'a hidden copy, of the header'],
  ['reply-to:', 'where answers go'],
  ['addressed:', 'any address of the header'],
  ['subject:', 'the subject'],
  ['body:', 'the body as text'],
  ['sender:', 'MAIL FROM of the envelope'],
  ['recipient:', 'RCPT TO of the envelope'],
  ['filename:', 'name of an attachment'],
  ['link:', 'target or text of a link'],
  ['header:', 'a header, header:Name=text'],
  ['code:', 'a one-time code'],
  ['message-id:', 'the Message-ID'],
  ['auth:', 'the user who logged in'],
  ['helo:', 'how the client introduced itself'],
  ['ip:', 'address of the client'],
  ['inbox:', 'exactly this inbox'],
  ['tag:', 'exactly this tag'],
  ['is:', 'read, unread, tagged, pinned'],
  ['has:', 'attachment, inline, html, link, code'],
  ['larger:', 'than 10k'],
  ['smaller:', 'than 2M'],
  ['after:', 'a date, or -2h'],
  ['before:', 'a date, or -2h'],
];

const values: Record<string, readonly string[]> = {
  'is:': ['read', 'unread', 'tagged', 'pinned'],
  'has:': ['attachment', 'inline', 'html', 'link', 'code'],
  'larger:': ['10k', '100k', '1M'],
  'smaller:': ['10k', '100k', '1M'],
  'after:': ['-1h', '-24h'],
  'before:': ['-1h', '-24h'],
};

/** What messages have. */
export interface Known {
  tags: readonly string[];
  inboxes: readonly string[];
  senders: readonly string[];
}

const unique = (all: readonly string[]) => [...new Set(all)].filter((one) => one !== '').sort();

export const tagSearch = (tag: string): string => `tag:${quoted(tag)}`;

const mostRows = 500;

export const knownIn = ({ tags, inboxes, list }: Pick<State, 'tags' | 'inboxes' | 'list'>): Known => ({
  tags: tags.map(({ name }) => name),
  inboxes: inboxes.map(({ name }) => name),
  senders: unique(
    rowsOf(list.spans)
      .slice(0, mostRows)
      .map(({ sender }) => sender),
  ),
});

/** As a value in a search is written. */
export const quoted = (value: string): string =>
  /[\s"()]/.test(value) ? `"${value.replaceAll('"', '')}"` : value;

function valuesOf(prefix: string, known: Known): readonly string[] {
  if (prefix === 'tag:') return known.tags;
  if (prefix === 'inbox:') return known.inboxes;
  if (prefix === 'from:' || prefix === 'sender:') return known.senders;
  return values[prefix] ?? [];
}

/** For the word that is being written, at the end of the search. */
export function completions(q: string, known: Known, history: readonly string[]): Completion[] {
  const most = 8;
  if (q.trim() === '') return history.slice(0, most).map((past) => ({ q: past, text: past, hint: 'before' }));
  const [, begun = '', negation = '', word = ''] = /^(.*?)([-!]?)(\S*)$/s.exec(q) ?? [];
  const before = begun + negation;
  const lower = word.toLowerCase();
  if (word === '') return [];
  const colon = lower.indexOf(':') + 1;
  if (colon > 0) {
    const prefix = lower.slice(0, colon);
    const start = lower.slice(colon).replace(/^"/, '');
    return valuesOf(prefix, known)
      .filter((value) => value.toLowerCase().includes(start) && value.toLowerCase() !== start)
      .slice(0, most)
      .map((value) => ({ q: `${before}${prefix}${quoted(value)} `, text: prefix + value, hint: '' }));
  }
  return prefixes
    .filter(([prefix]) => prefix.startsWith(lower))
    .slice(0, most)
    .map(([prefix, hint]) => ({ q: before + prefix, text: prefix, hint }));
}

/** The part of a search that an error is about: "... at column 5". Columns count from 1. */
export function columnOf(error: string): number | null {
  const match = /\bcolumn (\d+)/.exec(error);
  return match ? Number(match[1]) : null;
}
