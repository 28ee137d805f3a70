import { focusList } from './list_focus';

/** Shows a dialog above everything else; the focus goes back to where it was when the dialog goes. */
export function modal(dialog: HTMLDialogElement): { destroy: () => void } {
  const before = document.activeElement;
  dialog.showModal();
  return {
    destroy() {
      if (before instanceof HTMLElement && before.isConnected) before.focus({ preventScroll: true });
      else void focusList();
    },
  };
}
