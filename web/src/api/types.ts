// Short names for the generated types.
import type { components as events } from './events';
import type { components } from './schema';

type Schemas = components['schemas'];
export type Address = Schemas['Address'];
export type Summary = Schemas['Summary'];
export type Message = Schemas['Message'];
export type MessageList = Schemas['MessageList'];
export type MessagePatch = Schemas['MessagePatch'];
export type Header = Schemas['Header'];
export type Part = Schemas['Part'];
export type Envelope = Schemas['Envelope'];
export type Warning = Schemas['Warning'];
export type Info = Schemas['Info'];

export type LiveEvent = events['schemas']['Event'];

/** Which messages a list holds. */
export interface Filter {
  inbox: string | null;
  q: string;
}
