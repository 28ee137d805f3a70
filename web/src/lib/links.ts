// What to say about the links of a mail. Pure.
import type { Link } from '../api/types';

export interface LinkFacts {
  /** Where it leads, in short. */
  host: string;
  /** What a reader should know, "" for nothing. */
  concern: string;
}

const hostOf = (href: string): string => {
  try {
    return new URL(href).host;
  } catch {
    return '';
  }
};

/** A text that looks like an address of another host than the one the link leads to. */
function isMasked(host: string, text: string): boolean {
  const shown = /^\s*(?:https?:\/\/)?((?:[\w-]+\.)+[a-z]{2,})(?:[/:?#]|\s*$)/i.exec(text)?.[1];
  if (!shown || host === '') return false;
  const bare = (name: string) =>
    name
      .toLowerCase()
      .replace(/^www\./, '')
      .replace(/:\d+$/, '');
  return bare(shown) !== bare(host) && !bare(host).endsWith(`.${bare(shown)}`);
}

export function linkFacts(href: string, text: string): LinkFacts {
  const host = hostOf(href);
  const scheme = /^([a-z][a-z0-9+.-]*):/i.exec(href)?.[1]?.toLowerCase() ?? '';
  if (href.startsWith('#')) return { host: '', concern: '' };
  if (scheme === '') return { host: '', concern: 'Relative: leads nowhere in a mail' };
  if (['javascript', 'data', 'vbscript', 'file'].includes(scheme))
    return { host, concern: `${scheme}: links do nothing in a mail client` };
  if (isMasked(host, text)) return { host, concern: `The text names another host than ${host}` };
  if (scheme === 'http') return { host, concern: 'Not encrypted (http)' };
  if (/^(localhost|127\.|\[::1\]|10\.|192\.168\.)/.test(host))
    return { host, concern: 'Only reachable from here' };
  return { host, concern: '' };
}

/** May be put into an href of this page. */
export const isSafeLink = (href: string): boolean => /^(https?|mailto|tel):/i.test(href);

/** The texts by which a link can be asked for, each once. */
export const linkTexts = (links: readonly Link[]): string[] =>
  [...new Set(links.map(({ text }) => text.trim()))].filter((text) => text !== '').slice(0, 30);
