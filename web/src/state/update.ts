// The one place where the page's state changes: state and event in, state and effects out. Pure.
import type { Filter, LiveEvent } from '../api/types';
import type { Route } from '../lib/router';
import { isSameOrder } from '../lib/order';
import * as bulk from './bulk';
import * as deletion from './deletion';
import type { Event } from './event';
import * as inboxes from './inboxes';
import * as list from './list';
import * as message from './message';
import * as paging from './paging';
import * as patching from './patching';
import type { Effect, State, Step } from './model';
import * as selection from './selection';
import * as sessions from './sessions';
import * as work from './work';

type Steps = { [Type in Event['type']]: (state: State, event: Extract<Event, { type: Type }>) => Step };

const steps: Steps = {
  // What a person does
  navigated: (state, event) => navigated(state, event),
  searched: (state, { q }) => searched(state, q),
  scrolled: (state, { atTop }) => list.scrolled(state, atTop),
  seen: (state, { view }) => paging.seen(state, view),
  moved: (state, { by }) => message.moved(state, by),
  pointed: (state, { id }) => [{ ...state, cursor: id }, []],
  closed: (state) => [state, [message.toList(state)]],
  'row.toggled': (state, { id }) => selection.toggled(state, id),
  'row.reached': (state, { id }) => selection.reached(state, id),
  extended: (state, { by }) => selection.extended(state, by),
  'loaded.selected': (state) => selection.loaded(state),
  'all.selected': (state) => selection.all(state),
  'selection.cleared': (state) => [selection.clear(state), []],
  'patch.wanted': (state, { ids, patch }) => patching.wanted(state, ids, patch),
  'undo.wanted': (state) => (state.undo ? patching.undone(state) : deletion.undone(state)),
  'undo.dropped': (state) => [{ ...state, undo: null }, []],
  'delete.wanted': (state, { ids }) => deletion.wanted(state, ids),
  'delete.undone': (state) => deletion.undone(state),
  'delete.due': (state, { ticket }) => deletion.due(state, ticket),
  'delete.ended': (state, { ticket, isDone }) => deletion.ended(state, ticket, isDone),
  left: (state) => deletion.left(state),
  'work.moved': (state, { owner, done, total }) => work.moved(state, { owner, done, total }),
  'work.cancelled': (state) => [state, [{ do: 'cancel' }]],
  'work.ended': (state, event) => work.ended(state, event.owner, event),
  'sessions.more': (state) => sessions.moreWanted(state),
  'trouble.dismissed': (state) => [{ ...state, trouble: null }, []],
  'all.confirmed': (state, { ids, patch }) => bulk.bulk(state, ids, patch),
  'dialog.shown': (state, { dialog }) => [{ ...state, dialog }, []],
  'notice.shown': (state, { text }) => [{ ...state, notice: text }, []],

  // How requests end
  'list.loaded': (state, { request, page }) => list.loaded(state, request, page),
  'list.failed': (state, { request, failure }) => list.failed(state, request, failure),
  'page.loaded': (state, { ticket, page }) => paging.loaded(state, ticket, page),
  'page.failed': (state, { ticket, failure }) => paging.failed(state, ticket, failure),
  'range.loaded': (state, event) =>
    selection.ranged(state, event.beginning, event.rows, event.from, event.to),
  'reload.due': (state) => list.reloaded(state),
  'bulk.ended': (state, event) => bulk.ended(state, event, event.patch),
  'newer.loaded': (state, { request, page }) => list.newerLoaded(state, request, page),
  'counts.loaded': (state, { request, page }) => list.countsLoaded(state, request, page),
  'message.loaded': (state, event) => message.loaded(state, event.id, event.message),
  'message.failed': (state, { id, failure }) => message.failed(state, id, failure),
  'sessions.loaded': (state, { request, page }) => sessions.loaded(state, request, page),
  'sessions.failed': (state, { request, failure }) => sessions.failed(state, request, failure),
  'session.loaded': (state, event) => sessions.opened(state, event.id, event.session),
  'session.failed': (state, { id, failure }) => sessions.notOpened(state, id, failure),
  'info.loaded': (state, { info }) => [{ ...state, info }, []],
  'inboxes.loaded': (state, event) => [inboxes.loaded(state, event.inboxes), []],
  'tags.loaded': (state, { tags }) => [inboxes.tagsLoaded(state, tags), []],
  'inboxes.changed': (state) => [state, [{ do: 'inboxes' }]],
  // Live, the change comes as an event; else it has to be fetched.
  changed: (state) =>
    state.live.status === 'live'
      ? [state, []]
      : joined(list.refresh(state), [{ do: 'inboxes' }, { do: 'tags' }]),

  // What the connection does
  'live.opened': (state) => connected(state),
  'live.closed': (state) => list.disconnected(state),
  'live.received': (state, { events }) => received(state, events),
  retried: (state) => (state.live.status === 'live' ? [state, []] : list.refresh(connecting(state))),
};

