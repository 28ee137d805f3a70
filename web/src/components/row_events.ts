// What the mouse and the focus do to a row of the list.
import { app, dispatch } from '../state/store.svelte';

const isChoosing = ({ shiftKey, ctrlKey, metaKey }: MouseEvent) => shiftKey || ctrlKey || metaKey;

export const rowEvents = (id: string) => ({
  // With Ctrl one more, with Shift all up to here: as in every list of files.
  onclick(event: MouseEvent) {
    if (!isChoosing(event)) return;
    dispatch({ type: event.shiftKey ? 'row.reached' : 'row.toggled', id });
    event.preventDefault();
  },
  // Such a click would move the focus first, and with it where the range begins.
  onmousedown(event: MouseEvent) {
    if (isChoosing(event)) event.preventDefault();
  },
  // What the keys do is done to the row that is seen to have the focus.
  onfocus() {
    if (app.state.cursor !== id) dispatch({ type: 'pointed', id });
  },
});
