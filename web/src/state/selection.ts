// Rows chosen to be changed together. A range may go over rows that are not loaded: they are fetched first, so that what is
// chosen is what would be seen there; a range that is too long for that is not chosen at all. Steps of update.ts.
import type { LiveEvent, Message, Summary } from '../api/types';
import type { State, Step } from './model';
import { sizeOf } from './paging';
import { endOf, missing, placeOf, rowAt, rowsOf, without, type Spans } from './span';

export const longestRange = 5000;
// Mail that comes or goes while a range is fetched moves its ends.
const slack = 20;

type Listed = Pick<State, 'list' | 'deletions'>;

/** The list without the rows that are being deleted; `places` are where those are. */
export function shown({ list, deletions }: Listed): {
  spans: Spans;
  size: number;
  places: readonly number[];
} {
  const size = sizeOf(list);
  if (deletions.length === 0) return { spans: list.spans, size, places: [] };
  const left = without(list.spans, new Set(deletions.flatMap(({ ids }) => ids)));
  return { ...left, size: size - left.places.length };
}

/** Not while the rows are those of another list. */
export const canChoose = ({ list }: Pick<State, 'list'>): boolean =>
  list.status !== 'loading' && list.before === null;

/** The loaded rows that are being deleted. */
export function leaving({ list, deletions }: Listed): readonly Summary[] {
  if (deletions.length === 0) return [];
  const gone = new Set(deletions.flatMap(({ ids }) => ids));
  return rowsOf(list.spans).filter(({ id }) => gone.has(id));
}

/** The rows in sight and those that are loaded without a gap above and below. */
export function rowsAround({ list, deletions }: Listed): readonly Summary[] {
  const middle = Math.floor((list.view.first + list.view.end) / 2);
  let run: Summary[] = [];
  let end = -1;
  for (const span of list.spans) {
    if (end > middle && span.start !== end) break;
    if (span.start !== end) run = [];
    run.push(...span.rows);
    end = endOf(span);
  }
  const gone = new Set(deletions.flatMap(({ ids }) => ids));
  return run.filter(({ id }) => !gone.has(id));
}

/** The rows in sight that are loaded. */
export const shownRows = (state: Listed): readonly Summary[] => rowsOf(shown(state).spans);

/** The place in the list of what is shown at `place`. */
export const placeInList = (place: number, places: readonly number[]): number =>
  places.reduce((at, gone) => (gone <= at ? at + 1 : at), place);

/** What is known of these messages as they are now. */
export function knownOf(state: State, ids: readonly string[]): Summary[] {
  const wanted = new Set(ids);
  const rows = rowsOf(state.list.spans).filter(({ id }) => wanted.has(id));
  for (const { id } of rows) wanted.delete(id);
  const chosen = [...state.selected.values()].filter(({ id }) => wanted.delete(id));
  const open: Message | null = state.open?.message ?? null;
  return open && wanted.has(open.id) ? [...rows, ...chosen, open] : [...rows, ...chosen];
}

/** The rows that are chosen, as they are now. */
export const chosenRows = (state: State): readonly Summary[] =>
  state.isAllSelected ? shownRows(state) : knownOf(state, [...state.selected.keys()]);

const mapOf = (rows: readonly Summary[]) => new Map(rows.map((row) => [row.id, row]));

export function toggled(state: State, id: string): Step {
  if (!canChoose(state)) return [state, []];
  if (state.isAllSelected) {
    const notice = { text: 'No row can be left out of all. Nothing is chosen now.' } as const;
    return [{ ...clear(state), cursor: id, notice, announcement: notice }, []];
  }
  const selected = new Map(state.selected);
  if (!selected.delete(id)) for (const row of knownOf(state, [id])) selected.set(id, row);
  return [{ ...state, selected, anchor: id, range: null, cursor: id }, []];
}

/** From the anchor to this row, as a click with Shift chooses. */
export function reached(state: State, id: string): Step {
  const { spans, places } = shown(state);
  const to = placeOf(spans, id);
  const from = placeOf(spans, state.anchor ?? state.cursor);
  if (to < 0 || !canChoose(state)) return [state, []];
  const start = from < 0 ? to : from;
  const range = { first: Math.min(start, to), end: Math.max(start, to) + 1 };
  const anchor = rowAt(spans, start)?.id ?? id;
  const next: State = { ...state, isAllSelected: false, anchor, range: null, cursor: id };
  if (missing(spans, range) < 0) {
    const rows = rowsOf(spans);
    const at = rows.findIndex((row) => row.id === rowAt(spans, range.first)?.id);
    return [{ ...next, selected: mapOf(rows.slice(at, at + range.end - range.first)) }, []];
  }
  if (range.end - range.first > longestRange) {
    const notice = { text: 'Too many rows to choose one by one. Choose all, or search for them.' } as const;
    return [{ ...state, notice }, []];
  }
  const offset = Math.max(0, placeInList(range.first, places) - slack);
  const limit = placeInList(range.end, places) + slack - offset;
  const { filter, list } = state;
  const ends = { from: anchor, to: id };
  const { beginning } = list;
  return [{ ...next, range: ends }, [{ do: 'range', beginning, filter, offset, limit, ...ends }]];
}

