// Which keys do what. Pure; lib/press.ts runs the actions.
export type Action =
  | 'next'
  | 'previous'
  | 'extendDown'
  | 'extendUp'
  | 'open'
  | 'close'
  | 'select'
  | 'selectAll'
  | 'sort'
  | 'toggleRead'
  | 'togglePinned'
  | 'tag'
  | 'move'
  | 'delete'
  | 'compare'
  | 'undo'
  | 'reply'
  | 'forward'
  | 'download'
  | 'compose'
  | 'exportMbox'
  | 'exportZip'
  | 'search'
  | 'palette'
  | 'help'
  | 'settings'
  | 'top'
  | 'places'
  | 'goInbox'
  | 'goSessions'
  | 'goSetup'
  | 'goDocs';

export interface Press {
  key: string;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
  shiftKey: boolean;
  /** Where the key went: a field takes its own keys. */
  isTyping: boolean;
  /** The key before, when it was the first of two; else "". */
  before: string;
}

const actions: Record<string, Action> = {
  j: 'next',
  ArrowDown: 'next',
  k: 'previous',
  ArrowUp: 'previous',
  J: 'extendDown',
  K: 'extendUp',
  o: 'open',
  Enter: 'open',
  Escape: 'close',
  x: 'select',
  S: 'sort',
  u: 'toggleRead',
  s: 'togglePinned',
  t: 'tag',
  v: 'move',
  '#': 'delete',
  Delete: 'delete',
  z: 'undo',
  d: 'compare',
  r: 'reply',
  f: 'forward',
  e: 'download',
  c: 'compose',
  '/': 'search',
  '?': 'help',
  ',': 'settings',
};

/** After "g". */
const places: Record<string, Action> = {
  g: 'top',
  b: 'places',
  i: 'goInbox',
  s: 'goSessions',
  p: 'goSetup',
  d: 'goDocs',
};

/** The keys of an action as they are shown, or none. */
export const keysOf: Partial<Record<Action, readonly string[]>> = {
  next: ['j'],
  previous: ['k'],
  extendDown: ['Shift', 'J'],
  extendUp: ['Shift', 'K'],
  open: ['Enter'],
  close: ['Esc'],
  select: ['x'],
  selectAll: ['Ctrl', 'A'],
  sort: ['Shift', 'S'],
  toggleRead: ['u'],
  togglePinned: ['s'],
  tag: ['t'],
  move: ['v'],
  delete: ['#'],
  undo: ['z'],
  compare: ['d'],
  reply: ['r'],
  forward: ['f'],
  download: ['e'],
  compose: ['c'],
  search: ['/'],
  palette: ['Ctrl', 'K'],
  help: ['?'],
  settings: [','],
  top: ['g', 'g'],
  places: ['g', 'b'],
  goInbox: ['g', 'i'],
  goSessions: ['g', 's'],
  goSetup: ['g', 'p'],
  goDocs: ['g', 'd'],
};

const own = <Value>(table: Record<string, Value>, key: string): Value | null =>
  Object.hasOwn(table, key) ? (table[key] ?? null) : null;

export const startsSequence = ({ key, ctrlKey, metaKey, altKey, isTyping, before }: Press): boolean =>
  key === 'g' && before === '' && !ctrlKey && !metaKey && !altKey && !isTyping;

export function actionOf(press: Press): Action | null {
  const { key, isTyping } = press;
  if (press.altKey) return null;
  if (press.ctrlKey || press.metaKey) {
    if (key.toLowerCase() === 'k') return 'palette';
    return key.toLowerCase() === 'a' && !isTyping ? 'selectAll' : null;
  }
  if (isTyping) return key === 'Escape' ? 'close' : null;
  if (press.before === 'g') return own(places, key);
  if (press.shiftKey && key === 'ArrowDown') return 'extendDown';
  if (press.shiftKey && key === 'ArrowUp') return 'extendUp';
  return own(actions, key);
}
