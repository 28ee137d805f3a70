// The one place where the page's state changes: state and event in, state and effects out. Pure.
import type { LiveEvent } from '../api/types';
import type { Event } from './event';
import * as list from './list';
import * as message from './message';
import type { State, Step } from './model';

type Steps = { [Type in Event['type']]: (state: State, event: Extract<Event, { type: Type }>) => Step };

const steps: Steps = {
  // What a person does
  navigated: (state, event) => navigated(state, event),
  searched: (state, { q }) => searched(state, q),
  scrolled: (state, { atTop }) => list.scrolled(state, atTop),
  'more.wanted': (state) => list.moreWanted(state),
  moved: (state, { by }) => message.moved(state, by),
  pointed: (state, { id }) => [{ ...state, cursor: id }, []],
  closed: (state) => [state, [message.toList(state)]],
  'read.toggled': (state, { id }) => message.readToggled(state, id),
  'delete.wanted': (state, { id }) => message.deleteWanted(state, id),
  'deleteAll.confirmed': (state) => [{ ...state, dialog: null }, [{ do: 'deleteAll', filter: state.filter }]],
  'dialog.shown': (state, { dialog }) => [{ ...state, dialog }, []],
  'notice.shown': (state, { text }) => [{ ...state, notice: text }, []],

  // How requests end
  'list.loaded': (state, { request, page }) => list.loaded(state, request, page),
  'list.failed': (state, { request, failure }) => list.failed(state, request, failure),
  'more.loaded': (state, { request, page }) => list.moreLoaded(state, request, page),
  'more.failed': (state, { request, failure }) => list.moreFailed(state, request, failure),
  'newer.loaded': (state, { request, page }) => list.newerLoaded(state, request, page),
  'counts.loaded': (state, { request, page }) => list.countsLoaded(state, request, page),
  'message.loaded': (state, event) => message.loaded(state, event.id, event.message),
  'message.failed': (state, { id, failure }) => message.failed(state, id, failure),
  'info.loaded': (state, { info }) => [{ ...state, info }, []],
  // Live, the change comes as an event; else it has to be fetched.
  changed: (state) => (state.live.status === 'live' ? [state, []] : list.refresh(state)),

  // What the connection does
  'live.opened': (state) => [{ ...state, live: { status: 'live', attempt: 0 } }, [{ do: 'info' }]],
  'live.closed': (state) => list.disconnected(state),
  'live.received': (state, { events }) => received(state, events),
  retried: (state) => (state.live.status === 'live' ? [state, []] : list.refresh(connecting(state))),
};

export function update(state: State, event: Event): Step {
  return (steps[event.type] as (state: State, event: Event) => Step)(state, event);
}

const connecting = (state: State): State => ({ ...state, live: { ...state.live, status: 'connecting' } });

function navigated(state: State, { route, filter }: Extract<Event, { type: 'navigated' }>): Step {
  const wanted = route.view === 'list' ? { inbox: route.inbox, q: route.q } : (filter ?? state.filter);
  const isSame = wanted.inbox === state.filter.inbox && wanted.q === state.filter.q && state.list.request > 0;
  const here: State = { ...state, route };
  const [listed, effects] = isSame ? ([here, []] as const) : list.load(here, wanted);
  if (route.view !== 'message') return [{ ...listed, open: null }, effects];
  const [opened, more] = message.open(listed, route.id);
  return [opened, [...effects, ...more]];
}

function searched(state: State, q: string): Step {
  if (q === state.filter.q) return [state, []];
  const route = { view: 'list' as const, inbox: state.filter.inbox, q };
  return [state, [{ do: 'navigate', route, replace: state.route.view === 'list' }]];
}

function received(state: State, events: LiveEvent[]): Step {
  const open = message.followed(state.open, events);
  const next = open === state.open ? state : { ...state, open };
  // The rest of what happened is lost to this connection: list again, then connect anew.
  if (events.some((event) => event.type === 'lagged')) return list.refresh(connecting(next));
  return list.received(next, events);
}
