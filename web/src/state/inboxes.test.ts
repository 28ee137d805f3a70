import { describe, expect, it } from 'vitest';
import type { LiveEvent } from '../api/types';
import { shownInboxes, unreadOf } from './inboxes';
import type { State } from './model';
import { after, deleted, home, inbox, live, page, play, stored, updated } from './sample';
import { update } from './update';

describe('inboxes of the side bar', () => {
  it('are asked for when the connection is there, and again when mail comes or goes', () => {
    const loaded = { type: 'list.loaded', request: 1, page: page([1]) } as const;
    expect(play(home, loaded, { type: 'live.opened' })[1]).toContainEqual({ do: 'inboxes' });
    const events = [updated(7, 99, { inbox: 'elsewhere' })];
    expect(update(live([1]), { type: 'live.received', events })[1]).toContainEqual({ do: 'inboxes' });
  });

  it('are not asked for by what does not change them', () => {
    const events = [{ type: 'store.trimmed', sequence: 9, inbox: null, deleted: 1 } as const];
    expect(update(live([1]), { type: 'live.received', events })[1]).not.toContainEqual({ do: 'inboxes' });
  });

  it('tell how much is unread, whichever of them is open', () => {
    const inboxes = [inbox('a', { unread: 2 }), inbox('b', { unread: 3 })];
    const state = after(live([1, 2], { unread: 5 }), { type: 'inboxes.loaded', inboxes });
    expect(unreadOf(state)).toBe(5);
    const route = { view: 'list', inbox: 'a', q: '' } as const;
    expect(unreadOf(after(state, { type: 'navigated', route, filter: null }))).toBe(5);
  });

  it('tags are counted again only by what can change them', () => {
    const asked = (state: State, event: LiveEvent) =>
      update(state, { type: 'live.received', events: [event] })[1].some((effect) => effect.do === 'tags');
    const tags = [{ name: 'a', total: 1, unread: 1 }];
    const tagged = after(live([1]), { type: 'tags.loaded', tags });
    expect(asked(live([1]), stored(2))).toBe(false);
    expect(asked(live([1]), updated(2, 1, { read: true }))).toBe(false);
    expect(asked(live([1]), stored(2, { tags: ['a'] }))).toBe(true);
    expect(asked(tagged, stored(2))).toBe(false);
    expect(asked(tagged, updated(2, 1, { read: true }))).toBe(true);
    expect(asked(tagged, deleted(2, 1))).toBe(true);
  });

  it('are in the order in which people count', () => {
    const tags = [
      { name: 'b', total: 1, unread: 0 },
      { name: 'a', total: 2, unread: 1 },
    ];
    const named = ['worker-10', 'worker-9', 'default'].map((name) => inbox(name));
    const state = after(live([1]), { type: 'inboxes.loaded', inboxes: named }, { type: 'tags.loaded', tags });
    expect(state.inboxes.map(({ name }) => name)).toEqual(['default', 'worker-9', 'worker-10']);
    expect(state.tags.map(({ name }) => name)).toEqual(['a', 'b']);
  });

  it('are the busiest of late when there are many, by name, with the open one', () => {
    const all = ['a', 'b', 'c', 'd'].map((name, at) =>
      inbox(name, { lastReceivedAt: at === 0 ? null : `2026-11-21T12:00:0${at}.000Z` }),
    );
    const names = (open: string | null, most: number) =>
      shownInboxes(all, open, most).map(({ name }) => name);
    expect(names(null, 4)).toEqual(['a', 'b', 'c', 'd']);
    expect(names(null, 2)).toEqual(['c', 'd']);
    expect(names('a', 2)).toEqual(['a', 'd']);
  });
});
