// Gives the focus to the list when what had it is gone, so that the keyboard goes on where it was.
import { tick } from 'svelte';

export async function focusList(): Promise<void> {
  await tick();
  if (document.activeElement !== document.body) return;
  const list = document.querySelector<HTMLElement>('[data-list]');
  (list?.querySelector<HTMLElement>('.cursor') ?? list)?.focus({ preventScroll: true });
}
