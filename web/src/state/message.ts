// The open message and the way from one to the next. Steps of update.ts.
import type { LiveEvent, Message, Summary } from '../api/types';
import type { Failure } from './event';
import type { Effect, OpenMessage, State, Step } from './model';
import * as paging from './paging';
import { shown } from './selection';
import { placeOf, rowAt } from './span';

export function open(state: State, id: string): Step {
  if (state.open?.id === id && state.open.status === 'ready') return [state, []];
  const next: OpenMessage = { id, status: 'loading', message: null, error: '' };
  return [{ ...state, open: next, cursor: id }, [{ do: 'message', id }]];
}

export function loaded(state: State, id: string, message: Message): Step {
  if (state.open?.id !== id) return [state, []];
  const next = {
    ...state,
    cursor: message.id,
    open: { id: message.id, status: 'ready' as const, message, error: '' },
  };
  if (message.id === id) return [next, []];
  // `latest` became a message: the address says which, so that it stays the same one.
  const route = { view: 'message' as const, id: message.id };
  return [{ ...next, route }, [{ do: 'navigate', route, replace: true }]];
}

export function failed(state: State, id: string, failure: Failure): Step {
  if (state.open?.id !== id) return [state, []];
  const status = failure.status === 404 ? 'missing' : 'failed';
  return [{ ...state, open: { id, status, message: null, error: failure.message } }, []];
}

/** What events of the server say about the open message. */
export function followed(open: OpenMessage | null, events: readonly LiveEvent[]): OpenMessage | null {
  if (!open?.message) return open;
  let message: Message = open.message;
  for (const event of events) {
    if (event.type === 'message.updated' && event.message.id === open.id) {
      message = { ...message, ...event.message };
    } else if (event.type === 'message.deleted' && event.ids.includes(open.id)) {
      return { id: open.id, status: 'missing', message: null, error: '' };
    } else if (event.type === 'inbox.cleared' && event.inbox === message.inbox) {
      return { id: open.id, status: 'missing', message: null, error: '' };
    }
  }
  return message === open.message ? open : { ...open, message };
}

export function neighbour(state: State, id: string | null, by: 1 | -1): Summary | null {
  const { spans } = shown(state);
  const place = placeOf(spans, id);
  if (place < 0) return spans[0]?.rows[0] ?? null;
  return rowAt(spans, place + by);
}

export function moved(state: State, by: 1 | -1): Step {
  const target = neighbour(state, state.cursor, by);
  if (!target) return [state, []];
  const [next, more] = paging.near({ ...state, cursor: target.id }, target.id);
  return [next, state.route.view === 'message' ? [...more, toMessage(target.id)] : more];
}

export const toMessage = (id: string): Effect => ({
  do: 'navigate',
  route: { view: 'message', id },
  replace: true,
});

export const toList = ({ filter }: State): Effect => ({
  do: 'navigate',
  route: { view: 'list', ...filter },
  replace: false,
});
