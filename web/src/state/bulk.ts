// Changing or deleting all that a list holds, loaded or not: the server does it a window at a time. What came in until a
// window is reached is in it too; it cannot be undone. Steps of update.ts.
import type { MessagePatch } from '../api/types';
import type { Said } from '../lib/said';
import { settle } from './deletion';
import type { Outcome } from './event';
import type { Effect, State, Step, Whole } from './model';
import { saidOf } from './patching';
import { clear, leaving } from './selection';
import { ended as endedWork, told } from './work';

export const bulkOwner = 'bulk';

/** How many messages the list holds without those being deleted; `more` than that when they were not counted to the end. */
export function countOf(state: Pick<State, 'list' | 'deletions'>): { count: number; more: boolean } {
  const { matched, counts } = state.list;
  const { count, more } = matched ?? { count: counts.total, more: false };
  return { count: count - leaving(state).length, more };
}

export const wholeOf = ({ filter }: Pick<State, 'filter'>): Whole => ({ inbox: filter.inbox, q: filter.q });

/** Null is a deletion. */
export function bulk(state: State, { inbox, q }: Whole, patch: MessagePatch | null): Step {
  // What a person deleted is deleted first: an offer to undo it would be a lie.
  const [settled, effects] = settle(state);
  const isShown = inbox === state.filter.inbox && q === state.filter.q && state.list.before === null;
  const { count, more } = countOf(state);
  const total = more || !isShown ? null : count;
  const effect: Effect = { do: 'bulk', filter: { inbox, q }, patch, total };
  const work = { owner: bulkOwner, done: 0, total };
  return [{ ...clear(settled), dialog: null, undo: null, work }, [...effects, effect]];
}

/** To its end, or to where it was stopped or failed. */
export function ended(state: State, outcome: Outcome, patch: MessagePatch | null): Step {
  const [next] = endedWork(state, bulkOwner, outcome);
  if (told(outcome) !== null) return [next, []];
  const said: Said = patch === null ? { name: 'deleted', count: outcome.done } : saidOf(patch, outcome.done);
  return [{ ...next, notice: said, announcement: said }, []];
}
