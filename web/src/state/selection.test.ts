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
const whole = { inbox: null, q: '' };
const outcome = { done: 300, total: 300, error: '', isStopped: false };
const other = { type: 'navigated', route: { view: 'list', inbox: null, q: 'x' }, filter: null } as const;
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
  const range = { type: 'range.loaded', beginning: 1, from: 'm8990', to: 'm8750' } as const;
  const rows = Array.from({ length: 280 }, (_, index) => summary(9000 - index));

  it('is fetched, then chosen from end to end', () => {
    const [asked, effects] = update(from, reached('m8750'));
    expect(effects).toMatchObject([{ do: 'range', offset: 0, limit: 271, from: 'm8990', to: 'm8750' }]);
    expect(chosen(asked)).toEqual(['m8990']);
    const state = after(asked, { ...range, rows });
    expect(state.selected.size).toBe(241);
    expect(state.selected.has('m8850')).toBe(true);
  });

  it('is not lost when the list is listed anew meanwhile', () => {
    const asked = after(from, reached('m8750'), { type: 'reload.due' });
    expect(asked.list.request).toBe(2);
    expect(after(asked, { ...range, rows }).selected.size).toBe(241);
    expect(after(from, reached('m8750'), other, { ...range, rows }).selected.size).toBe(0);
  });

  it('is forgotten when another is wanted; when an end of it is gone it says so', () => {
    const asked = after(from, reached('m8750'));
    expect(after(asked, toggled('m8999'), { ...range, rows }).selected.size).toBe(2);
    const gone = after(asked, { ...range, rows: rows.slice(50) });
    expect(gone.selected.size).toBe(1);
    expect(gone.notice).toMatchObject({ text: expect.stringContaining('once more') as string });
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
    const [asked, none] = update(all, { type: 'patch.wanted', ids: whole, patch });
    expect(none).toEqual([]);
    expect(asked.dialog).toEqual({ name: 'changeAll', ids: whole, choices: [patch] });
    const [state, effects] = update(asked, { type: 'all.confirmed', ids: whole, patch });
    expect(effects).toEqual([{ do: 'bulk', filter: { inbox: null, q: '' }, patch, total: 300 }]);
    expect(state).toMatchObject({ isAllSelected: false, dialog: null, work: { done: 0, total: 300 } });
    const moved = after(state, { type: 'work.moved', owner: 'bulk', done: 200, total: 300 });
    expect(update(moved, { type: 'work.cancelled' })[1]).toEqual([{ do: 'cancel' }]);
    const ended = after(moved, { type: 'bulk.ended', patch, ...outcome });
    expect(ended).toMatchObject({ work: null, notice: { name: 'markedRead', count: 300 }, undo: null });
  });

  it('that was stopped, or failed, says how far it came', () => {
    const begun = after(all, { type: 'all.confirmed', ids: whole, patch: { read: true } });
    const stopped = { ...outcome, done: 200, isStopped: true };
    const end = { type: 'bulk.ended', patch: { read: true } } as const;
    expect(after(begun, { ...end, ...stopped }).notice).toEqual({
      text: 'Stopped: {done} of {total}',
      values: { done: 200, total: 300 },
    });
    expect(after(begun, { ...end, ...outcome, done: 200, total: null, error: 'Gone' }).notice).toEqual({
      text: '{error} ({done} done)',
      values: { error: 'Gone', done: 200 },
    });
  });

  it('is deleted after a question only', () => {
    const [asked, none] = update(all, { type: 'delete.wanted', ids: whole });
    expect(none).toEqual([]);
    expect(asked.dialog).toEqual({ name: 'deleteAll', ids: whole });
    const [, effects] = update(asked, { type: 'all.confirmed', ids: whole, patch: null });
    expect(effects).toMatchObject([{ do: 'bulk', patch: null, total: 300 }]);
  });

  it('is nothing any more when one row is unchosen, and says so, or the list is another', () => {
    const but = after(all, toggled('m9000'));
    expect(but.isAllSelected).toBe(false);
    expect(but.selected.size).toBe(0);
    expect(but.notice).toMatchObject({ text: expect.stringContaining('left out') as string });
    const route = { view: 'list', inbox: 'other', q: '' } as const;
    expect(after(all, { type: 'navigated', route, filter: null }).isAllSelected).toBe(false);
  });

  it('that was not counted to its end has no total', () => {
    const many = { ...all, list: { ...all.list, matched: { count: 1000, more: true } } };
    const [, effects] = update(many, { type: 'all.confirmed', ids: whole, patch: { pinned: true } });
    expect(effects).toMatchObject([{ do: 'bulk', total: null }]);
  });
});

