// The list: the page it begins with, events that change it, and what makes it out of date. Steps of update.ts.
import type { Filter, LiveEvent, MessageList, Summary } from '../api/types';
import { senderOf } from '../lib/address';
import { arrival, choiceOf, isSameOrder } from '../lib/order';
import { applyEvents, catchUp } from './changes';
import type { Failure } from './event';
import { emptyList, pageSize, type Effect, type List, type State, type Step } from './model';
import { bounded, journalLimit, seen } from './paging';
import { isTangled, joined, rowsOf, type Span } from './span';
import * as selection from './selection';

const largestPage = 1000;
// Rows above and below those in sight that are asked for again with them: so much may come or go meanwhile.
const around = 100;

const withList = (state: State, list: Partial<List>): State => ({
  ...state,
  list: { ...state.list, ...list },
});

/** Another selection. Rows of the same inbox stay in sight until those of the new search come. */
export function load(state: State, filter: Filter): Step {
  const request = state.list.request + 1;
  const isSearch = filter.inbox === state.filter.inbox && state.list.status !== 'loading';
  const kept = { view: { first: 0, end: 0 }, offset: 0, fetching: null, journal: [], fresh: 0 };
  const before = state.list.before ?? state.filter;
  const list: List = isSearch
    ? { ...state.list, ...kept, request, beginning: request, before, status: 'refreshing' }
    : { ...emptyList(request), ticket: state.list.ticket };
  const next = { ...state, filter, searchError: '', list };
  return [next, [{ do: 'list', request, filter, offset: 0, limit: pageSize }]];
}

export function scrolled(state: State, atTop: boolean): Step {
  return [withList(state, { atTop, fresh: atTop ? 0 : state.list.fresh }), []];
}

/** Asks for the rows in sight again and keeps the old ones until they come: after a reconnect, and when too much happened. */
export function refresh(state: State): Step {
  const { view } = state.list;
  const request = state.list.request + 1;
  const offset = Math.max(0, view.first - around);
  const limit = Math.min(Math.max(view.end + around - offset, pageSize), largestPage);
  const status = state.list.status === 'loading' ? 'loading' : 'refreshing';
  const next = withList(state, { request, status, offset, journal: [], fetching: null });
  return [next, [{ do: 'list', request, filter: state.filter, offset, limit }]];
}

/** Something came or went at a place that only the server knows. */
export const reloaded = (state: State): Step =>
  state.list.status === 'ready' ? refresh(state) : [state, []];

function matchedOf(page: MessageList, offset: number): List['matched'] {
  if (page.matched === undefined) return null;
  const isEnd = page.nextCursor === null && (page.messages.length > 0 || offset === 0);
  if (isEnd) return { count: offset + page.messages.length, more: false };
  return { count: page.matched, more: page.matchedMore ?? false };
}

const countsOf = (page: MessageList) => ({ total: page.total, unread: page.unread, at: page.sequence });

export function loaded(state: State, request: number, page: MessageList): Step {
  if (request !== state.list.request) return [state, []];
  const { offset } = state.list;
  const at = page.sequence;
  const span: Span = { start: offset, rows: page.messages, cursor: page.nextCursor, at };
  const list: List = {
    ...state.list,
    status: 'ready',
    before: null,
    spans: joined([span], at),
    counts: countsOf(page),
    matched: matchedOf(page, offset),
    reach: offset + page.messages.length + (page.nextCursor === null ? 0 : pageSize),
    base: at,
    sequence: at,
    journal: [],
  };
  const next = selection.refreshed(arrived({ ...state, list, searchError: '' }, state.list.before));
  const [caughtUp, effects] = followed(next, state.list.journal);
  // The reader stands where rows may be missing, and does not move to ask for them.
  const [wanted, more] = list.view.end > 0 ? seen(caughtUp, list.view) : ([caughtUp, []] as const);
  const connect: Effect[] = state.live.status === 'live' ? [] : [{ do: 'connect', after: at }];
  return [wanted, [...effects, ...more, ...connect]];
}

/** What was chosen among the rows of another list is not chosen in this one. */
function arrived(state: State, before: Filter | null): State {
  if (before === null) return state;
  const { order } = state.filter;
  const sorted = isSameOrder(before.order, order) ? undefined : choiceOf(order);
  const announcement = sorted ? { text: sorted.text } : state.announcement;
  return { ...selection.clear(state), announcement };
}

