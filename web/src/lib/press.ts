// Turns key presses into what they do.
import { run } from '../commands/commands';
import { app, dispatch } from '../state/store.svelte';
import { actionOf, startsSequence, type Press } from './keys';

const sequenceMilliseconds = 1500;
let first = { key: '', at: 0 };

const isField = (target: EventTarget | null): target is HTMLElement =>
  target instanceof HTMLElement &&
  target.matches('input:not([type="checkbox"]), textarea, select, [contenteditable]');

// Who reads a message scrolls it with the arrows; they move only in the list.
const isArrowTaken = (target: Element) =>
  target.closest('[role="tablist"], [role="menu"], [role="toolbar"], .detail') !== null ||
  (app.state.route.view === 'message' && target.closest('.list') === null);

// These take keys of their own: tabs, menus and what is opened by Enter.
const isOwn = ({ key, target }: KeyboardEvent) =>
  target instanceof Element &&
  ((key === 'Enter' && target.closest('a, button, summary') !== null) ||
    (key.startsWith('Arrow') && isArrowTaken(target)));

function toPress(event: KeyboardEvent): Press {
  const { key, ctrlKey, metaKey, altKey, shiftKey } = event;
  const before = performance.now() - first.at < sequenceMilliseconds ? first.key : '';
  return { key, ctrlKey, metaKey, altKey, shiftKey, isTyping: isField(event.target), before };
}

export function press(event: KeyboardEvent): void {
  if (event.defaultPrevented) return;
  if (app.state.dialog !== null) {
    // A dialog has its own keys, but one that is still being loaded hears none.
    const isShown = document.querySelector('dialog[open]') !== null;
    if (event.key === 'Escape' && !isShown) dispatch({ type: 'dialog.shown', dialog: null });
    return;
  }
  const pressed = toPress(event);
  if (startsSequence(pressed)) {
    first = { key: pressed.key, at: performance.now() };
    return;
  }
  if (pressed.key !== 'Shift') first = { key: '', at: 0 };
  const action = actionOf(pressed);
  if (action === null || isOwn(event)) return;
  const { view } = app.state.route;
  if (action === 'selectAll' && view !== 'list') return;
  if (action === 'close' && isField(event.target)) {
    event.target.blur();
    event.preventDefault();
  } else if (run(action)) {
    event.preventDefault();
  }
}
