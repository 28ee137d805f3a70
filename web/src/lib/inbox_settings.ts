// The settings of an inbox as they are typed, both ways. Pure.
import type { Inbox, InboxSettings } from '../api/types';

export interface InboxDraft {
  /** "" for no limit. */
  maxMessages: string;
  maxAge: string;
  accept: boolean;
  password: string;
}

export function draftOf(inbox: Inbox | undefined): InboxDraft {
  return {
    maxMessages: inbox?.retention.maxMessages?.toString() ?? '',
    maxAge: inbox?.retention.maxAge ?? '',
    accept: inbox?.accept ?? true,
    password: '',
  };
}

export interface ReadSettings {
  settings: InboxSettings;
  /** What is wrong, "" for nothing. */
  error: string;
}

export function settingsOf(draft: InboxDraft): ReadSettings {
  const messages = draft.maxMessages.trim();
  const age = draft.maxAge.trim();
  const settings: InboxSettings = {
    retention: { maxMessages: messages === '' ? null : Number(messages), maxAge: age === '' ? null : age },
    accept: draft.accept,
    ...(draft.password === '' ? {} : { password: draft.password }),
  };
  if (messages !== '' && !/^[1-9]\d{0,15}$/.test(messages))
    return { settings, error: 'How many messages to keep is a whole number from 1, or empty for all.' };
  if (age !== '' && !/^\d+(ms|s|m|h|d)$/.test(age))
    return { settings, error: 'How long to keep them is a number with a unit: 90s, 30m, 12h, 7d.' };
  return { settings, error: '' };
}