export function update(state: State, event: Event): Step {
  const [next, effects] = (steps[event.type] as (state: State, event: Event) => Step)(state, event);
  return [selection.pruned(state, deletion.pruned(next)), effects];
}

/** What happened to sessions while the page was cut off is not told again: they are listed anew. */
function connected(state: State): Step {
  const live: State = { ...state, live: { status: 'live', attempt: 0 } };
  const facts: Effect[] = [{ do: 'info' }, { do: 'inboxes' }, { do: 'tags' }];
  if (state.route.view !== 'sessions') return [live, facts];
  const [next, effects] = sessions.load(live, state.route.outcome);
  return [next, [...facts, ...effects]];
}

const connecting = (state: State): State => ({ ...state, live: { ...state.live, status: 'connecting' } });

function navigated(state: State, { route, filter }: Extract<Event, { type: 'navigated' }>): Step {
  const wanted = route.view === 'list' ? filterOf(route) : (filter ?? state.filter);
  const isSame = isSameFilter(wanted, state.filter) && state.list.request > 0;
  const here: State = isSame ? { ...state, route } : elsewhere(state, route);
  const [listed, effects] = isSame ? ([here, []] as const) : list.load(here, wanted);
  if (route.view === 'sessions') return joined(toSessions(state, { ...listed, open: null }, route), effects);
  if (route.view !== 'message') return [{ ...listed, open: null }, effects];
  const [opened, more] = message.open(listed, route.id);
  return [opened, [...effects, ...more]];
}

/** Nothing that was meant for the rows of one list may be done to those of another. */
function elsewhere(state: State, route: Route): State {
  const isOpen = route.view === 'message' && route.id === state.cursor;
  return { ...selection.clear(state), route, dialog: null, cursor: isOpen ? state.cursor : null };
}

const filterOf = ({ inbox, q, order }: Extract<Route, { view: 'list' }>): Filter => ({ inbox, q, order });

const isSameFilter = (one: Filter, other: Filter): boolean =>
  one.inbox === other.inbox && one.q === other.q && isSameOrder(one.order, other.order);

function toSessions(before: State, state: State, route: Extract<Route, { view: 'sessions' }>): Step {
  const isListed = before.route.view === 'sessions' && before.route.outcome === route.outcome;
  const [listed, effects] =
    isListed && state.sessions.status === 'ready'
      ? ([state, []] as const)
      : sessions.load(state, route.outcome);
  return joined(sessions.open(listed, route.id), effects);
}

const joined = ([state, effects]: Step, earlier: readonly Effect[]): Step => [
  state,
  [...earlier, ...effects],
];

function searched(state: State, q: string): Step {
  if (q === state.filter.q) return [state, []];
  const route = { view: 'list' as const, inbox: state.filter.inbox, q };
  return [state, [{ do: 'navigate', route, replace: state.route.view === 'list' }]];
}

function received(state: State, events: LiveEvent[]): Step {
  const open = message.followed(state.open, events);
  const [next, effects] = sessions.received(open === state.open ? state : { ...state, open }, events);
  // The rest of what happened is lost to this connection: list again, then connect anew.
  if (events.some((event) => event.type === 'lagged')) return list.refresh(connecting(next));
  return joined(list.received(next, events), [...effects, ...inboxes.recount(state, events)]);
}