/** Too much happened meanwhile to be followed: listed again, but not at once, for a stream would never let it end. */
const followed = (state: State, journal: readonly LiveEvent[]): Step =>
  journal.length > journalLimit ? [state, [{ do: 'reload' }]] : received(state, journal);

/** A search that is wrong, or one that would take the server too long. */
const isRefused = ({ status, code }: Failure) => status === 400 || code === 'too_expensive';

export function failed(state: State, request: number, failure: Failure): Step {
  if (request !== state.list.request) return [state, []];
  if (!isRefused(failure)) return disconnected(state);
  const matched = state.filter.q === '' ? null : { count: 0, more: false };
  const list: Partial<List> = { status: 'ready', before: null, spans: [], reach: 0, matched, journal: [] };
  const next = { ...withList(state, list), searchError: failure.message };
  return [next, [countsEffect(next)]];
}

export function disconnected(state: State): Step {
  const attempt = state.live.attempt + 1;
  const milliseconds = Math.min(250 * 2 ** (attempt - 1), 10_000);
  return [{ ...state, live: { status: 'waiting', attempt } }, [{ do: 'wait', milliseconds }]];
}

/** What came since, with a search: the newest of all, so their place is the top. */
export function newerLoaded(state: State, request: number, page: MessageList): Step {
  const { list } = state;
  if (request !== list.request || list.status !== 'ready') return [state, []];
  // There is more than one page of it, and the oldest of these are missing.
  if (page.nextCursor !== null) return refresh(state);
  const known = new Set(rowsOf(list.spans).map((row) => row.id));
  const added = catchUp(page.messages, page.sequence, list.journal).filter((row) => !known.has(row.id));
  if (added.length === 0) return [state, []];
  const top: Span = { start: 0, rows: added, cursor: null, at: list.base };
  const below = list.spans.map((span) => ({ ...span, start: span.start + added.length }));
  const matched =
    list.matched && !list.matched.more
      ? { ...list.matched, count: list.matched.count + added.length }
      : list.matched;
  const next = withList(state, {
    spans: joined([top, ...below], list.sequence),
    matched,
    reach: list.reach + added.length,
    fresh: list.atTop ? 0 : list.fresh + added.length,
  });
  return [announce(next, added), tell(added)];
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
  if (list.status !== 'ready') {
    // One more than can be followed tells that it was too much.
    const journal = [...list.journal, ...events].slice(0, journalLimit + 1);
    return [withList(state, { journal }), []];
  }
  const applied = applyEvents(list, filter, events);
  const isPageComing = list.fetching !== null || filter.q !== '';
  const journal = isPageComing ? [...list.journal, ...events].slice(-journalLimit) : [];
  const told: State = { ...selection.followed(state, events), list: { ...applied.list, journal } };
  const next = announce(bounded(told), applied.added);
  if (events.length > journalLimit) return refresh(next);
  const effects: Effect[] = [...tell(applied.added)];
  if (applied.isCountUnsure) effects.push(countsEffect(next));
  const isTop = arrival(filter.order) === 'newest';
  if (applied.isSearchBehind && isTop)
    effects.push({ do: 'newer', request: list.request, filter, after: newestSequence(list) });
  const isUnsure = applied.isPlaceUnsure || (applied.isSearchBehind && !isTop);
  if (isUnsure || isTangled(applied.list.spans, applied.list.sequence)) effects.push({ do: 'reload' });
  return [next, effects];
}

// Matches so far are complete up to the first page's sequence, and up to the newest row that came since.
const newestSequence = ({ base, spans }: List) =>
  Math.max(base, spans[0]?.start === 0 ? (spans[0].rows[0]?.sequence ?? 0) : 0);

/** Outside the page too, if the reader wants that. */
const tell = (added: readonly Summary[]): Effect[] => (added.length > 0 ? [{ do: 'tell', added }] : []);

function announce(state: State, added: readonly Summary[]): State {
  const [first] = added;
  if (!first) return state;
  if (added.length > 1) return { ...state, announcement: { name: 'newMessages', count: added.length } };
  const values = { sender: senderOf(first), subject: first.subject };
  return { ...state, announcement: { text: 'New message from {sender}: {subject}', values } };
}
