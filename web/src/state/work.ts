// Work that takes many requests: what is shown of it, and how it ended. Steps of update.ts.
import type { Said } from '../lib/said';
import type { Outcome } from './event';
import type { State, Step, Work } from './model';

/** Of two at once the one that was shown first stays in sight. */
export const moved = (state: State, work: Work): Step => [
  state.work === null || state.work.owner === work.owner ? { ...state, work } : state,
  [],
];

/** What did not end as it was meant to; null when it did. */
export function told({ done, total, error, isStopped }: Outcome): string | Said | null {
  if (error !== '' && total === 1) return error;
  if (error !== '')
    return total === null
      ? { text: '{error} ({done} done)', values: { error, done } }
      : { text: '{error} ({done} of {total} done)', values: { error, done, total } };
  if (!isStopped) return null;
  return total === null
    ? { text: 'Stopped: {done} so far', values: { done } }
    : { text: 'Stopped: {done} of {total}', values: { done, total } };
}

export function ended(state: State, owner: string, outcome: Outcome): Step {
  const work = state.work?.owner === owner ? null : state.work;
  return [{ ...state, work, notice: told(outcome) ?? state.notice }, []];
}
