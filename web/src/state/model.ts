// All the page knows. Plain values, replaced and never changed: see update.ts.
import type {
  Filter,
  Inbox,
  Info,
  LiveEvent,
  Message,
  MessagePatch,
  Outcome,
  Session,
  SessionSummary,
  Summary,
  Tag,
} from '../api/types';
import type { Said } from '../lib/said';
import type { Route } from '../lib/router';

export interface Counts {
  total: number;
  unread: number;
  /** The sequence these numbers hold for; later events are added to them. */
  at: number;
}

export interface List {
  /** `loading` and `refreshing` wait for the first page, the one with nothing to show, the other with the rows of before. */
  status: 'loading' | 'refreshing' | 'ready';
  /** Number of the newest request; answers to older ones are dropped. */
  request: number;
  /** Newest first. */
  rows: Summary[];
  nextCursor: string | null;
  loadingMore: boolean;
  counts: Counts;
  /** How many match, with a search only. */
  matched: { count: number; more: boolean } | null;
  /** The sequence the first page was made at: events up to it are in the rows. */
  base: number;
  /** Of the newest event seen. */
  sequence: number;
  /** Events since a request under way began. */
  journal: LiveEvent[];
  /** Rows that came in while the reader was scrolled away from the top. */
  fresh: number;
  atTop: boolean;
}

export interface Live {
  status: 'connecting' | 'live' | 'waiting';
  /** Failed attempts in a row. */
  attempt: number;
}

export interface OpenMessage {
  id: string;
  status: 'loading' | 'ready' | 'missing' | 'failed';
  message: Message | null;
  error: string;
}

/** Rows that a person deleted: out of sight at once, deleted on the server when the time to undo is over. */
export interface Deletion {
  ticket: number;
  ids: readonly string[];
  /** `waiting` can be undone; `done` stays until the list knows. */
  status: 'waiting' | 'sent' | 'done';
}

/** A change that was made, and what would take it back: each message as it was. */
export interface Undo {
  said: Said;
  /** What can be seen, and undone by the same key, need not be talked about. */
  isTold: boolean;
  patches: readonly { ids: readonly string[]; patch: MessagePatch }[];
}

/** Something that takes many requests. */
export interface Work {
  done: number;
  total: number;
}

export interface Sessions {
  status: 'idle' | 'loading' | 'ready' | 'failed';
  request: number;
  outcome: Outcome | null;
  /** Newest first. */
  rows: SessionSummary[];
  nextCursor: string | null;
  loadingMore: boolean;
  error: string;
}

export interface OpenSession {
  id: string;
  status: 'loading' | 'ready' | 'failed';
  session: Session | null;
  error: string;
}

/** What the compose dialog starts with. */
export interface Draft {
  title: string;
  from: string;
  to: string;
  cc: string;
  subject: string;
  text: string;
  html: string;
  headers: Record<string, string>;
}

export type Dialog =
  | { name: 'help' | 'deleteAll' | 'settings' | 'palette' | 'places' }
  | { name: 'inbox'; inbox: string }
  | { name: 'tag' | 'move'; ids: readonly string[] }
  | { name: 'compare'; ids: readonly [string, string] }
  | { name: 'compose'; draft: Draft };

export interface State {
  route: Route;
  filter: Filter;
  list: List;
  /** With their numbers, by name. */
  inboxes: readonly Inbox[];
  /** The same. */
  tags: readonly Tag[];
  /** Why the search cannot be done, in the server's words. */
  searchError: string;
  open: OpenMessage | null;
  /** The row the keyboard stands on. */
  cursor: string | null;
  selected: ReadonlySet<string>;
  /** Where a range of selected rows begins. */
  anchor: string | null;
  deletions: readonly Deletion[];
  /** The newest change that can be taken back. */
  undo: Undo | null;
  work: Work | null;
  sessions: Sessions;
  session: OpenSession | null;
  /** The newest delivery that failed and was not waved away. */
  trouble: SessionSummary | null;
  live: Live;
  info: Info | null;
  dialog: Dialog | null;
  notice: string;
  /** Read aloud by screen readers. */
  announcement: Said | null;
}

/** What an update asks of the world; run in live/run.ts. */
export type Effect =
  | { do: 'list'; request: number; filter: Filter; limit: number }
  | { do: 'more'; request: number; filter: Filter; cursor: string }
  | { do: 'newer'; request: number; filter: Filter; after: number }
  | { do: 'counts'; request: number; filter: Filter }
  | { do: 'message'; id: string }
  | { do: 'info' }
  | { do: 'inboxes' }
  | { do: 'tags' }
  | { do: 'connect'; after: number }
  | { do: 'wait'; milliseconds: number }
  | { do: 'patch'; ids: readonly string[]; patch: MessagePatch }
  | { do: 'delete'; ids: readonly string[]; ticket: number }
  | { do: 'expire'; ticket: number; milliseconds: number }
  | { do: 'cancel' }
  | { do: 'deleteAll'; filter: Filter }
  | { do: 'sessions'; request: number; outcome: Outcome | null; cursor: string | null }
  | { do: 'session'; id: string }
  | { do: 'tell'; added: readonly Summary[] }
  | { do: 'navigate'; route: Route; replace: boolean };

export type Step = readonly [State, readonly Effect[]];

export const pageSize = 100;

export function emptyList(request: number): List {
  return {
    status: 'loading',
    request,
    rows: [],
    nextCursor: null,
    loadingMore: false,
    counts: { total: 0, unread: 0, at: 0 },
    matched: null,
    base: 0,
    sequence: 0,
    journal: [],
    fresh: 0,
    atTop: true,
  };
}

export const initialState: State = {
  route: { view: 'list', inbox: null, q: '' },
  filter: { inbox: null, q: '' },
  list: emptyList(0),
  inboxes: [],
  tags: [],
  searchError: '',
  open: null,
  cursor: null,
  selected: new Set(),
  anchor: null,
  deletions: [],
  undo: null,
  work: null,
  sessions: {
    status: 'idle',
    request: 0,
    outcome: null,
    rows: [],
    nextCursor: null,
    loadingMore: false,
    error: '',
  },
  session: null,
  trouble: null,
  live: { status: 'connecting', attempt: 0 },
  info: null,
  dialog: null,
  notice: '',
  announcement: null,
};
