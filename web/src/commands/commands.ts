// Everything a person can do, by name: the key presses, the palette and the help sheet read this list.
import { tick } from 'svelte';
import type { Text } from '../messages/text';
import { urls } from '../api/client';
import { keysOf, type Action } from '../lib/keys';
import { similarTo } from '../lib/similar';
import { undoable } from '../state/deletion';
import { emptyDraft, forwardDraft, replyDraft } from '../state/draft';
import { sizeOf } from '../state/paging';
import { wholeOf } from '../state/bulk';
import { isWhole, type Dialog, type State, type Targets } from '../state/model';
import { knownOf, shownRows } from '../state/selection';
import { app, dispatch, navigate } from '../state/store.svelte';

export interface Command {
  name: Action;
  title: Text;
  group: 'Message' | 'List' | 'Mailstop';
  /** Where the action makes sense. */
  works: (state: State) => boolean;
  run: () => void;
}

/** The keyboard's row has the focus: beside an open message it is what the keys are about. */
const isRowInFocus = ({ cursor }: State): boolean =>
  cursor !== null && document.activeElement?.closest<HTMLElement>('a.row[data-id]')?.dataset['id'] === cursor;

/** What an action is about: the chosen rows, else the row in focus, else the open message, else the row of the keyboard. */
export function targets(state: State): Targets {
  if (state.isAllSelected) return wholeOf(state);
  if (state.selected.size > 0) return [...state.selected.keys()];
  const id = state.route.view === 'message' && !isRowInFocus(state) ? state.open?.id : state.cursor;
  return id === null || id === undefined ? [] : [id];
}

const isMail = ({ route }: State) => route.view === 'list' || route.view === 'message';
const hasMail = (state: State) => isMail(state) && sizeOf(state.list) > 0;
const isSome = (ids: Targets) => isWhole(ids) || ids.length > 0;
const hasTarget = (state: State) => isMail(state) && isSome(targets(state));
const canSearch = (state: State) => isMail(state) || state.route.view === 'docs';
const isReading = (state: State) => isMail(state) && !!state.open?.message;
const always = () => true;
const canClose = ({ selected, route }: State) =>
  selected.size > 0 || route.view === 'message' || (route.view === 'sessions' && route.id !== null);

const show = (dialog: Dialog) => () => dispatch({ type: 'dialog.shown', dialog });

/** All become what not all of them are yet; of a whole list nobody knows what they are, so it is asked. */
function toggle(field: 'read' | 'pinned'): void {
  const ids = targets(app.state);
  if (isWhole(ids)) {
    const choices = [{ [field]: false }, { [field]: true }];
    dispatch({ type: 'dialog.shown', dialog: { name: 'changeAll', ids, choices } });
    return;
  }
  const isOn = knownOf(app.state, ids).every((row) => row[field]);
  dispatch({ type: 'patch.wanted', ids, patch: { [field]: !isOn } });
}

/** The two that are chosen, else the one of now and the last one like it; the older first. */
export function pairOf(state: State): readonly [string, string] | null {
  const rows = shownRows(state);
  const chosen = rows.filter(({ id }) => state.selected.has(id));
  if (chosen.length > 0) {
    const [newer, older] = chosen;
    return chosen.length === 2 && newer && older ? [older.id, newer.id] : null;
  }
  const ids = isMail(state) ? targets(state) : [];
  const [id] = isWhole(ids) ? [] : ids;
  const other = id === undefined ? null : similarTo(rows, id);
  return id === undefined || !other ? null : [other.id, id];
}

function close(): void {
  if (app.state.selected.size > 0) dispatch({ type: 'selection.cleared' });
  else if (app.state.route.view === 'message') dispatch({ type: 'closed' });
  else if (app.state.route.view === 'sessions' && app.state.route.id !== null)
    navigate({ ...app.state.route, id: null });
}

function openCursor(): void {
  const id = app.state.cursor;
  if (id !== null) navigate({ view: 'message', id });
}

function toTop(): void {
  const first = shownRows(app.state)[0];
  if (first) dispatch({ type: 'pointed', id: first.id });
}

/** The menu is where the toolbar of the chosen rows is now. */
async function sort(): Promise<void> {
  if (app.state.selected.size > 0) dispatch({ type: 'selection.cleared' });
  await tick();
  document.getElementById('sort')?.click();
}

function download(): void {
  const id = app.state.open?.message?.id ?? app.state.cursor;
  if (id !== null) location.assign(urls.raw(id, true));
}

function downloadAll(format: 'mbox' | 'zip'): void {
  location.assign(urls.exported(app.state.filter, format));
}

