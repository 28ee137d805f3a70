import { describe, expect, it } from 'vitest';
import { countsShown, undoable, undoMilliseconds } from './deletion';
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
const ended: Event = { type: 'delete.ended', ticket: 1, error: '' };
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

  it('that fails brings the rows back and says why', () => {
    const sent = after(live([1, 2]), wanted('m2'), due);
    const failed = after(sent, { type: 'delete.ended', ticket: 1, error: 'The disk is full' });
    expect(shown(failed)).toEqual(['m2', 'm1']);
    expect(failed.notice).toBe('The disk is full');
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

it('long work is shown and can be stopped', () => {
  const state = after(live([1]), { type: 'work.moved', done: 3, total: 40 });
  expect(state.work).toEqual({ done: 3, total: 40 });
  expect(update(state, { type: 'work.cancelled' })[1]).toEqual([{ do: 'cancel' }]);
  expect(after(state, { type: 'work.ended', error: '' }).work).toBeNull();
});
