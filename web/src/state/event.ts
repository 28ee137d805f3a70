// Everything that can happen to the page: what a person does, what the server says, how a request ends.
import type {
  Filter,
  Inbox,
  Info,
  LiveEvent,
  Message,
  MessageList,
  MessagePatch,
  Session,
  SessionList,
  Summary,
  Tag,
} from '../api/types';
import type { Said } from '../lib/said';
import type { Route } from '../lib/router';
import type { Dialog, Targets, Whole } from './model';
import type { Range } from './span';

export interface Failure {
  status: number;
  code: string;
  message: string;
}

/** How far work on many messages came; `total` is null when nobody knows. */
export interface Outcome {
  done: number;
  total: number | null;
  error: string;
  isStopped: boolean;
}

export type Event =
  | { type: 'navigated'; route: Route; filter: Filter | null }
  | { type: 'searched'; q: string }
  | { type: 'scrolled'; atTop: boolean }
  | { type: 'seen'; view: Range }
  | { type: 'moved'; by: 1 | -1 }
  | { type: 'pointed'; id: string }
  | { type: 'closed' }
  | { type: 'row.toggled'; id: string }
  | { type: 'row.reached'; id: string }
  | { type: 'extended'; by: 1 | -1 }
  | { type: 'loaded.selected' }
  | { type: 'all.selected' }
  | { type: 'selection.cleared' }
  | { type: 'patch.wanted'; ids: Targets; patch: MessagePatch }
  | { type: 'undo.wanted' }
  | { type: 'undo.dropped' }
  | { type: 'delete.wanted'; ids: Targets }
  | { type: 'delete.undone' }
  | { type: 'delete.due'; ticket: number }
  | { type: 'delete.ended'; ticket: number; isDone: boolean }
  | { type: 'left' }
  | { type: 'work.moved'; owner: string; done: number; total: number | null }
  | { type: 'work.cancelled' }
  | ({ type: 'work.ended'; owner: string } & Outcome)
  | ({ type: 'bulk.ended'; patch: MessagePatch | null } & Outcome)
  | { type: 'all.confirmed'; ids: Whole; patch: MessagePatch | null }
  | { type: 'dialog.shown'; dialog: Dialog | null }
  | { type: 'notice.shown'; text: string | Said }
  | { type: 'list.loaded'; request: number; page: MessageList }
  | { type: 'list.failed'; request: number; failure: Failure }
  | { type: 'page.loaded'; ticket: number; page: MessageList }
  | { type: 'page.failed'; ticket: number; failure: Failure }
  | { type: 'range.loaded'; beginning: number; rows: readonly Summary[]; from: string; to: string }
  | { type: 'reload.due' }
  | { type: 'newer.loaded'; request: number; page: MessageList }
  | { type: 'counts.loaded'; request: number; page: MessageList }
  | { type: 'message.loaded'; id: string; message: Message }
  | { type: 'message.failed'; id: string; failure: Failure }
  | { type: 'info.loaded'; info: Info }
  | { type: 'inboxes.loaded'; inboxes: readonly Inbox[] }
  | { type: 'tags.loaded'; tags: readonly Tag[] }
  | { type: 'inboxes.changed' }
  | { type: 'sessions.more' }
  | { type: 'sessions.loaded'; request: number; page: SessionList }
  | { type: 'sessions.failed'; request: number; failure: Failure }
  | { type: 'session.loaded'; id: string; session: Session }
  | { type: 'session.failed'; id: string; failure: Failure }
  | { type: 'trouble.dismissed' }
  | { type: 'changed' }
  | { type: 'live.opened' }
  | { type: 'live.closed' }
  | { type: 'live.received'; events: LiveEvent[] }
  | { type: 'retried' };
