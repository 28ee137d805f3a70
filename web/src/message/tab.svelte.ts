// Which view of a message is shown. The choice stays when the next message opens, where it has such a view.
import type { Message } from '../api/types';

export type Tab = 'html' | 'text' | 'headers' | 'source' | 'attachments' | 'envelope';

export interface TabInfo {
  tab: Tab;
  name: string;
  count: number;
}

let wanted = $state<Tab>('html');

export const tabs = {
  of(message: Message): TabInfo[] {
    const all: TabInfo[] = [
      { tab: 'html', name: 'HTML', count: message.html === '' ? -1 : 0 },
      { tab: 'text', name: 'Text', count: message.text === '' ? -1 : 0 },
      { tab: 'attachments', name: 'Attachments', count: message.attachments.length || -1 },
      { tab: 'headers', name: 'Headers', count: 0 },
      { tab: 'envelope', name: 'Envelope', count: 0 },
      { tab: 'source', name: 'Source', count: 0 },
    ];
    const present = all.filter(({ count }) => count >= 0);
    // A message without any body still has one: an empty text.
    return message.html === '' && message.text === ''
      ? [{ tab: 'text', name: 'Text', count: 0 }, ...present]
      : present;
  },
  current(message: Message): Tab {
    const present = tabs.of(message).map(({ tab }) => tab);
    return present.includes(wanted) ? wanted : (present[0] ?? 'text');
  },
  choose(tab: Tab): void {
    wanted = tab;
  },
};
