import { describe, expect, it } from 'vitest';
import type { MessageList } from '../api/types';
import type { Event } from './event';
import type { Effect, State } from './model';
import { sizeOf, wanted } from './paging';
import { after, deleted, home, ids, page, play, stored, summary, updated } from './sample';
import { placeOf, rowAt } from './span';
import { update } from './update';

// A list of `total` messages; the newest is at place 0.
const total = 1000;
// All ids are of the same length, as the server's are: they are sorted as text.
const newest = 6000;
const from = (offset: number, count: number, some: Partial<MessageList> = {}): MessageList => ({
  messages: Array.from({ length: count }, (_, index) => summary(newest - offset - index)),
  nextCursor: `after ${newest - offset - count + 1}`,
  total,
  unread: total,
  sequence: newest,
  ...some,
});
const opened = (some: Partial<MessageList> = {}): State =>
  play(home, { type: 'list.loaded', request: 1, page: from(0, 100, some) }, { type: 'live.opened' })[0];
const seen = (first: number, end = first + 20): Event => ({ type: 'seen', view: { first, end } });
const came = (state: State, answer: MessageList): Event => ({
  type: 'page.loaded',
  ticket: state.list.ticket,
  page: answer,
});
const received = (...events: Parameters<typeof stored>[0][]): Event => ({
  type: 'live.received',
  events: events.map((sequence) => stored(sequence)),
});
const told = (...events: (typeof stored extends (...some: never[]) => infer E ? E : never)[]): Event => ({
  type: 'live.received',
  events,
});
const pages = (effects: readonly Effect[]) => effects.filter((effect) => effect.do === 'page');
/** Looked at place 500, and it came. */
const far = (): State => {
  const asked = after(opened(), seen(500));
  return after(asked, came(asked, from(440, 200)));
};

describe('what comes into view', () => {
  it('is as long as the list of the server', () => {
    expect(sizeOf(opened().list)).toBe(1000);
    expect(rowAt(opened().list.spans, 99)?.id).toBe('m5901');
    expect(rowAt(opened().list.spans, 100)).toBeNull();
  });

  it('is asked for by its place, once', () => {
    const [state, effects] = update(opened(), seen(500));
    expect(pages(effects)).toEqual([
      {
        do: 'page',
        ticket: 1,
        filter: home.type === 'navigated' && state.filter,
        offset: 440,
        cursor: null,
        limit: 200,
      },
    ]);
    expect(pages(update(state, seen(510))[1])).toEqual([]);
    const loaded = after(state, came(state, from(440, 200)));
    expect(rowAt(loaded.list.spans, 500)?.id).toBe('m5500');
    expect(pages(update(loaded, seen(505))[1])).toEqual([]);
  });

  it('follows the rows that are loaded by their cursor', () => {
    const [state, effects] = update(opened(), seen(60));
    expect(pages(effects)).toMatchObject([{ cursor: 'after 5901', offset: null, limit: 200 }]);
    const loaded = after(state, came(state, from(100, 200)));
    expect(loaded.list.spans).toHaveLength(1);
    expect(rowAt(loaded.list.spans, 299)?.id).toBe('m5701');
  });

  it('is not waited for when another place is looked at meanwhile', () => {
    const first = after(opened(), seen(500));
    const [second, effects] = update(first, seen(800));
    expect(pages(effects)).toMatchObject([{ ticket: 2, offset: 740 }]);
    expect(ids(after(second, { type: 'page.loaded', ticket: 1, page: from(440, 200) }))).toHaveLength(100);
  });

  it('joins from below, and is checked against what it joins', () => {
    const [state, effects] = update(far(), seen(400));
    expect(pages(effects)).toMatchObject([{ offset: 240, limit: 220 }]);
    const loaded = after(state, came(state, from(240, 220)));
    expect(loaded.list.spans.map(({ start, rows }) => [start, rows.length])).toEqual([
      [0, 100],
      [240, 400],
    ]);
    // Nothing of it is known there: the rows below are not where they were thought to be.
    const strange = from(740, 220);
    expect(after(state, came(state, strange)).list.spans).toHaveLength(1);
  });

  it('stays bounded, with the top, the row of the keyboard and the anchor', () => {
    const rows = (place: number, count: number) =>
      Array.from({ length: count }, (_, index) => summary(99_999 - place - index));
    const many = { total: 90_000, messages: rows(0, 100) };
    let state = after(opened(many), { type: 'pointed', id: 'm99989' });
    for (let place = 0; place < 20_000; place += 150) {
      state = after(state, seen(place));
      while (state.list.fetching) {
        const { first, end, offset, limit } = state.list.fetching;
        const at = offset ?? first;
        const messages = rows(at, Math.min(limit, end - at + 20));
        state = after(state, came(state, { ...from(0, 0, many), messages, nextCursor: `c${at}` }));
      }
    }
    expect(ids(state).length).toBeLessThan(3500);
    expect(placeOf(state.list.spans, 'm99989')).toBe(10);
    expect(placeOf(state.list.spans, 'm80149')).toBe(19_850);
    expect(new Set(ids(state)).size).toBe(ids(state).length);
  });

  it('is not asked for again and again when the server has nothing there', () => {
    const asked = after(opened(), seen(900));
    const [state, effects] = update(asked, came(asked, from(840, 0, { nextCursor: null })));
    expect(effects).toEqual([]);
    expect(state.list.fetching).toBeNull();
  });

  it('that fails says why, but not that the server is away', () => {
    const asked = after(opened(), seen(500));
    const failed = (status: number): Event => ({
      type: 'page.failed',
      ticket: 1,
      failure: { status, code: 'x', message: 'Too expensive' },
    });
    expect(after(asked, failed(503)).notice).toBe('Too expensive');
    expect(after(asked, failed(0)).notice).toBe('');
  });
});

