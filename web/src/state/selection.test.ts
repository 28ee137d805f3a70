import { describe, expect, it } from 'vitest';
import { shownRows } from './selection';
import { after, deleted, live } from './sample';
import { update } from './update';

const chosen = (state: ReturnType<typeof live>) => [...state.selected].sort();
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
    const state = after(live([1, 2]), { type: 'all.selected' });
    expect(chosen(state)).toEqual(['m1', 'm2']);
    expect(chosen(after(state, { type: 'selection.cleared' }))).toEqual([]);
  });

  it('forgets what is gone, and another list', () => {
    const state = after(live([1, 2]), { type: 'all.selected' });
    expect(chosen(after(state, { type: 'live.received', events: [deleted(9, 2)] }))).toEqual(['m1']);
    const route = { view: 'list', inbox: 'other', q: '' } as const;
    expect(chosen(after(state, { type: 'navigated', route, filter: null }))).toEqual([]);
  });

  it('keeps the choice when all of it changes', () => {
    const state = after(live([1, 2]), { type: 'all.selected' });
    const patch = { pinned: true };
    const [next, effects] = update(state, { type: 'patch.wanted', ids: ['m1', 'm2'], patch });
    expect(effects).toEqual([{ do: 'patch', ids: ['m1', 'm2'], patch }]);
    expect(chosen(next)).toEqual(['m1', 'm2']);
    expect(shownRows(next)).toHaveLength(2);
  });
});
