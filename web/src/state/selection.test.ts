import { describe, expect, it } from 'vitest';
import { longestRange, shownRows } from './selection';
import { after, deleted, live, summary, updated } from './sample';
import { update } from './update';

/** 300 messages, of which the first and the last hundred are loaded. */
const holed = (size = 300) => {
  const rows = (first: number) => Array.from({ length: 100 }, (_, index) => summary(9000 - first - index));
  const far = size - 100;
  const state = live([], { messages: rows(0), total: size, sequence: 9000, nextCursor: 'c' });
  const asked = after(state, { type: 'seen', view: { first: far + 40, end: far + 60 } });
  const list = { ...asked.list, fetching: null };
  const spans = [...list.spans, { start: far, rows: rows(far), cursor: null, at: 9000 }];
  return { ...asked, list: { ...list, spans } };
};
const chosen = (state: ReturnType<typeof live>) => [...state.selected.keys()].sort();
const pointed = (id: string) => ({ type: 'pointed', id }) as const;
const toggled = (id: string) => ({ type: 'row.toggled', id }) as const;
const reached = (id: string) => ({ type: 'row.reached', id }) as const;

describe('choosing rows', () => {
  it('one by one', () => {
    const state = after(live([1, 2, 3]), toggled('m1'), toggled('m3'));
    expect(chosen(state)).toEqual(['m1', 'm3']);
    expect(chosen(after(state, toggled('m1')))).toEqual(['m3']);
  });

  it('from the anchor to a row, whichever is above', () => {
    const state = after(live([1, 2, 3, 4]), toggled('m3'), reached('m1'));
    expect(chosen(state)).toEqual(['m1', 'm2', 'm3']);
    expect(chosen(after(state, reached('m4')))).toEqual(['m3', 'm4']);
  });

  it('with the keyboard, there and back', () => {
    const down = { type: 'extended', by: 1 } as const;
    const state = after(live([1, 2, 3]), pointed('m3'), down, down);
    expect(chosen(state)).toEqual(['m1', 'm2', 'm3']);
    expect(chosen(after(state, { type: 'extended', by: -1 }))).toEqual(['m2', 'm3']);
  });

  it('all, and none', () => {
    const state = after(live([1, 2]), { type: 'loaded.selected' });
    expect(chosen(state)).toEqual(['m1', 'm2']);
    expect(chosen(after(state, { type: 'selection.cleared' }))).toEqual([]);
  });

  it('forgets what is gone, and another list', () => {
    const state = after(live([1, 2]), { type: 'loaded.selected' });
    expect(chosen(after(state, { type: 'live.received', events: [deleted(9, 2)] }))).toEqual(['m1']);
    const route = { view: 'list', inbox: 'other', q: '' } as const;
    expect(chosen(after(state, { type: 'navigated', route, filter: null }))).toEqual([]);
  });

  it('keeps the choice when all of it changes', () => {
    const state = after(live([1, 2]), { type: 'loaded.selected' });
    const patch = { pinned: true };
    const [next, effects] = update(state, { type: 'patch.wanted', ids: ['m1', 'm2'], patch });
    expect(effects).toEqual([{ do: 'patch', ids: ['m1', 'm2'], patch }]);
    expect(chosen(next)).toEqual(['m1', 'm2']);
    expect(shownRows(next)).toHaveLength(2);
  });

  it('knows what was chosen as it is now, loaded or not', () => {
    const state = after(holed(), toggled('m9000'), {
      type: 'live.received',
      events: [updated(9001, 9000, { pinned: true })],
    });
    expect(state.selected.get('m9000')?.pinned).toBe(true);
    const gone = deleted(9002, 9000);
    expect(chosen(after(state, { type: 'live.received', events: [gone] }))).toEqual([]);
  });
});

describe('a range over rows that are not loaded', () => {
  const from = after(holed(), toggled('m8990'));
  const range = { type: 'range.loaded', request: 1, from: 'm8990', to: 'm8750' } as const;
  const rows = Array.from({ length: 280 }, (_, index) => summary(9000 - index));

  it('is fetched, then chosen from end to end', () => {
    const [asked, effects] = update(from, reached('m8750'));
    expect(effects).toMatchObject([{ do: 'range', offset: 0, limit: 271, from: 'm8990', to: 'm8750' }]);
    expect(chosen(asked)).toEqual(['m8990']);
    const state = after(asked, { ...range, rows });
    expect(state.selected.size).toBe(241);
    expect(state.selected.has('m8850')).toBe(true);
  });

  it('is forgotten when another is wanted, or an end of it is gone', () => {
    const asked = after(from, reached('m8750'));
    expect(after(asked, toggled('m8999'), { ...range, rows }).selected.size).toBe(2);
    expect(after(asked, { ...range, rows: rows.slice(50) }).selected.size).toBe(1);
  });

  it('that is too long is not chosen, and says so', () => {
    const size = longestRange + 1000;
    const [state, effects] = update(after(holed(size), toggled('m8990')), reached(`m${9000 - size + 10}`));
    expect(effects).toEqual([]);
    expect(chosen(state)).toEqual(['m8990']);
    expect(state.notice).toMatchObject({ text: expect.stringContaining('Too many') as string });
  });
});

describe('all that the list holds', () => {
  const all = after(holed(), { type: 'loaded.selected' }, { type: 'all.selected' });

  it('is changed by the server, window after window', () => {
    const patch = { read: true };
    const [state, effects] = update(all, { type: 'patch.wanted', ids: 'all', patch });
    expect(effects).toEqual([{ do: 'bulk', filter: { inbox: null, q: '' }, patch, total: 300 }]);
    expect(state).toMatchObject({ isAllSelected: false, work: { done: 0, total: 300 } });
    const moved = after(state, { type: 'work.moved', done: 200, total: 300 });
    expect(update(moved, { type: 'work.cancelled' })[1]).toEqual([{ do: 'cancel' }]);
    const ended = after(moved, { type: 'bulk.ended', done: 200, patch });
    expect(ended).toMatchObject({ work: null, notice: { name: 'markedRead', count: 200 }, undo: null });
  });

  it('is deleted after a question only', () => {
    const [asked, none] = update(all, { type: 'delete.wanted', ids: 'all' });
    expect(none).toEqual([]);
    expect(asked.dialog).toEqual({ name: 'deleteAll' });
    const [, effects] = update(asked, { type: 'deleteAll.confirmed' });
    expect(effects).toMatchObject([{ do: 'bulk', patch: null, total: 300 }]);
  });

  it('is not chosen any more when one row is unchosen, or the list is another', () => {
    const but = after(all, toggled('m9000'));
    expect(but.isAllSelected).toBe(false);
    expect(but.selected.size).toBe(199);
    const route = { view: 'list', inbox: 'other', q: '' } as const;
    expect(after(all, { type: 'navigated', route, filter: null }).isAllSelected).toBe(false);
  });

  it('that was not counted to its end has no total', () => {
    const many = { ...all, list: { ...all.list, matched: { count: 1000, more: true } } };
    const [, effects] = update(many, { type: 'patch.wanted', ids: 'all', patch: { pinned: true } });
    expect(effects).toMatchObject([{ do: 'bulk', total: null }]);
  });
});