describe('mail that comes and goes while the reader is far down', () => {
  it('moves the rows, loaded or not', () => {
    const state = after(far(), { type: 'scrolled', atTop: false }, received(6001, 6002));
    expect(placeOf(state.list.spans, 'm5500')).toBe(502);
    expect(rowAt(state.list.spans, 0)?.id).toBe('m6002');
    expect(sizeOf(state.list)).toBe(1002);
    expect(state.list.fresh).toBe(2);
  });

  it('that was not loaded moves those below it, and no others', () => {
    const [state, effects] = update(far(), told(deleted(6001, 5700)));
    expect(placeOf(state.list.spans, 'm5950')).toBe(50);
    expect(placeOf(state.list.spans, 'm5500')).toBe(499);
    expect(sizeOf(state.list)).toBe(999);
    expect(effects.map((effect) => effect.do)).toEqual(['inboxes', 'counts']);
    expect(placeOf(after(far(), told(deleted(6001, 5001))).list.spans, 'm5500')).toBe(500);
    expect(placeOf(after(far(), told(deleted(6001, 5990))).list.spans, 'm5500')).toBe(499);
  });

  it('is counted when a page was made before it', () => {
    const asked = after(opened(), seen(500));
    const busy = after(asked, received(6001, 6002), told(deleted(6003, 5900), deleted(6004, 5495)));
    const state = after(busy, came(busy, from(440, 200)));
    expect(placeOf(state.list.spans, 'm5500')).toBe(501);
    expect(placeOf(state.list.spans, 'm5495')).toBe(-1);
    expect(placeOf(state.list.spans, 'm5494')).toBe(506);
  });

  it('is not counted twice when the page knew of it', () => {
    const asked = after(opened(), seen(500));
    const messages = from(438, 200).messages;
    const state = after(asked, came(asked, from(0, 0, { messages, sequence: 6002, total: 1002 })));
    expect(placeOf(state.list.spans, 'm5500')).toBe(502);
    const next = after(state, received(6001, 6002));
    expect(placeOf(next.list.spans, 'm5500')).toBe(502);
    expect(placeOf(next.list.spans, 'm6000')).toBe(2);
    expect(sizeOf(next.list)).toBe(1002);
  });

  it('is followed in the rows of a page that comes later', () => {
    const asked = after(opened(), seen(60));
    const state = after(
      asked,
      told(updated(6001, 5850, { read: true }), deleted(6002, 5849)),
      came(asked, from(100, 200)),
    );
    expect(rowAt(state.list.spans, 150)).toMatchObject({ id: 'm5850', read: true });
    expect(rowAt(state.list.spans, 151)?.id).toBe('m5848');
  });

  it('of another inbox, or gone there, is asked about', () => {
    const route = { view: 'list', inbox: 'default', q: '' } as const;
    const [state] = play(
      { type: 'navigated', route, filter: null },
      { type: 'list.loaded', request: 1, page: from(0, 100) },
      { type: 'live.opened' },
    );
    const [, effects] = update(state, told(updated(6001, 5005, { inbox: 'other' })));
    expect(effects).toContainEqual({ do: 'reload' });
    // Between two rows that are loaded there is no doubt: it came from another inbox.
    const left = after(state, told(updated(6001, 5950, { inbox: 'other' })));
    expect(sizeOf(left.list)).toBe(999);
    const [back, none] = update(left, told(updated(6002, 5950, {})));
    expect(placeOf(back.list.spans, 'm5950')).toBe(50);
    expect(sizeOf(back.list)).toBe(1000);
    expect(none).not.toContainEqual({ do: 'reload' });
  });

  it('that is an inbox cleared leaves nothing of it', () => {
    const cleared = { type: 'inbox.cleared', sequence: 6001, inbox: 'default' } as const;
    const [state, effects] = update(far(), told(cleared));
    expect(ids(state)).toEqual([]);
    expect(effects).toContainEqual({ do: 'reload' });
  });
});

