// Values for tests.
import type { Inbox, LiveEvent, Message, MessageList, Summary } from '../api/types';
import { initialState, type Effect, type State, type Step } from './model';
import type { Event } from './event';
import { rowsOf } from './span';
import { update } from './update';

export function summary(sequence: number, some: Partial<Summary> = {}): Summary {
  return {
    id: `m${sequence}`,
    sequence,
    inbox: 'default',
    receivedAt: '2026-11-21T12:00:00.000Z',
    from: { name: 'Shop', address: 'app@shop.test' },
    to: [{ name: '', address: 'alice@example.test' }],
    cc: [],
    bcc: [],
    subject: `Subject ${sequence}`,
    snippet: '',
    size: 1000,
    read: false,
    pinned: false,
    tags: [],
    attachmentCount: 0,
    sender: 'app@shop.test',
    recipients: ['alice@example.test'],
    ...some,
  };
}

export function message(sequence: number, some: Partial<Message> = {}): Message {
  return {
    ...summary(sequence),
    messageId: '',
    date: null,
    replyTo: [],
    inReplyTo: '',
    references: [],
    text: 'Hello',
    html: '',
    links: [],
    images: [],
    codes: [],
    attachments: [],
    envelope: {
      sender: 'app@shop.test',
      recipients: [],
      helo: 'localhost',
      clientAddress: '127.0.0.1',
      clientPort: 50000,
      authUser: '',
      authMechanism: '',
      tls: null,
      smtputf8: false,
      body: '7BIT',
      returnContent: '',
      envelopeId: '',
      authSender: '',
      requireTls: false,
      deliverBy: '',
      priority: null,
      releaseAt: null,
    },
    hiddenRecipients: [],
    sessionId: null,
    listUnsubscribe: { urls: [], oneClick: false },
    warnings: [],
    ...some,
  };
}

export function inbox(name: string, some: Partial<Inbox> = {}): Inbox {
  return {
    name,
    total: 1,
    unread: 1,
    lastReceivedAt: '2026-11-21T12:00:00.000Z',
    retention: { maxMessages: null, maxAge: null },
    accept: true,
    passwordSet: false,
    ...some,
  };
}

/** A page as the server answers it: newest first. */
export function page(sequences: number[], some: Partial<MessageList> = {}): MessageList {
  const messages = [...sequences].sort((a, b) => b - a).map((sequence) => summary(sequence));
  const sequence = Math.max(0, ...sequences);
  return { messages, nextCursor: null, total: messages.length, unread: messages.length, sequence, ...some };
}

export const stored = (sequence: number, some: Partial<Summary> = {}): LiveEvent => ({
  type: 'message.stored',
  sequence,
  message: summary(sequence, some),
});

/** `change` is the sequence of the update, `of` that of the message. */
export const updated = (change: number, of: number, some: Partial<Summary>): LiveEvent => ({
  type: 'message.updated',
  sequence: change,
  message: summary(of, some),
});

export const deleted = (change: number, ...of: number[]): LiveEvent => ({
  type: 'message.deleted',
  sequence: change,
  inbox: 'default',
  ids: of.map((sequence) => `m${sequence}`),
});

/** Plays events from the start, and gathers every effect. */
export function play(...events: Event[]): Step {
  let state: State = initialState;
  const effects: Effect[] = [];
  for (const event of events) {
    const [next, more] = update(state, event);
    state = next;
    effects.push(...more);
  }
  return [state, effects];
}

export function after(state: State, ...events: Event[]): State {
  return events.reduce((now, event) => update(now, event)[0], state);
}

export const home: Event = { type: 'navigated', route: { view: 'list', inbox: null, q: '' }, filter: null };

/** A page that shows these messages and is connected. */
export function live(sequences: number[], some: Partial<MessageList> = {}): State {
  const loaded: Event = { type: 'list.loaded', request: 1, page: page(sequences, some) };
  return play(home, loaded, { type: 'live.opened' })[0];
}

export const ids = (state: State): string[] => rowsOf(state.list.spans).map((row) => row.id);