describe('another list', () => {
  const page1 = { messages: [summary(2)], nextCursor: null, total: 3, unread: 3, sequence: 9, matched: 1 };
  const answered = { type: 'list.loaded', request: 2, page: page1 } as const;

  it('closes what was asked about the one before', () => {
    for (const name of ['deleteAll', 'move', 'tag'] as const) {
      const asked = after(live([1, 2, 3]), { type: 'dialog.shown', dialog: { name, ids: whole } });
      expect(after(asked, other).dialog).toBeNull();
    }
  });

  it('is not what a confirmed question was about', () => {
    const [, effects] = update(after(live([1, 2]), other), {
      type: 'all.confirmed',
      ids: whole,
      patch: null,
    });
    expect(effects).toEqual([{ do: 'bulk', filter: whole, patch: null, total: null }]);
  });

  it('is not chosen from until it is there', () => {
    const waiting = after(live([1, 2, 3]), pointed('m2'), other);
    expect(waiting.list.before).toEqual({ inbox: null, q: '' });
    for (const type of ['loaded.selected', 'all.selected'] as const)
      expect(after(waiting, { type })).toMatchObject({ selected: new Map(), isAllSelected: false });
    expect(chosen(after(waiting, toggled('m1'), reached('m3')))).toEqual([]);
    expect(chosen(after(waiting, answered, { type: 'loaded.selected' }))).toEqual(['m2']);
  });

  it('is not chosen from when it is asked for again before it came', () => {
    const again = after(live([1, 2, 3]), other, { type: 'live.closed' }, { type: 'retried' });
    expect(after(again, { type: 'loaded.selected' }).selected.size).toBe(0);
  });

  it('has no keyboard row until one is pointed at, but for the open message', () => {
    expect(after(live([1, 2, 3]), pointed('m2'), other).cursor).toBeNull();
    const route = { view: 'message', id: 'm2' } as const;
    const open = after(live([1, 2, 3]), { type: 'navigated', route, filter: whole });
    const beside = after(open, { type: 'navigated', route, filter: { inbox: 'team', q: '' } });
    expect(beside.cursor).toBe('m2');
  });

  it('that is here as a whole drops a keyboard row it does not hold', () => {
    expect(after(live([1, 2, 3]), other, pointed('m3'), answered).cursor).toBeNull();
    expect(after(live([1, 2, 3]), other, pointed('m2'), answered).cursor).toBe('m2');
  });

  it('sorted otherwise is told when it is there', () => {
    const order = { by: 'size', isAscending: false } as const;
    const route = { view: 'list', inbox: null, q: '', order } as const;
    const asked = after(live([1, 2, 3]), { type: 'navigated', route, filter: null });
    expect(asked.announcement).toBeNull();
    expect(after(asked, answered).announcement).toEqual({ text: 'Largest first' });
  });
});

it('of rows with a gap those around the ones in sight are chosen', () => {
  expect(chosen(after(holed(), { type: 'loaded.selected' }))).toContain('m8701');
  expect(after(holed(), { type: 'loaded.selected' }).selected.size).toBe(100);
  const top = after(holed(), { type: 'seen', view: { first: 0, end: 20 } }, { type: 'loaded.selected' });
  expect(top.selected.has('m9000')).toBe(true);
  expect(top.selected.size).toBe(100);
});
