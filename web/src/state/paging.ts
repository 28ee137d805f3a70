// Loading what comes into view of a list that is too long to be loaded whole, and letting go of what is far from it.
// Steps of update.ts.
import type { MessageList } from '../api/types';
import { applyEvents, catchUp } from './changes';
import type { Failure } from './event';
import { refresh } from './list';
import { pageSize, type Fetching, type List, type State, type Step } from './model';
import { endOf, joined, missing, placeOf, put, rowsOf, trimmed, type Range, type Span } from './span';

// A burst beyond this is not worth following row by row: what is in sight is asked for again.
export const journalLimit = 2000;
const nextPage = 200;
const ahead = 60;
// A page that ends at rows that are loaded holds some of them: so it is seen whether it fits them.
const overlap = 20;
const mostRows = 3000;
const keptAround = 1000;
const keptOnTop = 200;

/** How many rows the list has, as far as known: a search that matches very many goes on where it was thought to end. */
export function sizeOf({ spans, counts, matched, reach }: List): number {
  const last = spans.at(-1);
  const end = last ? endOf(last) : 0;
  if (matched === null) return Math.max(counts.total, end);
  return Math.max(matched.count, end, matched.more ? reach : 0);
}

/** What to ask for so that the rows in sight, and some around them, are there. */
export function wanted(list: List): Omit<Fetching, 'ticket'> | null {
  const { spans, view } = list;
  const size = sizeOf(list);
  const inSight = { first: Math.min(view.first, size), end: Math.min(view.end, size) };
  const near: Range = { first: Math.max(0, view.first - ahead), end: Math.min(size, view.end + ahead) };
  const gap = [missing(spans, inSight), missing(spans, near)].find((place) => place >= 0);
  if (gap === undefined) return null;
  const before = spans.filter((span) => endOf(span) <= gap).at(-1);
  const behind = spans.find((span) => span.start > gap);
  const first = before ? endOf(before) : 0;
  const end = behind ? behind.start : size;
  const isJoined = behind !== undefined && end - first <= nextPage;
  const limit = Math.min(nextPage, end - first + (behind ? overlap : 0));
  const isNext = before !== undefined && gap - first < nextPage / 2;
  if (isNext && before.cursor !== null) {
    const range = { first, end: Math.min(end, first + limit) };
    return { ...range, offset: null, cursor: before.cursor, limit, isJoined };
  }
  return from(Math.max(first, Math.min(gap, near.first, end - nextPage)), first, end, before, behind);
}

/** A page by its place. */
function from(
  place: number,
  first: number,
  end: number,
  before: Span | undefined,
  behind: Span | undefined,
): Omit<Fetching, 'ticket'> {
  const last = Math.min(end, place + nextPage);
  const isBelow = before !== undefined && place === first;
  const isAbove = behind !== undefined && last === end;
  const offset = isBelow ? Math.max(before.start, place - overlap) : place;
  const limit = last - offset + (isAbove ? overlap : 0);
  return { first: place, end: last, offset, cursor: null, limit, isJoined: isBelow || isAbove };
}

/** These rows are in sight. */
export const seen = (state: State, view: Range): Step => fetched({ ...state, list: { ...state.list, view } });

/** The keyboard went there: what comes next should be loaded before it is wanted. */
export function near(state: State, id: string): Step {
  const place = placeOf(state.list.spans, id);
  const view = {
    first: Math.max(0, place - ahead / 2),
    end: Math.min(sizeOf(state.list), place + ahead / 2),
  };
  return place < 0 || missing(state.list.spans, view) < 0 ? [state, []] : seen(state, view);
}

function fetched(state: State): Step {
  const { list, filter } = state;
  const page = list.status === 'ready' && state.searchError === '' ? wanted(list) : null;
  if (page === null) return [state, []];
  const { fetching } = list;
  // What is under way is worth waiting for if it brings what is missing.
  if (fetching && page.first >= fetching.first && page.first < fetching.end) return [state, []];
  const ticket = list.ticket + 1;
  const next: List = { ...list, ticket, fetching: { ...page, ticket } };
  const { offset, cursor, limit } = page;
  return [{ ...state, list: next }, [{ do: 'page', ticket, filter, offset, cursor, limit }]];
}

