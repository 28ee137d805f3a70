import { describe, expect, it } from 'vitest';
import { countOf } from './bulk';
import { countsShown, isLossToLeave, undoable, undoMilliseconds } from './deletion';
import type { Event } from './event';
import { after, deleted, live, message } from './sample';
import { shownRows } from './selection';
import { update } from './update';

const open = (id: string): Event => ({ type: 'navigated', route: { view: 'message', id }, filter: null });
const loaded = (sequence: number): Event => ({
  type: 'message.loaded',
  id: `m${sequence}`,
  message: message(sequence),
});
const wanted = (...ids: string[]): Event => ({ type: 'delete.wanted', ids });
const shown = (state: ReturnType<typeof live>) => shownRows(state).map(({ id }) => id);
const due: Event = { type: 'delete.due', ticket: 1 };
const ended: Event = { type: 'delete.ended', ticket: 1, isDone: true };
const told: Event = { type: 'live.received', events: [deleted(9, 2)] };

describe('deleting', () => {
  it('hides the rows at once and sends nothing until the time to undo is over', () => {
    const [state, effects] = update(live([1, 2, 3]), wanted('m2'));
    expect(shown(state)).toEqual(['m3', 'm1']);
    expect(countsShown(state)).toMatchObject({ total: 2, unread: 2 });
    expect(effects).toEqual([{ do: 'expire', ticket: 1, milliseconds: undoMilliseconds }]);
    expect(update(state, due)[1]).toEqual([{ do: 'delete', ids: ['m2'], ticket: 1 }]);
  });

  it('can be undone until then, and not after', () => {
    const state = after(live([1, 2]), wanted('m2'));
    const undone = after(state, { type: 'delete.undone' });
    expect(shown(undone)).toEqual(['m2', 'm1']);
    expect(undone.cursor).toBe('m2');
    expect(update(undone, due)[1]).toEqual([]);
    const sent = after(state, due, { type: 'delete.undone' });
    expect(undoable(sent)).toBeNull();
    expect(shown(sent)).toEqual(['m1']);
  });

  it('another one sends the one before', () => {
    const [state, effects] = update(after(live([1, 2, 3]), wanted('m3')), wanted('m2'));
    expect(effects).toMatchObject([
      { do: 'delete', ids: ['m3'], ticket: 1 },
      { do: 'expire', ticket: 2 },
    ]);
    expect(shown(state)).toEqual(['m1']);
    expect(undoable(state)?.ids).toEqual(['m2']);
  });

  it('never shows a row again that the server has deleted, whichever word comes first', () => {
    const sent = after(live([1, 2]), wanted('m2'), due);
    const answered = after(sent, ended);
    expect(shown(answered)).toEqual(['m1']);
    expect(answered.deletions).toHaveLength(1);
    for (const state of [after(answered, told), after(sent, told, ended)]) {
      expect(state.deletions).toEqual([]);
      expect(shown(state)).toEqual(['m1']);
      expect(countsShown(state)).toMatchObject({ total: 1, unread: 1 });
    }
  });

  it('that fails, or is stopped, brings the rows back', () => {
    const sent = after(live([1, 2]), wanted('m2'), due);
    const failed = after(sent, { type: 'delete.ended', ticket: 1, isDone: false });
    expect(shown(failed)).toEqual(['m2', 'm1']);
  });

  it('goes on to the message below, or above the last', () => {
    const reading = after(live([1, 2, 3]), open('m2'), loaded(2));
    expect(update(reading, wanted('m2'))[1]).toContainEqual({
      do: 'navigate',
      route: { view: 'message', id: 'm1' },
      replace: true,
    });
    const last = after(live([1, 2]), open('m1'), loaded(1));
    expect(update(last, wanted('m1'))[0].cursor).toBe('m2');
    const many = after(live([1, 2, 3, 4]), open('m3'), loaded(3));
    expect(update(many, wanted('m3', 'm2'))[0].cursor).toBe('m1');
  });

  it('the only one goes back to the list', () => {
    const reading = after(live([1]), open('m1'), loaded(1));
    const route = { view: 'list', inbox: null, q: '' };
    expect(update(reading, wanted('m1'))[1]).toContainEqual({ do: 'navigate', route, replace: false });
  });

  it('of what is chosen leaves nothing chosen', () => {
    const state = after(live([1, 2, 3]), { type: 'loaded.selected' }, wanted('m1', 'm2', 'm3'));
    expect(state.selected.size).toBe(0);
    expect(shown(state)).toEqual([]);
    expect(state.cursor).toBeNull();
  });
});

