// Rows chosen to be changed together. Steps of update.ts.
import type { Summary } from '../api/types';
import { moreWanted } from './list';
import type { State, Step } from './model';

/** The rows in sight: those of the list without those that are being deleted. */
export function shownRows({ list, deletions }: Pick<State, 'list' | 'deletions'>): readonly Summary[] {
  if (deletions.length === 0) return list.rows;
  const gone = new Set(deletions.flatMap(({ ids }) => ids));
  return list.rows.filter(({ id }) => !gone.has(id));
}

export function toggled(state: State, id: string): Step {
  const selected = new Set(state.selected);
  if (!selected.delete(id)) selected.add(id);
  return [{ ...state, selected, anchor: id, cursor: id }, []];
}

/** From the anchor to this row, as a click with Shift chooses. */
export function reached(state: State, id: string): Step {
  const rows = shownRows(state);
  const to = rows.findIndex((row) => row.id === id);
  const from = rows.findIndex((row) => row.id === (state.anchor ?? state.cursor));
  if (to < 0) return [state, []];
  const start = from < 0 ? to : from;
  const range = rows.slice(Math.min(start, to), Math.max(start, to) + 1).map((row) => row.id);
  const anchor = rows[start]?.id ?? id;
  return [{ ...state, selected: new Set(range), anchor, cursor: id }, []];
}

/** One row more, or fewer, as Shift with an arrow key chooses. */
export function extended(state: State, by: 1 | -1): Step {
  const rows = shownRows(state);
  const at = rows.findIndex((row) => row.id === state.cursor);
  const target = rows[at < 0 ? 0 : at + by];
  if (!target) return [state, []];
  const anchor = state.selected.size > 0 ? state.anchor : state.cursor;
  const [next, effects] = moreWanted({ ...state, anchor });
  const [chosen] = reached(next, target.id);
  return [chosen, rows.indexOf(target) > rows.length - 20 ? effects : []];
}

export function all(state: State): Step {
  return [{ ...state, selected: new Set(shownRows(state).map(({ id }) => id)) }, []];
}

export const clear = (state: State): State => ({ ...state, selected: new Set(), anchor: null });

/** Rows that are gone are not chosen any more. */
export function pruned(before: State, after: State): State {
  if (after.selected.size === 0) return after;
  if (before.list.rows === after.list.rows && before.deletions === after.deletions) return after;
  const present = new Set(shownRows(after).map(({ id }) => id));
  const selected = new Set([...after.selected].filter((id) => present.has(id)));
  return selected.size === after.selected.size ? after : { ...after, selected };
}