/** The rows of a range that was not loaded whole. */
export function ranged(
  state: State,
  beginning: number,
  rows: readonly Summary[],
  from: string,
  to: string,
): Step {
  const ends = [from, to].map((end) => rows.findIndex(({ id }) => id === end));
  const [first, last] = [Math.min(...ends), Math.max(...ends)];
  // Another list, or another choice since.
  const isLate = beginning !== state.list.beginning || state.range?.from !== from || state.range.to !== to;
  if (isLate) return [state, []];
  const done: State = { ...state, range: null };
  if (first < 0) {
    const notice = { text: 'The rows changed while they were loaded. Choose them once more.' } as const;
    return [{ ...done, notice }, []];
  }
  const gone = new Set(state.deletions.flatMap(({ ids }) => ids));
  return [{ ...done, selected: mapOf(rows.slice(first, last + 1).filter(({ id }) => !gone.has(id))) }, []];
}

/** One row more, or fewer, as Shift with an arrow key chooses. */
export function extended(state: State, by: 1 | -1): Step {
  const { spans } = shown(state);
  const place = placeOf(spans, state.cursor);
  const target = rowAt(spans, place < 0 ? (spans[0]?.start ?? 0) : place + by);
  if (!target) return [state, []];
  return reached({ ...state, anchor: state.selected.size > 0 ? state.anchor : state.cursor }, target.id);
}

export const loaded = (state: State): Step => [
  canChoose(state)
    ? { ...state, selected: mapOf(rowsAround(state)), isAllSelected: false, range: null }
    : state,
  [],
];

/** All that the list holds, whatever it is when they are changed. */
export const all = (state: State): Step => [
  canChoose(state)
    ? { ...state, selected: mapOf(shownRows(state)), isAllSelected: true, range: null }
    : state,
  [],
];

export const clear = (state: State): State => ({
  ...state,
  selected: new Map(),
  isAllSelected: false,
  anchor: null,
  range: null,
});

const chosen = (state: State, selected: ReadonlyMap<string, Summary>): State => ({
  ...state,
  selected,
  isAllSelected: state.isAllSelected && selected.size > 0,
});

/** What is gone is not chosen any more, and what changed is known as it is now. */
export function followed(state: State, events: readonly LiveEvent[]): State {
  if (state.selected.size === 0) return state;
  const selected = new Map(state.selected);
  for (const event of events) {
    if (event.type === 'message.deleted') for (const id of event.ids) selected.delete(id);
    if (event.type === 'message.updated') follow(selected, event.message, state.filter.inbox);
    if (event.type === 'inbox.cleared')
      for (const { id, inbox } of state.selected.values()) if (inbox === event.inbox) selected.delete(id);
  }
  return chosen(state, selected);
}

function follow(selected: Map<string, Summary>, message: Summary, inbox: string | null): void {
  if (!selected.has(message.id)) return;
  if (inbox === null || inbox === message.inbox) selected.set(message.id, message);
  else selected.delete(message.id);
}

/** After the rows were listed anew: when all are there, what is not among them is gone. */
export function refreshed(before: State): State {
  if (missing(before.list.spans, { first: 0, end: sizeOf(before.list) }) >= 0) return before;
  const isHere = before.cursor === before.open?.id || placeOf(before.list.spans, before.cursor) >= 0;
  const state: State = isHere ? before : { ...before, cursor: null };
  if (state.selected.size === 0) return state;
  const present = new Set(shownRows(state).map(({ id }) => id));
  return chosen(state, new Map([...state.selected].filter(([id]) => present.has(id))));
}

/** Rows that are being deleted are not chosen. */
export function pruned(before: State, after: State): State {
  if (after.selected.size === 0 || before.deletions === after.deletions) return after;
  const gone = new Set(after.deletions.flatMap(({ ids }) => ids));
  const selected = new Map([...after.selected].filter(([id]) => !gone.has(id)));
  return selected.size === after.selected.size ? after : chosen(after, selected);
}
