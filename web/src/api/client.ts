// The REST API as functions. Every failure is an ApiError with a text for people.
import type { OpenApi } from '../docs/openapi';
import { t } from '../lib/language.svelte';
import { orderQuery } from '../lib/order';
import type {
  Composition,
  Deleted,
  Expectation,
  Filter,
  Header,
  Inbox,
  InboxSettings,
  Info,
  Message,
  MessageList,
  MessagePatch,
  Outcome,
  PartNode,
  Session,
  SessionList,
  Tag,
  Updated,
} from './types';

/** Where a page of a list begins, when not at its beginning. */
export interface From {
  offset?: number | null;
  cursor?: string | null;
}

export class ApiError extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

type Parameters = Record<string, string | number | boolean | null>;

export function path(base: string, parameters: Parameters = {}): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) {
    if (value !== null && value !== '' && value !== false) query.set(name, String(value));
  }
  const text = query.toString();
  return text ? `${base}?${text}` : base;
}

type Whole = Pick<Filter, 'inbox' | 'q'>;
const selection = (filter: Whole): Parameters => ({ inbox: filter.inbox, q: filter.q.trim() });
const ordered = (filter: Filter): Parameters => ({ ...selection(filter), ...orderQuery(filter.order) });
const jsonHeaders = { 'Content-Type': 'application/json' };
const one = (id: string) => `/v1/messages/${encodeURIComponent(id)}`;
const inboxPath = (name: string) => `/v1/inboxes/${encodeURIComponent(name)}`;

async function failure(response: Response): Promise<ApiError> {
  try {
    const { error } = (await response.json()) as { error: { code: string; message: string } };
    return new ApiError(response.status, error.code, error.message);
  } catch {
    return new ApiError(
      response.status,
      'unexpected',
      t('The server answered {status}', { status: response.status }),
    );
  }
}

async function send(url: string, init: RequestInit = {}): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(url, init);
  } catch {
    throw new ApiError(0, 'unreachable', t('Mailstop does not answer. Is it running?'));
  }
  if (!response.ok) throw await failure(response);
  return response;
}

async function json<T>(url: string, init?: RequestInit): Promise<T> {
  return (await (await send(url, init)).json()) as T;
}

export function list(
  filter: Filter,
  limit: number,
  { offset, cursor }: From = {},
  signal?: AbortSignal,
): Promise<MessageList> {
  const from = { offset: offset || null, cursor: cursor ?? null };
  return json(path('/v1/messages', { ...ordered(filter), ...from, limit }), signal ? { signal } : {});
}

/** Only what arrived since `after`. */
export function newer(filter: Filter, after: number): Promise<MessageList> {
  return json(path('/v1/messages', { ...selection(filter), after: String(after), limit: 1000 }));
}

export function message(id: string): Promise<Message> {
  return json(path(one(id), { markRead: true }));
}

/** The same, and it stays unread if it is. */
export function peek(id: string): Promise<Message> {
  return json(one(id));
}

export async function change(id: string, patch: MessagePatch): Promise<void> {
  await send(one(id), { method: 'PATCH', headers: jsonHeaders, body: JSON.stringify(patch) });
}

export async function remove(id: string): Promise<void> {
  // It ends even when the page is left.
  await send(one(id), { method: 'DELETE', keepalive: true });
}

const bulkWindow = 1000;

/** The next of the messages that the filter holds; a search of nothing is all of them. */
function next(filter: Whole, cursor: string | null): string {
  const parameters = selection(filter);
  const all = !parameters['inbox'] && !parameters['q'];
  return path('/v1/messages', { ...parameters, all, limit: bulkWindow, cursor });
}

export interface Done {
  count: number;
  nextCursor: string | null;
}

export async function removeNext(filter: Whole, cursor: string | null): Promise<Done> {
  const { deleted, nextCursor } = await json<Deleted>(next(filter, cursor), { method: 'DELETE' });
  return { count: deleted, nextCursor: nextCursor ?? null };
}

export async function changeNext(filter: Whole, patch: MessagePatch, cursor: string | null): Promise<Done> {
  const init = { method: 'PATCH', headers: jsonHeaders, body: JSON.stringify(patch) };
  const { updated, nextCursor } = await json<Updated>(next(filter, cursor), init);
  return { count: updated, nextCursor: nextCursor ?? null };
}

