// What can be done with a message besides what its toolbar shows.
import { urls } from '../api/client';
import type { Message } from '../api/types';
import { pairOf, run } from '../commands/commands';
import type { MenuItem } from '../components/menu_item';
import { copyText } from '../lib/clipboard';
import { t } from '../lib/language.svelte';
import { formatRoute } from '../lib/router';
import { app, dispatch } from '../state/store.svelte';
import { tabs } from './tab.svelte';

const addressOf = ({ id }: Message): string => location.origin + formatRoute({ view: 'message', id });

const open = (address: string) => () => void window.open(address, '_blank', 'noopener');

async function copyLink(message: Message): Promise<void> {
  const isCopied = await copyText(addressOf(message));
  dispatch({
    type: 'notice.shown',
    text: isCopied ? t('The link is copied') : t('The browser did not allow it'),
  });
}

/** The frame that holds HTML is none of ours, so this page cannot print it: a page of its own can be printed whole. */
function print(message: Message): void {
  if (tabs.current(message) !== 'html') return window.print();
  open(urls.html(message.id, false))();
  return undefined;
}

export function menuOf(message: Message): MenuItem[] {
  const isHtml = message.html !== '';
  return [
    { label: t('Reply as a test mail'), icon: 'reply', run: () => run('reply') },
    { label: t('Forward as a test mail'), icon: 'forward', run: () => run('forward') },
    { label: t('Tags…'), icon: 'tag', run: () => run('tag') },
    { label: t('Move to an inbox…'), icon: 'folder', run: () => run('move') },
    ...(pairOf(app.state)
      ? [
          {
            label: t('Compare with the last one like it'),
            icon: 'compare' as const,
            run: () => run('compare'),
          },
        ]
      : []),
    { label: t('Copy the link'), icon: 'link', run: () => void copyLink(message) },
    ...(isHtml
      ? [
          {
            label: t('HTML in a new tab'),
            icon: 'external' as const,
            run: open(urls.html(message.id, false)),
          },
        ]
      : []),
    { label: t('Message in a new tab'), icon: 'external', run: open(addressOf(message)) },
    {
      label: isHtml ? t('Print (opens the HTML)') : t('Print'),
      icon: 'print',
      run: () => {
        print(message);
      },
    },
    { label: t('Download as .eml'), icon: 'download', run: () => run('download') },
  ];
}
