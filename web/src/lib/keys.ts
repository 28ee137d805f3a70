// Which key does what. Pure; App.svelte turns actions into events.
export type Action =
  'next' | 'previous' | 'open' | 'close' | 'delete' | 'toggleRead' | 'search' | 'help' | 'top';

export interface Press {
  key: string;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
  /** Where the key went: a field takes its own keys. */
  isTyping: boolean;
}

const actions: Record<string, Action> = {
  j: 'next',
  k: 'previous',
  o: 'open',
  Enter: 'open',
  Escape: 'close',
  '#': 'delete',
  Delete: 'delete',
  u: 'toggleRead',
  '/': 'search',
  '?': 'help',
  g: 'top',
};

export const shortcuts: readonly { keys: readonly string[]; does: string }[] = [
  { keys: ['j', 'k'], does: 'Next, previous message' },
  { keys: ['Enter', 'o'], does: 'Open the message' },
  { keys: ['Esc'], does: 'Back to the list' },
  { keys: ['u'], does: 'Mark as read or unread' },
  { keys: ['#', 'Del'], does: 'Delete the message' },
  { keys: ['/'], does: 'Search' },
  { keys: ['g'], does: 'To the newest message' },
  { keys: ['?'], does: 'This help' },
];

export function actionOf(press: Press): Action | null {
  if (press.ctrlKey || press.metaKey || press.altKey) return null;
  if (press.isTyping) return press.key === 'Escape' ? 'close' : null;
  return Object.hasOwn(actions, press.key) ? (actions[press.key] ?? null) : null;
}
