import { describe, expect, it } from 'vitest';
import { after, deleted, home, ids, live, page, play, stored, summary, updated } from './sample';
import { rowsOf } from './span';
import { update } from './update';

const listed = { do: 'list', request: 2, filter: { inbox: null, q: '' }, offset: 0, limit: 100 };
const received = (...events: ReturnType<typeof stored>[]) => ({ type: 'live.received' as const, events });

describe('the first page', () => {
  it('is asked for, then the events after it', () => {
    const [, effects] = play(home, { type: 'list.loaded', request: 1, page: page([1, 2, 3]) });
    expect(effects).toEqual([
      { do: 'list', request: 1, filter: { inbox: null, q: '' }, offset: 0, limit: 100 },
      { do: 'connect', after: 3 },
    ]);
  });

  it('ignores the answer to an older request', () => {
    const search = {
      type: 'navigated' as const,
      route: { view: 'list' as const, inbox: null, q: 'x' },
      filter: null,
    };
    const [state] = play(home, search, { type: 'list.loaded', request: 1, page: page([1]) });
    expect(ids(state)).toEqual([]);
    expect(state.list.status).not.toBe('ready');
  });

  it('waits longer each time the server does not answer', () => {
    const failure = { status: 0, code: 'unreachable', message: 'no' };
    const failed = { type: 'list.failed' as const, request: 1, failure };
    const [state, effects] = play(home, failed, failed, failed);
    expect(effects.slice(1).map((effect) => effect.do === 'wait' && effect.milliseconds)).toEqual([
      250, 500, 1000,
    ]);
    expect(state.live).toEqual({ status: 'waiting', attempt: 3 });
  });
});

