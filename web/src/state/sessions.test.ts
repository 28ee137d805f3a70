import { describe, expect, it } from 'vitest';
import type { LiveEvent, Session, SessionSummary } from '../api/types';
import type { Event } from './event';
import { after, live, play } from './sample';
import { rowsOf } from './span';
import { update } from './update';

function summary(sequence: number, some: Partial<SessionSummary> = {}): SessionSummary {
  return {
    id: `s${sequence}`,
    sequence,
    protocol: 'smtp',
    startedAt: '2026-11-21T12:00:00.000Z',
    endedAt: '2026-11-21T12:00:01.000Z',
    clientAddress: '127.0.0.1',
    clientPort: 50000,
    listener: '127.0.0.1:1025',
    helo: 'app.test',
    tls: null,
    authUser: '',
    inboxes: [],
    outcome: 'delivered',
    diagnosis: '',
    messages: [],
    bytesIn: 100,
    bytesOut: 200,
    ...some,
  };
}

const ended = (sequence: number, some: Partial<SessionSummary> = {}): LiveEvent => ({
  type: 'session.ended',
  sequence,
  session: summary(sequence, some),
});
const failure = { outcome: 'rejected', diagnosis: 'The message is too large' } as const;
const received = (...events: LiveEvent[]): Event => ({ type: 'live.received', events });
const visit = (outcome: 'rejected' | null = null, id: string | null = null): Event => ({
  type: 'navigated',
  route: { view: 'sessions', outcome, id },
  filter: null,
});
const listed = (...sessions: SessionSummary[]): Event => ({
  type: 'sessions.loaded',
  request: 1,
  page: { sessions, nextCursor: null, sequence: 1 },
});
const ids = (state: ReturnType<typeof live>) => state.sessions.rows.map(({ id }) => id);

describe('the list of sessions', () => {
  it('is asked for when its page opens, and again when the connection is new', () => {
    expect(update(live([]), visit('rejected'))[1]).toEqual([
      { do: 'sessions', request: 1, outcome: 'rejected', cursor: null },
    ]);
    const [, effects] = play(visit(), { type: 'live.opened' });
    expect(effects).toContainEqual({ do: 'sessions', request: 2, outcome: null, cursor: null });
  });

  it('is not asked for again when one of it is opened', () => {
    const state = after(live([]), visit(), listed(summary(1)));
    expect(update(state, visit(null, 's1'))[1]).toEqual([{ do: 'session', id: 's1' }]);
  });

  it('follows what ends, the open ones first, then the newest', () => {
    const state = after(live([]), visit(), listed(summary(0, { id: 'open', endedAt: null }), summary(1)));
    const next = after(state, received(ended(3), ended(4)));
    expect(ids(next)).toEqual(['open', 's4', 's3', 's1']);
    expect(ids(after(next, received(ended(5, { id: 'open' }))))).toEqual(['open', 's4', 's3', 's1']);
  });

  it('holds only the outcome that is wanted', () => {
    const state = after(live([]), visit('rejected'), listed());
    expect(ids(after(state, received(ended(2), ended(3, failure))))).toEqual(['s3']);
  });

  it('grows by pages and doubles nothing', () => {
    const first: Event = {
      type: 'sessions.loaded',
      request: 1,
      page: { sessions: [summary(3), summary(2)], nextCursor: 'c', sequence: 3 },
    };
    const [state, effects] = update(after(live([]), visit(), first), { type: 'sessions.more' });
    expect(effects).toEqual([{ do: 'sessions', request: 1, outcome: null, cursor: 'c' }]);
    expect(ids(after(state, listed(summary(2), summary(1))))).toEqual(['s3', 's2', 's1']);
  });

  it('drops answers that came too late', () => {
    const state = after(live([]), visit(), visit('rejected'), listed(summary(1)));
    expect(ids(state)).toEqual([]);
  });
});

describe('a session', () => {
  const session: Session = { ...summary(1), transcript: [] };

  it('opens, and is fetched again when it ends', () => {
    const state = after(live([]), visit(null, 's1'), { type: 'session.loaded', id: 's1', session });
    expect(state.session).toMatchObject({ status: 'ready', session: { id: 's1' } });
    expect(update(state, received(ended(1)))[1]).toContainEqual({ do: 'session', id: 's1' });
  });

  it('that is gone says so', () => {
    const gone = { status: 404, code: 'not_found', message: 'there is no such session' };
    const state = after(live([]), visit(null, 's1'), { type: 'session.failed', id: 's1', failure: gone });
    expect(state.session).toMatchObject({ status: 'failed', error: 'there is no such session' });
  });
});

describe('a delivery that failed', () => {
  it('is told in the inbox until it is waved away or looked at', () => {
    const state = after(live([]), received(ended(2, failure)));
    expect(state.trouble?.id).toBe('s2');
    expect(after(state, { type: 'trouble.dismissed' }).trouble).toBeNull();
    expect(after(state, visit()).trouble).toBeNull();
  });

  it('is not one when it succeeded, or when nothing was said', () => {
    expect(after(live([]), received(ended(2))).trouble).toBeNull();
    expect(after(live([]), received(ended(2, { ...failure, bytesIn: 0 }))).trouble).toBeNull();
  });

  it('does not disturb the list of messages', () => {
    const state = after(live([1, 2]), received(ended(3, failure)));
    expect(rowsOf(state.list.spans)).toHaveLength(2);
    expect(state.list.sequence).toBe(3);
  });
});
