// Which parts of the API page are open, and the one that the address names: /docs#listMessages, /docs#type-Match.
import { tick } from 'svelte';
import { SvelteSet } from 'svelte/reactivity';

export const opened = new SvelteSet<string>();

/** What is searched for. */
export const search = $state({ text: '' });

/** Opens a part and brings it into view; the address can be copied. */
export async function show(id: string): Promise<void> {
  opened.add(id);
  history.replaceState(history.state, '', `#${id}`);
  await tick();
  if (document.getElementById(id) === null) {
    // A search hides it.
    search.text = '';
    await tick();
  }
  const element = document.getElementById(id);
  element?.scrollIntoView({ block: 'start' });
  element?.querySelector('button')?.focus({ preventScroll: true });
}

export function toggle(id: string): void {
  if (opened.delete(id)) return;
  opened.add(id);
  history.replaceState(history.state, '', `#${id}`);
}

/** The part that the address names now. */
export async function follow(): Promise<void> {
  if (location.hash.length > 1) await show(decodeURIComponent(location.hash.slice(1)));
}

export function toType(event: Event, name = ''): void {
  event.preventDefault();
  void show(`type-${name}`);
}
