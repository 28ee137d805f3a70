// Deleting with time to undo: the rows go at once, the request is sent when the time is over. Steps of update.ts.
import { neighbour, toList, toMessage } from './message';
import {
  isWhole,
  type Counts,
  type Deletion,
  type Effect,
  type State,
  type Step,
  type Targets,
} from './model';
import { clear, leaving } from './selection';
import { rowsOf } from './span';

export const undoMilliseconds = 7000;
// Browsers bound the requests that outlive their page; Firefox most.
const mostWhenLeft = 10;

/** The deletion that can still be undone. */
export const undoable = ({ deletions }: Pick<State, 'deletions'>): Deletion | null =>
  deletions.find(({ status }) => status === 'waiting') ?? null;

/** What is left goes on to the message below, or above the last one. All at once is asked about first: it cannot be undone. */
export function wanted(state: State, ids: Targets): Step {
  if (isWhole(ids)) return [{ ...state, dialog: { name: 'deleteAll', ids } }, []];
  const known = new Set(state.deletions.flatMap((deletion) => deletion.ids));
  const fresh = ids.filter((id) => !known.has(id));
  if (fresh.length === 0) return [state, []];
  const ticket = 1 + Math.max(0, ...state.deletions.map((deletion) => deletion.ticket));
  const [sent, effects] = settle(state);
  const target = survivor(state, fresh);
  const next: State = {
    ...clear(sent),
    undo: null,
    deletions: [...sent.deletions, { ticket, ids: fresh, status: 'waiting' }],
    cursor: target,
    announcement: { name: 'deleted', count: fresh.length },
  };
  const more: Effect[] = [...effects, { do: 'expire', ticket, milliseconds: undoMilliseconds }];
  const isOpen = state.route.view === 'message' && fresh.includes(state.open?.id ?? '');
  if (isOpen) more.push(target === null ? toList(state) : toMessage(target));
  return [next, more];
}

function survivor(state: State, ids: readonly string[]): string | null {
  const gone = new Set(ids);
  const start = state.cursor !== null && gone.has(state.cursor) ? state.cursor : (ids[0] ?? null);
  if (state.cursor !== null && !gone.has(state.cursor)) return state.cursor;
  for (const by of [1, -1] as const) {
    let row = neighbour(state, start, by);
    while (row && gone.has(row.id)) {
      const further = neighbour(state, row.id, by);
      row = further?.id === row.id ? null : further;
    }
    if (row) return row.id;
  }
  return null;
}

/** Sends what waits: another deletion begins, or all are changed. */
export function settle(state: State): Step {
  const waiting = undoable(state);
  return waiting ? due(state, waiting.ticket) : [state, []];
}

/** The page is left: what was deleted stays deleted, so all of it goes out at once. */
export function left(state: State): Step {
  const [next, effects] = settle(state);
  return [next, [...effects, { do: 'hurry' }]];
}

/** Leaving now would leave something undone: more than a browser sends after its page is gone, or work on a whole list. */
export const isLossToLeave = ({ deletions, work }: Pick<State, 'deletions' | 'work'>): boolean =>
  work !== null ||
  deletions.reduce((sum, { status, ids }) => sum + (status === 'done' ? 0 : ids.length), 0) > mostWhenLeft;

export function due(state: State, ticket: number): Step {
  const deletion = state.deletions.find((one) => one.ticket === ticket);
  if (deletion?.status !== 'waiting') return [state, []];
  return [withStatus(state, ticket, 'sent'), [{ do: 'delete', ids: deletion.ids, ticket }]];
}

export function undone(state: State): Step {
  const waiting = undoable(state);
  if (!waiting) return [state, []];
  const deletions = state.deletions.filter((one) => one !== waiting);
  const cursor = waiting.ids[0] ?? state.cursor;
  return [{ ...state, deletions, cursor, announcement: { text: 'Not deleted' } }, []];
}

/** What was not deleted to its end is seen again, but for those that are gone. */
export function ended(state: State, ticket: number, isDone: boolean): Step {
  if (isDone) return [withStatus(state, ticket, 'done'), []];
  const deletions = state.deletions.filter((one) => one.ticket !== ticket);
  return [{ ...state, deletions }, []];
}

function withStatus(state: State, ticket: number, status: Deletion['status']): State {
  const deletions = state.deletions.map((one) => (one.ticket === ticket ? { ...one, status } : one));
  return { ...state, deletions };
}

/** A deletion is over when the list does not hold its rows any more: they must not come back in between. */
export function pruned(state: State): State {
  if (!state.deletions.some(({ status }) => status === 'done')) return state;
  const present = new Set(rowsOf(state.list.spans).map(({ id }) => id));
  const deletions = state.deletions.filter(
    ({ status, ids }) => status !== 'done' || ids.some((id) => present.has(id)),
  );
  return deletions.length === state.deletions.length ? state : { ...state, deletions };
}

/** How many messages there are without those that are being deleted. */
export function countsShown({ list, deletions }: Pick<State, 'list' | 'deletions'>): Counts {
  if (deletions.length === 0) return list.counts;
  const rows = leaving({ list, deletions });
  const unread = rows.filter(({ read }) => !read).length;
  return { ...list.counts, total: list.counts.total - rows.length, unread: list.counts.unread - unread };
}