describe('live events', () => {
  it('put new mail on top and count it', () => {
    const state = after(live([1, 2]), received(stored(3), stored(4, { read: true })));
    expect(ids(state)).toEqual(['m4', 'm3', 'm2', 'm1']);
    expect(state.list.counts).toMatchObject({ total: 4, unread: 3 });
    expect(state.announcement).toEqual({ name: 'newMessages', count: 2 });
  });

  it('do nothing the second time', () => {
    const state = after(live([1, 2]), received(stored(3)), received(stored(3), stored(2)));
    expect(ids(state)).toEqual(['m3', 'm2', 'm1']);
    expect(state.list.counts).toMatchObject({ total: 3, unread: 3 });
  });

  it('keep chunks of one change apart that share a sequence', () => {
    const state = after(live([1, 2, 3]), received(deleted(4, 1)), received(deleted(4, 3)));
    expect(ids(state)).toEqual(['m2']);
    expect(state.list.counts).toMatchObject({ total: 1, unread: 1 });
  });

  it('follow what is read and what is deleted', () => {
    const state = after(live([1, 2, 3]), received(updated(4, 2, { read: true }), deleted(5, 3)));
    expect(rowsOf(state.list.spans).map(({ id, read }) => [id, read])).toEqual([
      ['m2', true],
      ['m1', false],
    ]);
    expect(state.list.counts).toMatchObject({ total: 2, unread: 1 });
  });

  it('drop a mail that came and went in one batch', () => {
    const state = after(live([1]), received(stored(2), deleted(3, 2)));
    expect(ids(state)).toEqual(['m1']);
    expect(state.announcement).toBeNull();
  });

  it('ask for the numbers when a message that is not loaded changed', () => {
    const [, effects] = update(live([9], { nextCursor: 'c', total: 9 }), received(deleted(10, 3)));
    expect(effects).toEqual([
      { do: 'inboxes' },
      { do: 'counts', request: 1, filter: { inbox: null, q: '' } },
    ]);
  });

  it('take numbers only when they are not older than what was seen', () => {
    const state = after(live([1], { nextCursor: 'c' }), received(stored(5)));
    const stale = update(state, { type: 'counts.loaded', request: 1, page: page([4], { total: 7 }) });
    expect(stale[0].list.counts.total).toBe(2);
    expect(stale[1]).toHaveLength(1);
    const current = after(state, {
      type: 'counts.loaded',
      request: 1,
      page: page([6], { total: 8, unread: 2 }),
    });
    // The event is in those numbers already.
    expect(after(current, received(stored(6))).list.counts).toMatchObject({ total: 8, unread: 2 });
  });

  it('of other inboxes are nothing to this one', () => {
    const route = { view: 'list' as const, inbox: 'team', q: '' };
    const [state] = play(
      { type: 'navigated', route, filter: null },
      { type: 'list.loaded', request: 1, page: page([]) },
    );
    const next = after(
      state,
      received(stored(1), stored(2, { inbox: 'team' }), {
        type: 'inbox.cleared',
        sequence: 3,
        inbox: 'default',
      }),
    );
    expect(ids(next)).toEqual(['m2']);
  });

  it('say what is new while the reader is further down', () => {
    const down = after(live([1]), { type: 'scrolled', atTop: false }, received(stored(2), stored(3)));
    expect(down.list.fresh).toBe(2);
    expect(after(down, { type: 'scrolled', atTop: true }).list.fresh).toBe(0);
  });

  it('too many while a page is under way are not kept, and the list is asked for again after a pause', () => {
    const waiting = update(after(live([1]), { type: 'scrolled', atTop: true }), { type: 'live.closed' })[0];
    const asked = after(waiting, { type: 'retried' });
    const burst = (from: number) => received(...Array.from({ length: 1500 }, (_, at) => stored(from + at)));
    const flooded = after(asked, burst(2), burst(2000), burst(4000));
    expect(flooded.list.journal).toHaveLength(2001);
    const [state, effects] = update(flooded, { type: 'list.loaded', request: 2, page: page([1, 2]) });
    expect(effects).toContainEqual({ do: 'reload' });
    expect(effects).not.toContainEqual(expect.objectContaining({ do: 'list' }));
    expect(state.list).toMatchObject({ status: 'ready', journal: [] });
  });

  it('too many at once are not followed but asked for', () => {
    const burst = Array.from({ length: 2001 }, (_, index) => stored(index + 2));
    const [, effects] = update(live([1]), received(...burst));
    expect(effects).toEqual([
      { do: 'inboxes' },
      { do: 'list', request: 2, filter: { inbox: null, q: '' }, offset: 0, limit: 100 },
    ]);
  });
});

describe('losing the connection', () => {
  it('keeps the rows, lists again and connects after that list', () => {
    const lost = after(live([1, 2]), { type: 'live.closed' });
    expect(lost.live.status).toBe('waiting');
    const [retrying, first] = update(lost, { type: 'retried' });
    expect(ids(retrying)).toEqual(['m2', 'm1']);
    expect(first).toEqual([listed]);
    const [back, second] = update(retrying, { type: 'list.loaded', request: 2, page: page([2, 3, 4]) });
    expect(ids(back)).toEqual(['m4', 'm3', 'm2']);
    expect(second).toEqual([{ do: 'connect', after: 4 }]);
  });

  it('forgets another store: a restart of an ephemeral server', () => {
    const lost = after(live([1, 2, 3]), { type: 'live.closed' }, { type: 'retried' });
    const back = after(
      lost,
      { type: 'list.loaded', request: 2, page: page([]) },
      { type: 'live.opened' },
      received(stored(1)),
    );
    expect(ids(back)).toEqual(['m1']);
    expect(back.list.counts).toMatchObject({ total: 1, unread: 1 });
  });

  it('lists again when the server says that events are lost', () => {
    const [state, effects] = update(live([1]), {
      type: 'live.received',
      events: [{ type: 'lagged', after: 1 }],
    });
    expect(effects).toEqual([listed]);
    const [, then] = update(state, { type: 'list.loaded', request: 2, page: page([1, 2]) });
    expect(then).toEqual([{ do: 'connect', after: 2 }]);
  });

  it('applies what came while the list was under way', () => {
    const waiting = after(live([1, 2]), { type: 'live.received', events: [{ type: 'lagged', after: 2 }] });
    const during = after(waiting, received(stored(3), deleted(4, 1), stored(5)));
    const state = after(during, { type: 'list.loaded', request: 2, page: page([1, 2, 3], { sequence: 3 }) });
    expect(ids(state)).toEqual(['m5', 'm3', 'm2']);
    expect(state.list.counts).toMatchObject({ total: 3, unread: 3 });
  });
});

