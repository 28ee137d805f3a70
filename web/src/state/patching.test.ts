import { describe, expect, it } from 'vitest';
import type { MessagePatch } from '../api/types';
import type { Event } from './event';
import { after, live, page, summary } from './sample';
import type { State } from './model';
import { update } from './update';

const wanted = (ids: string[], patch: MessagePatch): Event => ({ type: 'patch.wanted', ids, patch });
const undo: Event = { type: 'undo.wanted' };
const back = (state: State) => update(state, undo)[1].filter((effect) => effect.do === 'patch');

const mixed = () =>
  live([1, 2, 3], {
    messages: [
      summary(3, { read: true, tags: ['a'] }),
      summary(2, { inbox: 'other' }),
      summary(1, { tags: ['a', 'b'] }),
    ],
  });

describe('taking a change back', () => {
  it('touches only the messages that it changed', () => {
    const state = after(mixed(), wanted(['m1', 'm2', 'm3'], { read: true }));
    expect(state.undo).toMatchObject({ said: { name: 'markedRead', count: 2 }, isTold: true });
    expect(back(state)).toEqual([{ do: 'patch', ids: ['m2', 'm1'], patch: { read: false } }]);
  });

  it('gives each message its own inbox again', () => {
    const state = after(mixed(), wanted(['m1', 'm2'], { inbox: 'third' }));
    expect(back(state)).toEqual([
      { do: 'patch', ids: ['m2'], patch: { inbox: 'other' } },
      { do: 'patch', ids: ['m1'], patch: { inbox: 'default' } },
    ]);
  });

  it('takes away the tags that came, and no other', () => {
    const added = after(mixed(), wanted(['m1', 'm3'], { addTags: ['a', 'c'] }));
    expect(back(added)).toEqual([{ do: 'patch', ids: ['m3', 'm1'], patch: { removeTags: ['c'] } }]);
    const removed = after(mixed(), wanted(['m1', 'm2'], { removeTags: ['b'] }));
    expect(back(removed)).toEqual([{ do: 'patch', ids: ['m1'], patch: { addTags: ['b'] } }]);
  });

  it('is possible once, and not for what changed nothing', () => {
    const state = after(mixed(), wanted(['m3'], { read: true }));
    expect(state.undo).toBeNull();
    const undone = after(after(mixed(), wanted(['m3'], { pinned: true })), undo);
    expect(undone.undo).toBeNull();
    expect(back(undone)).toEqual([]);
  });

  it('comes before an older deletion, and a newer deletion before it', () => {
    const deleted = after(mixed(), { type: 'delete.wanted', ids: ['m1'] });
    const changed = after(deleted, wanted(['m2', 'm3'], { pinned: true }));
    const once = after(changed, undo);
    expect(once.deletions).toHaveLength(1);
    expect(after(once, undo).deletions).toEqual([]);
    expect(after(changed, { type: 'delete.wanted', ids: ['m2'] }).undo).toBeNull();
  });

  it('knows a message that is open and not listed', () => {
    const state = after(live([], page([])), {
      type: 'navigated',
      route: { view: 'message', id: 'm9' },
      filter: null,
    });
    expect(after(state, wanted(['m9'], { pinned: true })).undo).toBeNull();
  });
});
