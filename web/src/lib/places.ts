// Where one can go besides the pages: inboxes, tags, saved searches. Pure.
import type { Inbox, Tag } from '../api/types';
import { tagSearch } from './completion';
import type { SavedSearch } from './preferences';
import type { Route } from './router';

export interface Place {
  key: string;
  icon: 'inbox' | 'envelope' | 'lock' | 'tag' | 'bookmark';
  text: string;
  hint: string;
  route: Route;
  inbox: Inbox | null;
  counts: { total: number; unread: number } | null;
}

const list = (inbox: string | null, q: string): Route => ({ view: 'list', inbox, q });

/** Those whose name holds the letters. */
export function placesOf(
  inboxes: readonly Inbox[],
  tags: readonly Tag[],
  searches: readonly SavedSearch[],
  letters: string,
): Place[] {
  const all: Place[] = [
    {
      key: 'all',
      icon: 'inbox',
      text: 'All mail',
      hint: '',
      route: list(null, ''),
      inbox: null,
      counts: null,
    },
    ...inboxes.map((inbox): Place => ({
      key: `inbox ${inbox.name}`,
      icon: inbox.accept ? 'envelope' : 'lock',
      text: inbox.name,
      hint: '',
      route: list(inbox.name, ''),
      inbox,
      counts: inbox,
    })),
    ...tags.map((tag): Place => ({
      key: `tag ${tag.name}`,
      icon: 'tag',
      text: tag.name,
      hint: '',
      route: list(null, tagSearch(tag.name)),
      inbox: null,
      counts: tag,
    })),
    ...searches.map(({ name, inbox, q }): Place => ({
      key: `search ${inbox ?? ''} ${q}`,
      icon: 'bookmark',
      text: name,
      hint: 'search',
      route: list(inbox, q),
      inbox: null,
      counts: null,
    })),
  ];
  const wanted = letters.trim().toLowerCase();
  return all.filter(({ text }) => text.toLowerCase().includes(wanted));
}
