// Everything that can happen to the page: what a person does, what the server says, how a request ends.
import type { Filter, Info, LiveEvent, Message, MessageList } from '../api/types';
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
  | { type: 'read.toggled'; id: string }
  | { type: 'delete.wanted'; id: string }
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
  | { type: 'changed' }
  | { type: 'live.opened' }
  | { type: 'live.closed' }
  | { type: 'live.received'; events: LiveEvent[] }
  | { type: 'retried' };
