// Changing messages, and taking it back: what each of them was is remembered until the next change. Steps of update.ts.
import type { MessagePatch, Summary } from '../api/types';
import type { Said } from '../lib/said';
import { isWhole, type Effect, type State, type Step, type Targets, type Undo } from './model';
import { knownOf } from './selection';

/** What makes a message again what it was before `patch`; null when it would not change it. */
function inverse(row: Summary, patch: MessagePatch): MessagePatch | null {
  const back: MessagePatch = {};
  if (patch.read !== undefined && patch.read !== row.read) back.read = row.read;
  if (patch.pinned !== undefined && patch.pinned !== row.pinned) back.pinned = row.pinned;
  if (patch.inbox !== undefined && patch.inbox !== row.inbox) back.inbox = row.inbox;
  const added = (patch.addTags ?? []).filter((tag) => !row.tags.includes(tag));
  const removed = (patch.removeTags ?? []).filter((tag) => row.tags.includes(tag));
  if (patch.tags !== undefined) back.tags = row.tags;
  if (added.length > 0) back.removeTags = added;
  if (removed.length > 0) back.addTags = removed;
  return Object.keys(back).length > 0 ? back : null;
}

export function saidOf(patch: MessagePatch, count: number): Said {
  if (patch.read !== undefined) return { name: patch.read ? 'markedRead' : 'markedUnread', count };
  if (patch.pinned !== undefined) return { name: patch.pinned ? 'pinned' : 'unpinned', count };
  if (patch.inbox !== undefined) return { name: 'movedTo', count, values: { inbox: patch.inbox } };
  if (patch.addTags !== undefined)
    return { name: 'tagged', count, values: { tags: patch.addTags.join(', ') } };
  return { name: 'changed', count };
}

function undoOf(rows: readonly Summary[], patch: MessagePatch): Undo | null {
  // The same way back is one request's worth of words, however many messages go it.
  const ways = new Map<string, { ids: string[]; patch: MessagePatch }>();
  for (const row of rows) {
    const back = inverse(row, patch);
    if (!back) continue;
    const key = JSON.stringify(back);
    const way = ways.get(key) ?? { ids: [], patch: back };
    way.ids.push(row.id);
    ways.set(key, way);
  }
  const patches = [...ways.values()];
  const count = patches.reduce((sum, { ids }) => sum + ids.length, 0);
  if (count === 0) return null;
  const isTold = count > 1 || patch.inbox !== undefined;
  return { said: saidOf(patch, count), isTold, patches };
}

export function wanted(state: State, ids: Targets, patch: MessagePatch): Step {
  // Nothing takes that back: it is asked about first.
  if (isWhole(ids)) return [{ ...state, dialog: { name: 'changeAll', ids, choices: [patch] } }, []];
  const closed: State = { ...state, dialog: null };
  if (ids.length === 0) return [closed, []];
  const undo = undoOf(knownOf(state, ids), patch);
  return [{ ...closed, undo, announcement: undo?.said ?? null }, [{ do: 'patch', ids, patch }]];
}

export function undone(state: State): Step {
  const effects = (state.undo?.patches ?? []).map((one): Effect => ({ do: 'patch', ...one }));
  return [{ ...state, undo: null, announcement: { text: 'Taken back' } }, effects];
}