function compose(make: typeof replyDraft): void {
  const message = app.state.open?.message;
  if (message) dispatch({ type: 'dialog.shown', dialog: { name: 'compose', draft: make(message) } });
}

function command(
  name: Action,
  title: Text,
  group: Command['group'],
  works: Command['works'],
  run: () => void,
): Command {
  return { name, title, group, works, run };
}

const cursorOf = () => app.state.cursor ?? shownRows(app.state)[0]?.id ?? '';

export const commands: readonly Command[] = [
  command('next', 'Next message', 'List', isMail, () => dispatch({ type: 'moved', by: 1 })),
  command('previous', 'Previous message', 'List', isMail, () => dispatch({ type: 'moved', by: -1 })),
  command('open', 'Open the message', 'List', hasTarget, openCursor),
  command('close', 'Back to the list', 'List', canClose, close),
  command('top', 'To the newest message', 'List', isMail, toTop),
  command('select', 'Select or unselect', 'List', hasTarget, () =>
    dispatch({ type: 'row.toggled', id: cursorOf() }),
  ),
  command('extendDown', 'Select one more below', 'List', isMail, () => dispatch({ type: 'extended', by: 1 })),
  command('extendUp', 'Select one more above', 'List', isMail, () => dispatch({ type: 'extended', by: -1 })),
  command('selectAll', 'Select all loaded messages', 'List', isMail, () =>
    dispatch({ type: 'loaded.selected' }),
  ),
  command('sort', 'Sort the list…', 'List', isMail, () => void sort()),
  command('exportMbox', 'Export this list as mbox', 'List', hasMail, () => downloadAll('mbox')),
  command('exportZip', 'Export this list as ZIP', 'List', hasMail, () => downloadAll('zip')),

  command('toggleRead', 'Mark as read or unread', 'Message', hasTarget, () => toggle('read')),
  command('togglePinned', 'Pin or unpin', 'Message', hasTarget, () => toggle('pinned')),
  command('tag', 'Tag…', 'Message', hasTarget, () => show({ name: 'tag', ids: targets(app.state) })()),
  command('move', 'Move to an inbox…', 'Message', hasTarget, () =>
    show({ name: 'move', ids: targets(app.state) })(),
  ),
  command('delete', 'Delete', 'Message', hasTarget, () =>
    dispatch({ type: 'delete.wanted', ids: targets(app.state) }),
  ),
  command(
    'undo',
    'Undo the last change',
    'Message',
    (state) => state.undo !== null || undoable(state) !== null,
    () => dispatch({ type: 'undo.wanted' }),
  ),
  command(
    'compare',
    'Compare two messages',
    'Message',
    (state) => pairOf(state) !== null,
    () => {
      const ids = pairOf(app.state);
      if (ids) dispatch({ type: 'dialog.shown', dialog: { name: 'compare', ids } });
    },
  ),
  command('reply', 'Reply as a new test mail', 'Message', isReading, () => compose(replyDraft)),
  command('forward', 'Forward as a new test mail', 'Message', isReading, () => compose(forwardDraft)),
  command('download', 'Download as .eml', 'Message', hasTarget, download),

  command('compose', 'Send a test mail…', 'Mailstop', always, () =>
    show({ name: 'compose', draft: emptyDraft })(),
  ),
  command('search', 'Search', 'Mailstop', canSearch, () => document.getElementById('search')?.focus()),
  command('palette', 'All commands', 'Mailstop', always, show({ name: 'palette' })),
  command('goInbox', 'Go to all mail', 'Mailstop', always, () =>
    navigate({ view: 'list', inbox: null, q: '' }),
  ),
  command('goSessions', 'Go to the sessions', 'Mailstop', always, () =>
    navigate({ view: 'sessions', outcome: null, id: null }),
  ),
  command('goSetup', 'Go to the set-up page', 'Mailstop', always, () => navigate({ view: 'setup' })),
  command('goDocs', 'Go to the API', 'Mailstop', always, () => navigate({ view: 'docs' })),
  command('places', 'Go to an inbox, a tag or a search…', 'Mailstop', always, show({ name: 'places' })),
  command('settings', 'Settings', 'Mailstop', always, show({ name: 'settings' })),
  command('help', 'Keyboard shortcuts', 'Mailstop', always, show({ name: 'help' })),
];

const byName = new Map(commands.map((one) => [one.name, one]));

/** False when the action makes no sense here and now. */
export function run(name: Action): boolean {
  const found = byName.get(name);
  if (!found?.works(app.state)) return false;
  found.run();
  return true;
}

export const keysShown = (name: Action): readonly string[] => keysOf[name] ?? [];
