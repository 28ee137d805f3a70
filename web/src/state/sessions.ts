// The SMTP sessions: their list, the one that is open, and the newest that failed. Steps of update.ts.
import type { LiveEvent, Outcome, Session, SessionList, SessionSummary } from '../api/types';
import type { Failure } from './event';
import type { Sessions, State, Step } from './model';

const withSessions = (state: State, sessions: Partial<Sessions>): State => ({
  ...state,
  sessions: { ...state.sessions, ...sessions },
});

/** A connection that ended in anything but success, and said something: a port scan is no news. */
export const isTrouble = (session: SessionSummary): boolean =>
  session.outcome !== null &&
  session.outcome !== 'delivered' &&
  session.diagnosis !== '' &&
  session.bytesIn > 0;

export function load(state: State, outcome: Outcome | null): Step {
  const { sessions } = state;
  const request = sessions.request + 1;
  const isSame = outcome === sessions.outcome && sessions.rows.length > 0;
  const next = withSessions(state, {
    request,
    outcome,
    status: isSame ? sessions.status : 'loading',
    rows: isSame ? sessions.rows : [],
    loadingMore: false,
    error: '',
  });
  return [{ ...next, trouble: null }, [{ do: 'sessions', request, outcome, cursor: null }]];
}

export function moreWanted(state: State): Step {
  const { request, outcome, nextCursor, loadingMore, status } = state.sessions;
  if (status !== 'ready' || loadingMore || nextCursor === null) return [state, []];
  return [
    withSessions(state, { loadingMore: true }),
    [{ do: 'sessions', request, outcome, cursor: nextCursor }],
  ];
}

export function loaded(state: State, request: number, page: SessionList): Step {
  const { sessions } = state;
  if (request !== sessions.request) return [state, []];
  const before = sessions.loadingMore ? sessions.rows : [];
  const known = new Set(before.map(({ id }) => id));
  const rows = [...before, ...page.sessions.filter(({ id }) => !known.has(id))];
  const next = { status: 'ready' as const, rows, nextCursor: page.nextCursor, loadingMore: false };
  return [withSessions(state, next), []];
}

export function failed(state: State, request: number, failure: Failure): Step {
  if (request !== state.sessions.request) return [state, []];
  return [withSessions(state, { status: 'failed', loadingMore: false, error: failure.message }), []];
}

export function open(state: State, id: string | null): Step {
  if (id === null) return [{ ...state, session: null }, []];
  if (state.session?.id === id && state.session.status !== 'failed') return [state, []];
  return [
    { ...state, session: { id, status: 'loading', session: null, error: '' } },
    [{ do: 'session', id }],
  ];
}

export function opened(state: State, id: string, session: Session): Step {
  if (state.session?.id !== id) return [state, []];
  return [{ ...state, session: { id, status: 'ready', session, error: '' } }, []];
}

export function notOpened(state: State, id: string, failure: Failure): Step {
  if (state.session?.id !== id) return [state, []];
  return [{ ...state, session: { id, status: 'failed', session: null, error: failure.message } }, []];
}

/** Sessions that ended: in the list at their place, newest first, and fetched again when open. */
export function received(state: State, events: readonly LiveEvent[]): Step {
  const ended = events.flatMap((event) => (event.type === 'session.ended' ? [event.session] : []));
  if (ended.length === 0) return [state, []];
  const news = ended.filter(isTrouble).at(-1);
  const trouble = news && state.route.view !== 'sessions' ? news : state.trouble;
  const isOpen = ended.some(({ id }) => id === state.session?.id);
  const effects = isOpen && state.session ? [{ do: 'session' as const, id: state.session.id }] : [];
  if (state.sessions.status === 'idle') return [{ ...state, trouble }, effects];
  const { outcome } = state.sessions;
  const rows = new Map(state.sessions.rows.map((row) => [row.id, row]));
  for (const session of ended)
    if (outcome === null || session.outcome === outcome) rows.set(session.id, session);
  // As the server lists them: those that are open, then the newest to end.
  const rank = ({ endedAt, sequence }: SessionSummary) => (endedAt === null ? Infinity : sequence);
  const sorted = [...rows.values()].sort((a, b) => (rank(b) === rank(a) ? 0 : rank(b) - rank(a)));
  return [{ ...withSessions(state, { rows: sorted }), trouble }, effects];
}
