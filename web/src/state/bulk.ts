// Changing or deleting all that the list holds, loaded or not: the server does it a window at a time. What came in until a
// window is reached is in it too; it cannot be undone. Steps of update.ts.
import type { MessagePatch } from '../api/types';
import type { Said } from '../lib/said';
import type { Effect, List, State, Step } from './model';
import { saidOf } from './patching';
import { clear } from './selection';

/** How many messages the list holds; `more` than that when they were not counted to the end. */
export const countOf = ({ matched, counts }: List): { count: number; more: boolean } =>
  matched ?? { count: counts.total, more: false };

/** `patch` is null for a deletion. */
export function bulk(state: State, patch: MessagePatch | null): Step {
  const { count, more } = countOf(state.list);
  const total = more ? null : count;
  const { inbox, q } = state.filter;
  const effect: Effect = { do: 'bulk', filter: { inbox, q }, patch, total };
  return [{ ...clear(state), undo: null, work: { done: 0, total } }, [effect]];
}

/** To its end, or to where it was stopped. */
export function ended(state: State, count: number, patch: MessagePatch | null): Step {
  const said: Said = patch === null ? { name: 'deleted', count } : saidOf(patch, count);
  const notice = state.notice === '' ? said : state.notice;
  return [{ ...state, work: null, notice, announcement: said }, []];
}
