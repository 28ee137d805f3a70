// Turns key presses into what they do.
import { app, dispatch, navigate } from '../state/store.svelte';
import { actionOf, type Action } from './keys';

const isField = (target: EventTarget | null): target is HTMLElement =>
  target instanceof HTMLElement &&
  target.matches('input:not([type="checkbox"]), textarea, select, [contenteditable]');

function close(target: EventTarget | null): void {
  if (isField(target)) target.blur();
  else if (app.state.route.view === 'message') dispatch({ type: 'closed' });
}

function openCursor(): void {
  const id = app.state.cursor;
  if (id !== null) navigate({ view: 'message', id });
}

function toTop(): void {
  const first = app.state.list.rows[0];
  if (first) dispatch({ type: 'pointed', id: first.id });
}

function run(action: Action, target: EventTarget | null): void {
  const { cursor } = app.state;
  const acts: Record<Action, () => void> = {
    next: () => dispatch({ type: 'moved', by: 1 }),
    previous: () => dispatch({ type: 'moved', by: -1 }),
    open: openCursor,
    close: () => close(target),
    delete: () => cursor !== null && dispatch({ type: 'delete.wanted', id: cursor }),
    toggleRead: () => cursor !== null && dispatch({ type: 'read.toggled', id: cursor }),
    search: () => document.getElementById('search')?.focus(),
    help: () => dispatch({ type: 'dialog.shown', dialog: 'help' }),
    top: toTop,
  };
  acts[action]();
}

export function press(event: KeyboardEvent): void {
  const { route, dialog } = app.state;
  if (event.defaultPrevented || dialog !== null) return; // a dialog has its own keys
  const action = actionOf({ ...pick(event), isTyping: isField(event.target) });
  if (action === null) return;
  const isMail = route.view === 'list' || route.view === 'message';
  if (!isMail && action !== 'help') return;
  // Enter on a link or button is that one's own.
  if (event.key === 'Enter' && event.target instanceof Element && event.target.closest('a, button, summary'))
    return;
  event.preventDefault();
  run(action, event.target);
}

const pick = ({ key, ctrlKey, metaKey, altKey }: KeyboardEvent) => ({ key, ctrlKey, metaKey, altKey });
