// Short names for the generated types.
import type { components as events } from './events';
import type { Order } from '../lib/order';
import type { components } from './schema';

type Schemas = components['schemas'];
export type Address = Schemas['Address'];
export type Summary = Schemas['Summary'];
export type Message = Schemas['Message'];
export type MessageList = Schemas['MessageList'];
export type MessagePatch = Schemas['MessagePatch'];
export type Composition = Schemas['Composition'];
export type Header = Schemas['Header'];
export type Part = Schemas['Part'];
export type PartNode = Schemas['PartNode'];
export type Envelope = Schemas['Envelope'];
export type Warning = Schemas['Warning'];
export type Info = Schemas['Info'];
export type Listener = Schemas['Listener'];
export type Inbox = Schemas['Inbox'];
export type InboxSettings = Partial<Schemas['InboxSettings']>;
export type Updated = Schemas['Updated'];
export type Deleted = Schemas['Deleted'];
export type Tag = Schemas['TagList']['tags'][number];
export type Match = Schemas['Match'];
export type Expectation = Partial<Schemas['Expectation']>;
export type Link = Schemas['Link'];
export type Code = Schemas['Code'];

export type Session = Schemas['Session'];
export type SessionSummary = Schemas['SessionSummary'];
export type SessionList = Schemas['SessionList'];
export type TranscriptLine = Schemas['TranscriptLine'];
export type Outcome = Schemas['Outcome'];

export type LiveEvent = events['schemas']['Event'];

export const outcomes: readonly Outcome[] = ['delivered', 'rejected', 'aborted', 'timeout', 'refused'];

/** Which messages a list holds, and in which order: the newest first when it does not say. */
export interface Filter {
  inbox: string | null;
  q: string;
  order?: Order | undefined;
}