describe('a search', () => {
  const search = {
    type: 'navigated' as const,
    route: { view: 'list' as const, inbox: null, q: 'from:shop' },
    filter: null,
  };

  it('keeps the rows in sight until the matches come', () => {
    const searching = after(live([1, 2]), search);
    expect(ids(searching)).toEqual(['m2', 'm1']);
    const state = after(searching, {
      type: 'list.loaded',
      request: 2,
      page: page([2], { matched: 1, matchedMore: false, total: 2 }),
    });
    expect(ids(state)).toEqual(['m2']);
    expect(state.list.matched).toEqual({ count: 1, more: false });
  });

  it('asks the server about new mail instead of guessing', () => {
    const found = after(live([1, 2]), search, {
      type: 'list.loaded',
      request: 2,
      page: page([2], { matched: 1 }),
    });
    const [state, effects] = update(found, received(stored(3), stored(4)));
    expect(ids(state)).toEqual(['m2']);
    expect(effects).toEqual([
      { do: 'inboxes' },
      { do: 'newer', request: 2, filter: { inbox: null, q: 'from:shop' }, after: 2 },
    ]);
    const answer = page([4], { matched: 1, sequence: 4 });
    const next = after(
      state,
      { type: 'newer.loaded', request: 2, page: answer },
      { type: 'newer.loaded', request: 2, page: answer },
    );
    expect(ids(next)).toEqual(['m4', 'm2']);
    expect(next.list.matched?.count).toBe(2);
  });

  it('is listed anew when more came than one answer holds', () => {
    const answer = { type: 'list.loaded', request: 2, page: page([2], { matched: 1 }) } as const;
    const found = after(live([1, 2]), search, answer);
    const newer = page([4, 5], { sequence: 9, nextCursor: 'c' });
    const [, effects] = update(found, { type: 'newer.loaded', request: 2, page: newer });
    expect(effects).toMatchObject([{ do: 'list', request: 3, filter: { q: 'from:shop' } }]);
  });

  it('does not bring back a match that was deleted before the answer', () => {
    const found = after(live([1]), search, {
      type: 'list.loaded',
      request: 2,
      page: page([1], { matched: 1 }),
    });
    const state = after(found, received(stored(2)), received(deleted(3, 2)), {
      type: 'newer.loaded',
      request: 2,
      page: page([2], { sequence: 2 }),
    });
    expect(ids(state)).toEqual(['m1']);
  });

  it('that is wrong shows why, and still connects', () => {
    const failure = { status: 400, code: 'invalid_query', message: 'unknown field "fro" at column 1' };
    const [state, effects] = play(search, { type: 'list.failed', request: 1, failure });
    expect(state.searchError).toBe(failure.message);
    expect(effects[1]).toEqual({ do: 'counts', request: 1, filter: { inbox: null, q: '' } });
    const [, then] = update(state, { type: 'counts.loaded', request: 1, page: page([7]) });
    expect(then).toEqual([{ do: 'connect', after: 7 }]);
  });
});

it('never changes the state it is given', () => {
  const state = live([1, 2]);
  const before = structuredClone(state);
  update(state, received(stored(3), deleted(4, 1), updated(5, 2, { read: true })));
  update(state, { type: 'moved', by: 1 });
  expect(state).toEqual(before);
  expect(summary(1).id).toBe('m1');
});
