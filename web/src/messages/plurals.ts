// Texts with a number in them, in English. The forms are those of Intl.PluralRules.
export const plurals = {
  messages: { one: '{count} message', other: '{count} messages' },
  unread: { one: '{count} unread', other: '{count} unread' },
  matches: { one: '{count} match of {total}', other: '{count} matches of {total}' },
  matchesMore: { one: 'more than {count} match of {total}', other: 'more than {count} matches of {total}' },
  deleted: { one: 'Message deleted', other: '{count} messages deleted' },
  markedRead: { one: 'Message marked as read', other: '{count} messages marked as read' },
  markedUnread: { one: 'Message marked as unread', other: '{count} messages marked as unread' },
  pinned: { one: 'Message pinned', other: '{count} messages pinned' },
  unpinned: { one: 'Message unpinned', other: '{count} messages unpinned' },
  movedTo: { one: 'Message moved to {inbox}', other: '{count} messages moved to {inbox}' },
  tagged: { one: 'Message tagged {tags}', other: '{count} messages tagged {tags}' },
  changed: { one: 'Message changed', other: '{count} messages changed' },
  newMessages: { one: '{count} new message', other: '{count} new messages' },
  allInboxes: { one: 'All {count} inboxes…', other: 'All {count} inboxes…' },
  allTags: { one: 'All {count} tags…', other: 'All {count} tags…' },
  attached: { one: '{count} attached', other: '{count} attached' },
  defects: { one: 'This message has a defect', other: 'This message has {count} defects' },
  tagsOf: { one: 'Tags', other: 'Tags of {count} messages' },
  moveOf: { one: 'Move to an inbox', other: 'Move {count} messages to an inbox' },
  pages: { one: '{count} page', other: '{count} pages' },
  deletesAll: { one: 'This deletes {count} message.', other: 'This deletes all {count} messages.' },
  changesAll: { one: 'This changes {count} message.', other: 'This changes all {count} messages.' },
  deletesInbox: {
    one: 'This deletes the inbox, its settings and {count} message.',
    other: 'This deletes the inbox, its settings and {count} messages.',
  },
};

export type PluralName = keyof typeof plurals;

/** `other` is there in every language; which others there are is the language's own affair. */
export type Forms = { other: string } & Partial<Record<Intl.LDMLPluralRule, string>>;