export function loaded(state: State, ticket: number, page: MessageList): Step {
  const { fetching } = state.list;
  if (fetching?.ticket !== ticket) return [state, []];
  const before = rowsOf(state.list.spans);
  const list: List = { ...state.list, fetching: null };
  if (list.journal.length >= journalLimit) return refresh({ ...state, list });
  const placed = fetching.cursor === null ? jumped(state, fetching, page) : followed(state, fetching, page);
  const journal = state.filter.q === '' ? [] : list.journal;
  const next = bounded({ ...state, list: counted({ ...list, ...placed, journal }, page) });
  // When nothing came of it, the same would be asked again and again.
  const known = new Set(before.map(({ id }) => id));
  return rowsOf(next.list.spans).some(({ id }) => !known.has(id)) ? fetched(next) : [next, []];
}

export function failed(state: State, ticket: number, failure: Failure): Step {
  if (state.list.fetching?.ticket !== ticket) return [state, []];
  const list = { ...state.list, fetching: null };
  // That the server does not answer is told by the connection.
  return [{ ...state, list, notice: failure.status === 0 ? state.notice : failure.message }, []];
}

type Placed = Pick<List, 'spans' | 'reach' | 'matched'>;

/** How far the list goes, when the page tells. */
function reached(list: List, spans: List['spans'], page: MessageList, end: number): Placed {
  const isEnd = page.nextCursor === null && list.matched !== null;
  if (isEnd) return { spans, reach: end, matched: { count: end, more: false } };
  return { spans, reach: Math.max(list.reach, end + pageSize), matched: list.matched };
}

/** A page behind rows that are loaded: its place is where they end. */
function followed({ list }: State, { cursor }: Fetching, page: MessageList): Placed {
  const before = list.spans.find((span) => span.cursor === cursor);
  if (!before) return list;
  const start = endOf(before);
  const rows = catchUp(page.messages, page.sequence, list.journal);
  const others = list.spans.map((span) => (span === before ? { ...span, cursor: page.nextCursor } : span));
  if (rows.length === 0) return reached(list, others, page, start);
  const span: Span = { start, rows, cursor: page.nextCursor, at: before.at };
  return reached(list, put(others, span, list.sequence), page, start + rows.length);
}

/** A page by its place, moved by what happened while it was under way. */
function jumped(state: State, { offset, isJoined }: Fetching, page: MessageList): Placed {
  const { list, filter } = state;
  const at = page.sequence;
  const alone: Span = { start: offset ?? 0, rows: page.messages, cursor: page.nextCursor, at };
  const counts = { ...list.counts, at: Infinity };
  const then: List = { ...list, spans: joined([alone], at), counts, matched: null, base: at, sequence: at };
  const [span] = applyEvents(then, filter, list.journal).list.spans;
  if (!span) return reached(list, list.spans, page, list.reach);
  const ids = new Set(span.rows.map(({ id }) => id));
  const fits = !isJoined || rowsOf(list.spans).some(({ id }) => ids.has(id));
  const spans = put(fits ? list.spans : [], span, list.sequence);
  return reached(list, spans, page, endOf(span));
}

function counted(list: List, { total, unread, sequence }: MessageList): List {
  if (sequence < Math.max(list.sequence, list.counts.at)) return list;
  return { ...list, counts: { total, unread, at: sequence } };
}

/** Without the rows that are far from all that is of interest. */
export function bounded(state: State): State {
  const { list, cursor, anchor } = state;
  if (rowsOf(list.spans).length <= mostRows) return state;
  const { first, end } = list.view;
  const keep = [
    { first: 0, end: keptOnTop },
    { first: first - keptAround, end: end + keptAround },
  ];
  const spans = trimmed(list.spans, keep, new Set([cursor ?? '', anchor ?? '']));
  return { ...state, list: { ...list, spans } };
}
