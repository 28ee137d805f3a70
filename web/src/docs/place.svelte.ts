// Which parts of the API page are open, and the one that the address names: /docs#listMessages, /docs#type-Match.
import { tick } from 'svelte';
import { SvelteSet } from 'svelte/reactivity';

export const opened = new SvelteSet<string>();

/** Opens a part and brings it into view; the address can be copied. */
export async function show(id: string): Promise<void> {
  opened.add(id);
  history.replaceState(history.state, '', `#${id}`);
  await tick();
  const element = document.getElementById(id);
  element?.scrollIntoView({ block: 'start' });
  element?.querySelector('button')?.focus({ preventScroll: true });
}

export function toggle(id: string): void {
  if (opened.delete(id)) return;
  opened.add(id);
  history.replaceState(history.state, '', `#${id}`);
}

export function toType(event: Event, name = ''): void {
  event.preventDefault();
  void show(`type-${name}`);
}
