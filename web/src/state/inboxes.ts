// What the side bar leads to besides the pages: inboxes and tags. Steps of update.ts.
import type { Inbox, LiveEvent, Tag } from '../api/types';
import type { Effect, State } from './model';

const counted: ReadonlySet<LiveEvent['type']> = new Set([
  'message.stored',
  'message.updated',
  'message.deleted',
  'inbox.cleared',
]);

// worker-9 comes before worker-10.
const byName = new Intl.Collator('en', { numeric: true });

const sorted = <Named extends { name: string }>(all: readonly Named[]): Named[] =>
  [...all].sort((a, b) => byName.compare(a.name, b.name));

export const loaded = (state: State, inboxes: readonly Inbox[]): State => ({
  ...state,
  inboxes: sorted(inboxes),
});

export const tagsLoaded = (state: State, tags: readonly Tag[]): State => ({ ...state, tags: sorted(tags) });

/** To count tags the server looks at every message that has one: only what can change them is worth that. */
function changesTags(event: LiveEvent, hasTags: boolean): boolean {
  if (event.type === 'message.stored') return event.message.tags.length > 0;
  if (event.type === 'message.updated') return hasTags || event.message.tags.length > 0;
  return hasTags && counted.has(event.type);
}

/** The numbers are the server's: a message that changed may be one that this page never saw. */
export function recount({ tags }: State, events: readonly LiveEvent[]): readonly Effect[] {
  if (!events.some(({ type }) => counted.has(type))) return [];
  const isTagged = events.some((event) => changesTags(event, tags.length > 0));
  return isTagged ? [{ do: 'inboxes' }, { do: 'tags' }] : [{ do: 'inboxes' }];
}

/** Of the whole store. The open list knows its own number first. */
export const unreadOf = ({ filter, list, inboxes }: State): number =>
  filter.inbox === null ? list.counts.unread : inboxes.reduce((sum, { unread }) => sum + unread, 0);

/** The busiest of late, by name, and always the one that is open. */
export function shownInboxes(inboxes: readonly Inbox[], open: string | null, most: number): readonly Inbox[] {
  if (inboxes.length <= most) return inboxes;
  const rank = ({ name, lastReceivedAt }: Inbox) =>
    name === open ? Infinity : lastReceivedAt === null ? 0 : Date.parse(lastReceivedAt);
  const newest = [...inboxes].sort((a, b) => (rank(a) === rank(b) ? 0 : rank(b) - rank(a))).slice(0, most);
  const chosen = new Set(newest.map(({ name }) => name));
  return inboxes.filter(({ name }) => chosen.has(name));
}
