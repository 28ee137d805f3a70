// The list: pages that come, pages wanted, and what makes them out of date. Steps of update.ts.
import type { Filter, LiveEvent, MessageList, Summary } from '../api/types';
import { senderOf } from '../lib/address';
import { applyEvents, catchUp } from './changes';
import type { Failure } from './event';
import { emptyList, pageSize, type Effect, type List, type State, type Step } from './model';

// A burst beyond this is not worth following row by row: the first page is asked for again.
const journalLimit = 2000;
const rowLimit = 20_000;
const largestPage = 1000;

const withList = (state: State, list: Partial<List>): State => ({
  ...state,
  list: { ...state.list, ...list },
});

/** Another selection. Rows of the same inbox stay in sight until those of the new search come. */
export function load(state: State, filter: Filter): Step {
  const request = state.list.request + 1;
  const isSearch = filter.inbox === state.filter.inbox && state.list.status !== 'loading';
  const list: List = isSearch
    ? { ...state.list, request, status: 'refreshing', journal: [], loadingMore: false, fresh: 0 }
    : emptyList(request);
  const next = { ...state, filter, searchError: '', list };
  return [next, [{ do: 'list', request, filter, limit: pageSize }]];
}

export function scrolled(state: State, atTop: boolean): Step {
  return [withList(state, { atTop, fresh: atTop ? 0 : state.list.fresh }), []];
}

/** Asks for the rows again and keeps the old ones until they come: after a reconnect, and when too much happened. */
export function refresh(state: State): Step {
  const request = state.list.request + 1;
  const limit = Math.min(Math.max(state.list.rows.length, pageSize), largestPage);
  const status = state.list.status === 'loading' ? 'loading' : 'refreshing';
  const next = withList(state, { request, status, journal: [], loadingMore: false });
  return [next, [{ do: 'list', request, filter: state.filter, limit }]];
}

const matchedOf = (page: MessageList): List['matched'] =>
  page.matched === undefined ? null : { count: page.matched, more: page.matchedMore ?? false };

const countsOf = (page: MessageList) => ({ total: page.total, unread: page.unread, at: page.sequence });

export function loaded(state: State, request: number, page: MessageList): Step {
  if (request !== state.list.request) return [state, []];
  const list: List = {
    ...state.list,
    status: 'ready',
    rows: page.messages,
    nextCursor: page.nextCursor,
    counts: countsOf(page),
    matched: matchedOf(page),
    base: page.sequence,
    sequence: page.sequence,
    journal: [],
  };
  const next: State = { ...state, list, searchError: '' };
  const [caughtUp, effects] =
    state.list.journal.length > journalLimit ? refresh(next) : received(next, state.list.journal);
  if (state.live.status === 'live') return [caughtUp, effects];
  return [caughtUp, [...effects, { do: 'connect', after: page.sequence }]];
}

export function failed(state: State, request: number, failure: Failure): Step {
  if (request !== state.list.request) return [state, []];
  if (failure.status === 400) {
    const list = { ...state.list, status: 'ready' as const, rows: [], nextCursor: null, matched: null };
    const next = { ...state, list, searchError: failure.message };
    return [next, [countsEffect(next)]];
  }
  return disconnected(state);
}

export function disconnected(state: State): Step {
  const attempt = state.live.attempt + 1;
  const milliseconds = Math.min(250 * 2 ** (attempt - 1), 10_000);
  return [{ ...state, live: { status: 'waiting', attempt } }, [{ do: 'wait', milliseconds }]];
}

export function moreWanted(state: State): Step {
  const { list, filter } = state;
  if (list.status !== 'ready' || list.loadingMore || list.nextCursor === null) return [state, []];
  const next = withList(state, { loadingMore: true });
  return [next, [{ do: 'more', request: list.request, filter, cursor: list.nextCursor }]];
}

export function moreLoaded(state: State, request: number, page: MessageList): Step {
  const { list } = state;
  if (request !== list.request) return [state, []];
  const known = new Set(list.rows.map((row) => row.id));
  const rows = catchUp(page.messages, page.sequence, list.journal).filter((row) => !known.has(row.id));
  const next = withList(state, {
    rows: [...list.rows, ...rows],
    nextCursor: page.nextCursor,
    loadingMore: false,
    journal: state.filter.q === '' ? [] : list.journal,
  });
  return [next, page.sequence > list.sequence ? [countsEffect(next)] : []];
}

export function moreFailed(state: State, request: number, failure: Failure): Step {
  if (request !== state.list.request) return [state, []];
  return [{ ...withList(state, { loadingMore: false }), notice: failure.message }, []];
}

export function newerLoaded(state: State, request: number, page: MessageList): Step {
  const { list } = state;
  if (request !== list.request || list.status !== 'ready') return [state, []];
  const known = new Set(list.rows.map((row) => row.id));
  const added = catchUp(page.messages, page.sequence, list.journal).filter((row) => !known.has(row.id));
  const rows = [...added, ...list.rows].sort((a, b) => b.sequence - a.sequence);
  const matched = list.matched && {
    ...list.matched,
    count: Math.min(list.matched.count + added.length, 1000),
  };
  const fresh = list.atTop ? 0 : list.fresh + added.length;
  return [announce(withList(state, { rows, matched, fresh }), added), tell(added)];
}

export function countsLoaded(state: State, request: number, page: MessageList): Step {
  if (request !== state.list.request) return [state, []];
  if (page.sequence < state.list.sequence) return [state, [countsEffect(state)]];
  const next = withList(state, { counts: countsOf(page) });
  // A search that cannot be done brings no page to connect after: these numbers do as well.
  if (state.live.status === 'live' || !state.searchError) return [next, []];
  return [next, [{ do: 'connect', after: page.sequence }]];
}

const countsEffect = ({ list, filter }: State): Effect => ({
  do: 'counts',
  request: list.request,
  filter: { inbox: filter.inbox, q: '' },
});

/** Events of the server. While a page is under way they are kept, for what the page has not seen. */
export function received(state: State, events: readonly LiveEvent[]): Step {
  const { list, filter } = state;
  if (list.status !== 'ready') return [withList(state, { journal: [...list.journal, ...events] }), []];
  const applied = applyEvents(list, filter, events);
  const isPageComing = list.loadingMore || filter.q !== '';
  const journal = isPageComing ? [...list.journal, ...events].slice(-journalLimit) : [];
  const next = announce({ ...state, list: { ...applied.list, journal } }, applied.added);
  if (events.length > journalLimit || (applied.list.rows.length > rowLimit && list.atTop))
    return refresh(next);
  const effects: Effect[] = [...tell(applied.added)];
  if (applied.isCountUnsure) effects.push(countsEffect(next));
  if (applied.isSearchBehind) {
    effects.push({ do: 'newer', request: list.request, filter, after: newestSequence(list) });
  }
  return [next, effects];
}

// Matches so far are complete up to the first page's sequence, and up to the newest row that came since.
const newestSequence = (list: List) => Math.max(list.base, list.rows[0]?.sequence ?? 0);

/** Outside the page too, if the reader wants that. */
const tell = (added: readonly Summary[]): Effect[] => (added.length > 0 ? [{ do: 'tell', added }] : []);

function announce(state: State, added: readonly Summary[]): State {
  const [first] = added;
  if (!first) return state;
  if (added.length > 1) return { ...state, announcement: { name: 'newMessages', count: added.length } };
  const values = { sender: senderOf(first), subject: first.subject };
  return { ...state, announcement: { text: 'New message from {sender}: {subject}', values } };
}
