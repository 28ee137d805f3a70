// New mail told outside the page, as the preferences of this browser want it.
import type { Summary } from '../api/types';
import { senderOf } from '../lib/address';
import { n, t } from '../lib/language.svelte';
import { chime, notify } from '../lib/notify';
import { preferences } from '../lib/preferences.svelte';

export function tell(added: readonly Summary[], open: (id: string) => void): void {
  const [first] = added;
  const wanted = preferences.current;
  if (!first) return;
  if (wanted.sound) chime();
  if (!wanted.notify || document.visibilityState === 'visible') return;
  const title = added.length === 1 ? senderOf(first) : n('newMessages', added.length);
  notify(title, first.subject || t('(no subject)'), () => {
    open(first.id);
  });
}