describe('what waits to be deleted', () => {
  const waiting = after(live([1, 2, 3]), wanted('m2'));
  const whole = { inbox: null, q: '' };

  it('is not counted any more', () => {
    expect(countOf(waiting)).toEqual({ count: 2, more: false });
    const found = { ...waiting, list: { ...waiting.list, matched: { count: 3, more: false } } };
    expect(countOf(found).count).toBe(2);
  });

  it('goes before all are changed, and cannot be undone then', () => {
    const [state, effects] = update(waiting, { type: 'all.confirmed', ids: whole, patch: null });
    expect(effects).toEqual([
      { do: 'delete', ids: ['m2'], ticket: 1 },
      { do: 'bulk', filter: whole, patch: null, total: 2 },
    ]);
    expect(undoable(state)).toBeNull();
  });

  it('goes at once when the page is left', () => {
    expect(update(waiting, { type: 'left' })[1]).toEqual([
      { do: 'delete', ids: ['m2'], ticket: 1 },
      { do: 'hurry' },
    ]);
    expect(update(live([1]), { type: 'left' })[1]).toEqual([{ do: 'hurry' }]);
  });

  it('is worth a question before leaving when it is more than a browser sends then', () => {
    const sequences = Array.from({ length: 30 }, (_, index) => index + 1);
    const many = after(live(sequences), wanted(...sequences.map((one) => `m${one}`)));
    expect(isLossToLeave(waiting)).toBe(false);
    expect(isLossToLeave(many)).toBe(true);
    expect(isLossToLeave(after(many, due))).toBe(true);
    expect(isLossToLeave(after(many, due, ended))).toBe(false);
    expect(isLossToLeave(after(live([1]), { type: 'all.confirmed', ids: whole, patch: null }))).toBe(true);
  });
});

describe('long work', () => {
  const outcome = { done: 40, total: 40, error: '', isStopped: false };
  const state = after(live([1]), { type: 'work.moved', owner: 'a', done: 3, total: 40 });

  it('is shown and can be stopped', () => {
    expect(state.work).toEqual({ owner: 'a', done: 3, total: 40 });
    expect(update(state, { type: 'work.cancelled' })[1]).toEqual([{ do: 'cancel' }]);
    expect(after(state, { type: 'work.ended', owner: 'a', ...outcome })).toMatchObject({
      work: null,
      notice: '',
    });
    const stopped = { ...outcome, done: 12, isStopped: true };
    expect(after(state, { type: 'work.ended', owner: 'a', ...stopped }).notice).toEqual({
      text: 'Stopped: {done} of {total}',
      values: { done: 12, total: 40 },
    });
  });

  it('stays in sight when other work moves or ends', () => {
    const moved = after(state, { type: 'work.moved', owner: 'b', done: 1, total: 30 });
    expect(moved.work?.owner).toBe('a');
    expect(after(moved, { type: 'work.ended', owner: 'b', ...outcome }).work?.owner).toBe('a');
  });

  it('that fails says why, and how much was done when it was of many', () => {
    const failed = { ...outcome, error: 'The disk is full' };
    const one = { ...failed, done: 0, total: 1 };
    expect(after(state, { type: 'work.ended', owner: 'b', ...one }).notice).toBe('The disk is full');
    expect(after(state, { type: 'work.ended', owner: 'a', ...failed, done: 7 }).notice).toEqual({
      text: '{error} ({done} of {total} done)',
      values: { error: 'The disk is full', done: 7, total: 40 },
    });
  });
});
