// Numbers of messages in words.
import { n, num } from './language.svelte';

/** "12 messages, 3 unread" */
export const countText = (total: number, unread: number): string =>
  unread > 0 ? `${n('messages', total)}, ${n('unread', unread)}` : n('messages', total);

/** "3 matches of 12", "more than 1,000 matches of 5,000" */
export const matchText = (count: number, isMore: boolean, total: number): string =>
  n(isMore ? 'matchesMore' : 'matches', count, { total: num(total) });
