// Which view of a message is shown. The choice stays when the next message opens, where it has such a view.
import type { Message } from '../api/types';
import type { Text } from '../messages/text';
import { preferences } from '../lib/preferences.svelte';

export type Tab =
  | 'html'
  | 'text'
  | 'source'
  | 'attachments'
  | 'links'
  | 'headers'
  | 'structure'
  | 'envelope'
  | 'conversation'
  | 'assert'
  | 'raw';

export interface TabInfo {
  tab: Tab;
  name: Text;
  /** -1 for a view that this message does not have. */
  count: number;
}

let wanted = $state<Tab | null>(null);

const linkCount = ({ codes, links, images }: Message): number => codes.length + links.length + images.length;

export const tabs = {
  of(message: Message): TabInfo[] {
    const all: TabInfo[] = [
      { tab: 'html', name: 'HTML', count: message.html === '' ? -1 : 0 },
      // A message without any body still has one: an empty text.
      { tab: 'text', name: 'Text', count: message.text === '' && message.html !== '' ? -1 : 0 },
      { tab: 'attachments', name: 'Attachments', count: message.attachments.length || -1 },
      { tab: 'links', name: 'Links & codes', count: linkCount(message) || -1 },
      { tab: 'assert', name: 'Assert', count: 0 },
      { tab: 'headers', name: 'Headers', count: 0 },
      { tab: 'envelope', name: 'Envelope', count: 0 },
      { tab: 'conversation', name: 'Conversation', count: 0 },
      { tab: 'structure', name: 'Structure', count: 0 },
      { tab: 'source', name: 'Source', count: message.html === '' ? -1 : 0 },
      { tab: 'raw', name: 'Raw', count: 0 },
    ];
    return all.filter(({ count }) => count >= 0);
  },
  current(message: Message): Tab {
    const present = tabs.of(message).map(({ tab }) => tab);
    const first = wanted ?? preferences.current.tab;
    return present.includes(first) ? first : (present[0] ?? 'text');
  },
  choose(tab: Tab): void {
    wanted = tab;
  },
};