export function headers(id: string): Promise<Header[]> {
  return json(`${one(id)}/headers`);
}

/** The bytes as sent; at most `limit` of them. */
export async function raw(id: string, limit: number): Promise<ArrayBuffer> {
  const init = { headers: { Range: `bytes=0-${limit - 1}` } };
  return (await send(`${one(id)}/raw`, init)).arrayBuffer();
}

export function parts(id: string): Promise<PartNode> {
  return json(`${one(id)}/parts`);
}

/** The decoded bytes of a part; at most `limit` of them. */
export async function part(id: string, partId: string, limit: number): Promise<ArrayBuffer> {
  const init = { headers: { Range: `bytes=0-${limit - 1}` } };
  const response = await send(urls.part(id, partId), init).catch((error: unknown) => {
    // An empty part has no such range.
    if (error instanceof ApiError && error.status === 416) return new Response();
    throw error;
  });
  return response.arrayBuffer();
}

export function create(composition: Composition): Promise<Message> {
  return json('/v1/messages', { method: 'POST', headers: jsonHeaders, body: JSON.stringify(composition) });
}

/** A whole message as it would be sent, into this inbox. */
export async function inject(bytes: ArrayBuffer, inbox: string): Promise<Message> {
  const headers = { 'Content-Type': 'message/rfc822' };
  return json(`${inboxPath(inbox)}/messages`, { method: 'POST', headers, body: bytes });
}

export function sessions(outcome: Outcome | null, cursor: string | null): Promise<SessionList> {
  return json(path('/v1/sessions', { outcome, limit: 100, cursor }));
}

export function session(id: string): Promise<Session> {
  return json(`/v1/sessions/${encodeURIComponent(id)}`);
}

export function sessionOf(messageId: string): Promise<Session> {
  return json(`${one(messageId)}/session`);
}

export async function inboxes(): Promise<Inbox[]> {
  return (await json<{ inboxes: Inbox[] }>('/v1/inboxes')).inboxes;
}

export async function tags(): Promise<Tag[]> {
  return (await json<{ tags: Tag[] }>('/v1/tags')).tags;
}

/** All of its settings at once; an inbox that is set up is listed even when it holds nothing. */
export function setUpInbox(name: string, settings: InboxSettings): Promise<Inbox> {
  return json(inboxPath(name), { method: 'PUT', headers: jsonHeaders, body: JSON.stringify(settings) });
}

/** With all it holds; fails when there is one of the new name. */
export function renameInbox(name: string, to: string): Promise<Inbox> {
  const init = { method: 'PATCH', headers: jsonHeaders, body: JSON.stringify({ name: to }) };
  return json(inboxPath(name), init);
}

export function removeInbox(name: string): Promise<{ deleted: number }> {
  return json(inboxPath(name), { method: 'DELETE' });
}

/** Whether it holds now; else why not, in the server's words. */
export async function expectNow(wanted: Expectation): Promise<{ passed: boolean; reason: string }> {
  const body = JSON.stringify({ ...wanted, within: '0s' });
  try {
    await send('/v1/expect', { method: 'POST', headers: jsonHeaders, body });
    return { passed: true, reason: '' };
  } catch (error) {
    if (error instanceof ApiError && error.status === 417) return { passed: false, reason: error.message };
    throw error;
  }
}

export function info(): Promise<Info> {
  return json('/v1/info');
}

export function openApi(): Promise<OpenApi> {
  return json('/openapi.json');
}

export const urls = {
  html: (id: string, remote: boolean) => path(`${one(id)}/html`, { remote }),
  raw: (id: string, download = false) => path(`${one(id)}/raw`, { download }),
  part: (id: string, partId: string, download = false) =>
    path(`${one(id)}/parts/${encodeURIComponent(partId)}`, { download }),
  exported: (filter: Filter, format: 'mbox' | 'zip') => path('/v1/export', { ...selection(filter), format }),
  archive: (id: string) => `${one(id)}/attachments.zip`,
  events: (after: number) => `${location.origin.replace(/^http/, 'ws')}/v1/events?after=${after}`,
};