describe('after the connection was lost', () => {
  it('what is in sight is asked for again, wherever that is', () => {
    const [state, effects] = play(home, { type: 'list.loaded', request: 1, page: from(0, 100) });
    expect(effects).toHaveLength(2);
    const down = after(state, { type: 'live.opened' }, seen(500), { type: 'live.closed' });
    const [again, asked] = update(down, { type: 'retried' });
    expect(asked).toMatchObject([{ do: 'list', request: 2, offset: 400, limit: 220 }]);
    const back = after(again, {
      type: 'list.loaded',
      request: 2,
      page: from(400, 220, { sequence: 6200, total: 1100 }),
    });
    expect(rowAt(back.list.spans, 500)?.id).toBe('m5500');
    expect(sizeOf(back.list)).toBe(1100);
  });
});

describe('a search that matches more than are counted', () => {
  const route = { view: 'list', inbox: null, q: 'x' } as const;
  const many = { matched: 1000, matchedMore: true, total: 5000 };
  const found = (): State =>
    play(
      { type: 'navigated', route, filter: null },
      { type: 'list.loaded', request: 1, page: from(0, 100, many) },
      { type: 'live.opened' },
    )[0];

  it('goes on where it was thought to end, and ends where it does', () => {
    expect(sizeOf(found().list)).toBe(1000);
    const asked = after(found(), seen(960, 1000));
    const messages = (first: number, count: number) =>
      Array.from({ length: count }, (_, index) => summary(5000 - first - index));
    const place = asked.list.fetching?.offset ?? 0;
    const more = after(
      asked,
      came(asked, { ...from(0, 0, many), messages: messages(place, 1000 - place), nextCursor: 'c' }),
    );
    expect(sizeOf(more.list)).toBe(1100);
    const next = after(more, seen(1010, 1030));
    const end = after(
      next,
      came(next, { ...from(0, 0, many), messages: messages(1000, 30), nextCursor: null }),
    );
    expect(sizeOf(end.list)).toBe(1030);
    expect(end.list.matched).toEqual({ count: 1030, more: false });
  });

  it('asks what became of it when a message that is not loaded goes', () => {
    const asked = after(found(), seen(500));
    const state = after(asked, came(asked, from(440, 200, many)));
    expect(update(state, told(deleted(6001, 5700)))[1]).toContainEqual({ do: 'reload' });
    expect(update(state, told(deleted(6001, 1)))[1]).toContainEqual({ do: 'reload' });
  });

  it('has new matches on top', () => {
    const asked = after(found(), seen(500));
    const state = after(asked, came(asked, from(440, 200, many)), received(6001));
    const newer = page([6001], { matched: 1 });
    const next = after(state, { type: 'newer.loaded', request: 1, page: newer });
    expect(placeOf(next.list.spans, 'm6001')).toBe(0);
    expect(placeOf(next.list.spans, 'm5500')).toBe(501);
  });
});

it('wants nothing when all is there', () => {
  const [state] = play(home, { type: 'list.loaded', request: 1, page: page([5001, 5002, 5003]) });
  expect(wanted({ ...state.list, view: { first: 0, end: 20 } })).toBeNull();
});

it('what is in sight and did not come with the list is asked for at once', () => {
  const asked = after(far(), { type: 'live.closed' }, { type: 'retried' });
  const answer = from(asked.list.offset, 110);
  const [state, effects] = update(asked, { type: 'list.loaded', request: 2, page: answer });
  expect(rowAt(state.list.spans, 515)).toBeNull();
  expect(pages(effects)).toMatchObject([{ cursor: answer.nextCursor }]);
});
