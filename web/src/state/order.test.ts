import { describe, expect, it } from 'vitest';
import type { MessageList } from '../api/types';
import { newestFirst, type Order } from '../lib/order';
import { sizeOf } from './paging';
import { after, ids, live, page, play, stored, summary } from './sample';
import type { State } from './model';
import { update } from './update';

const from = (count: number, some: Partial<MessageList>): MessageList => ({
  ...page(Array.from({ length: count }, (_, index) => 6000 - index)),
  ...some,
});
const opened = (): State => live([1, 2, 3]);
const received = (...events: number[]) =>
  ({ type: 'live.received', events: events.map((sequence) => stored(sequence)) }) as const;

describe('a list sorted otherwise', () => {
  const sorted = (order: Order): State => {
    const route = { view: 'list', inbox: null, q: '', order } as const;
    const [state] = play(
      { type: 'navigated', route, filter: null },
      { type: 'list.loaded', request: 1, page: from(100, { total: 100, nextCursor: null }) },
      { type: 'live.opened' },
    );
    return state;
  };

  it('is asked for in that order, and another order is another list', () => {
    const order = { by: 'size', isAscending: false } as const;
    const route = { view: 'list', inbox: null, q: '', order } as const;
    const [state, effects] = update(opened(), { type: 'navigated', route, filter: null });
    expect(effects).toEqual([
      { do: 'list', request: 2, filter: { inbox: null, q: '', order }, offset: 0, limit: 100 },
    ]);
    const again = { type: 'navigated', route: { ...route, order: newestFirst }, filter: null } as const;
    expect(update(state, again)[1]).toMatchObject([{ do: 'list', request: 3 }]);
    expect(update(opened(), again)[1]).toEqual([]);
  });

  it('has the server say where new mail belongs', () => {
    const [state, effects] = update(sorted({ by: 'size', isAscending: true }), received(6001));
    expect(effects).toContainEqual({ do: 'reload' });
    expect(ids(state)).toHaveLength(100);
    expect(state.list.counts.total).toBe(101);
    expect(state.announcement).toMatchObject({ values: { subject: 'Subject 6001' } });
    const [, then] = update(state, { type: 'reload.due' });
    expect(then).toMatchObject([{ do: 'list', request: 2, filter: { order: { by: 'size' } } }]);
    expect(
      update(after(state, { type: 'live.closed' }, { type: 'retried' }), { type: 'reload.due' })[1],
    ).toEqual([]);
  });

  it('oldest first gets new mail at its end', () => {
    const order = { by: 'received', isAscending: true } as const;
    const messages = [summary(1), summary(2)];
    const [state] = play(
      { type: 'navigated', route: { view: 'list', inbox: null, q: '', order }, filter: null },
      { type: 'list.loaded', request: 1, page: page([1, 2], { messages }) },
      { type: 'live.opened' },
    );
    const [next, effects] = update(state, received(3));
    expect(ids(next)).toEqual(['m1', 'm2', 'm3']);
    expect(effects).not.toContainEqual({ do: 'reload' });
  });

  it('that the server will not sort says so', () => {
    const failure = { status: 503, code: 'too_expensive', message: 'narrow it down' };
    const route = { view: 'list', inbox: null, q: '', order: { by: 'size', isAscending: true } } as const;
    const [state] = play(
      { type: 'navigated', route, filter: null },
      { type: 'list.failed', request: 1, failure },
    );
    expect(state.searchError).toBe('narrow it down');
    expect(state.list.matched).toBeNull();
    expect(sizeOf(state.list)).toBe(0);
  });
});
