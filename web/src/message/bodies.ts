// The views of a message. What is read first is there at once; the rest is loaded when it is first asked for.
import type { Component } from 'svelte';
import type { Message } from '../api/types';
import HtmlBody from './HtmlBody.svelte';
import type { Tab } from './tab.svelte';
import TextBody from './TextBody.svelte';

export type Body = Component<{ message: Message }>;

const loaders: Record<Exclude<Tab, 'html' | 'text'>, () => Promise<{ default: Body }>> = {
  source: () => import('./HtmlSource.svelte'),
  attachments: () => import('./Attachments.svelte'),
  assert: () => import('./Assert.svelte'),
  links: () => import('./Links.svelte'),
  headers: () => import('./Headers.svelte'),
  structure: () => import('./Structure.svelte'),
  envelope: () => import('./Envelope.svelte'),
  conversation: () => import('./Conversation.svelte'),
  raw: () => import('./Raw.svelte'),
};

const known = new Map<Tab, Body>([
  ['html', HtmlBody],
  ['text', TextBody],
]);

/** At once what is known already: the view must not vanish from one message to the next. */
export function bodyOf(tab: Tab): Body | Promise<Body> {
  const found = known.get(tab);
  if (found) return found;
  const load = loaders[tab as keyof typeof loaders];
  return load().then(({ default: body }) => {
    known.set(tab, body);
    return body;
  });
}
