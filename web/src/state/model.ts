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
import type { Range, Spans } from './span';

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
  /** Number of the first request of this filter: what was asked before it is of another list. */
  beginning: number;
  /** Whose rows are in sight until the first page of the new filter comes. */
  before: Filter | null;
  /** The rows that are loaded, at their places. */
  spans: Spans;
  /** The places in sight. */
  view: Range;
  /** Where the page under way that replaces all others begins. */
  offset: number;
  /** Number of the newest request for a page of it. */
  ticket: number;
  fetching: Fetching | null;
  counts: Counts;
  /** How many match, with a search only; `more` than were counted. */
  matched: { count: number; more: boolean } | null;
  /** How far the list goes at least, when not all matches are counted. */
  reach: number;
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

/** A page under way for the places from `first` to `end`: behind `cursor`, or from `offset` on. */
export interface Fetching extends Range {
  ticket: number;
  offset: number | null;
  cursor: string | null;
  limit: number;
  /** It should hold rows that are loaded: if it does not, they are not where they were thought to be. */
  isJoined: boolean;
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
  /** What ends or moves another one's work leaves this alone. */
  owner: string;
  done: number;
  /** Null when nobody knows. */
  total: number | null;
}

/** All that a list holds, loaded or not: this list, whichever is shown when it is done. */
export type Whole = Pick<Filter, 'inbox' | 'q'>;

/** Messages by their ids, or a whole list. */
export type Targets = readonly string[] | Whole;

export const isWhole = (ids: Targets): ids is Whole => !Array.isArray(ids);

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
  | { name: 'help' | 'settings' | 'palette' | 'places' }
  | { name: 'deleteAll'; ids: Whole }
  /** One of these is done, or nothing. */
  | { name: 'changeAll'; ids: Whole; choices: readonly MessagePatch[] }
  | { name: 'inbox'; inbox: string }
  | { name: 'tag' | 'move'; ids: Targets }
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
  /** Chosen messages as they are now: they stay chosen when their rows are let go of. */
  selected: ReadonlyMap<string, Summary>;
  /** All that the list holds is chosen, loaded or not. */
  isAllSelected: boolean;
  /** Where a range of selected rows begins. */
  anchor: string | null;
  /** The ends of a range whose rows are being fetched. */
  range: { from: string; to: string } | null;
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
  /** What the server said, or the page has to say. */
  notice: string | Said;
  /** Read aloud by screen readers. */
  announcement: Said | null;
}

/** What an update asks of the world; run in live/run.ts. */
export type Effect =
  | { do: 'list'; request: number; filter: Filter; offset: number; limit: number }
  | {
      do: 'page';
      ticket: number;
      filter: Filter;
      offset: number | null;
      cursor: string | null;
      limit: number;
    }
  | {
      do: 'range';
      beginning: number;
      filter: Filter;
      offset: number;
      limit: number;
      from: string;
      to: string;
    }
  | { do: 'reload' }
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
  | { do: 'hurry' }
  | { do: 'bulk'; filter: Whole; patch: MessagePatch | null; total: number | null }
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
    beginning: request,
    before: null,
    spans: [],
    view: { first: 0, end: 0 },
    offset: 0,
    ticket: 0,
    fetching: null,
    counts: { total: 0, unread: 0, at: 0 },
    matched: null,
    reach: 0,
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
  selected: new Map(),
  isAllSelected: false,
  anchor: null,
  range: null,
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
