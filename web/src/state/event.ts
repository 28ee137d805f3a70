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
  Tag,
} from '../api/types';
import type { Route } from '../lib/router';
import type { Dialog } from './model';

export interface Failure {
  status: number;
  code: string;
  message: string;
}

export type Event =
  | { type: 'navigated'; route: Route; filter: Filter | null }
  | { type: 'searched'; q: string }
  | { type: 'scrolled'; atTop: boolean }
  | { type: 'more.wanted' }
  | { type: 'moved'; by: 1 | -1 }
  | { type: 'pointed'; id: string }
  | { type: 'closed' }
  | { type: 'row.toggled'; id: string }
  | { type: 'row.reached'; id: string }
  | { type: 'extended'; by: 1 | -1 }
  | { type: 'all.selected' }
  | { type: 'selection.cleared' }
  | { type: 'patch.wanted'; ids: readonly string[]; patch: MessagePatch }
  | { type: 'undo.wanted' }
  | { type: 'undo.dropped' }
  | { type: 'delete.wanted'; ids: readonly string[] }
  | { type: 'delete.undone' }
  | { type: 'delete.due'; ticket: number }
  | { type: 'delete.ended'; ticket: number; error: string }
  | { type: 'work.moved'; done: number; total: number }
  | { type: 'work.cancelled' }
  | { type: 'work.ended'; error: string }
  | { type: 'deleteAll.confirmed' }
  | { type: 'dialog.shown'; dialog: Dialog | null }
  | { type: 'notice.shown'; text: string }
  | { type: 'list.loaded'; request: number; page: MessageList }
  | { type: 'list.failed'; request: number; failure: Failure }
  | { type: 'more.loaded'; request: number; page: MessageList }
  | { type: 'more.failed'; request: number; failure: Failure }
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
