// New mail told outside the page, as the preferences of this browser want it.
import type { Summary } from '../api/types';
import { senderOf } from '../lib/address';
import { chime, notify } from '../lib/notify';
import { preferences } from '../lib/preferences.svelte';

export function tell(added: readonly Summary[], open: (id: string) => void): void {
  const [first] = added;
  const wanted = preferences.current;
  if (!first) return;
  if (wanted.sound) chime();
  if (!wanted.notify || document.visibilityState === 'visible') return;
  const title = added.length === 1 ? senderOf(first) : `${added.length.toLocaleString()} new messages`;
  notify(title, first.subject || '(no subject)', () => {
    open(first.id);
  });
}
