// What a list is sorted by, and how an address says it: in the words of the API. Pure.
import type { Text } from '../messages/text';

export type SortKey = 'received' | 'size' | 'subject' | 'from';

export interface Order {
  by: SortKey;
  isAscending: boolean;
}

export interface Choice {
  order: Order;
  text: Text;
}

/** As they are offered; the first is what a list has by itself. */
export const choices: readonly Choice[] = [
  { order: { by: 'received', isAscending: false }, text: 'Newest first' },
  { order: { by: 'received', isAscending: true }, text: 'Oldest first' },
  { order: { by: 'size', isAscending: false }, text: 'Largest first' },
  { order: { by: 'size', isAscending: true }, text: 'Smallest first' },
  { order: { by: 'subject', isAscending: true }, text: 'Subject, A to Z' },
  { order: { by: 'subject', isAscending: false }, text: 'Subject, Z to A' },
  { order: { by: 'from', isAscending: true }, text: 'Sender, A to Z' },
  { order: { by: 'from', isAscending: false }, text: 'Sender, Z to A' },
];

export const newestFirst: Order = { by: 'received', isAscending: false };

export const isSameOrder = (one: Order = newestFirst, other: Order = newestFirst): boolean =>
  one.by === other.by && one.isAscending === other.isAscending;

export const choiceOf = (order: Order = newestFirst): Choice | undefined =>
  choices.find((choice) => isSameOrder(choice.order, order));

/** How new mail comes into a list: at its top, at its end, or anywhere. */
export function arrival({ by, isAscending }: Order = newestFirst): 'newest' | 'oldest' | null {
  if (by !== 'received') return null;
  return isAscending ? 'oldest' : 'newest';
}

/** Nothing for the order that a list has by itself. */
export function orderQuery(order: Order = newestFirst): { sort?: SortKey; order?: string } {
  if (isSameOrder(order)) return {};
  if (order.by === 'received') return { order: 'oldest' };
  return { sort: order.by, order: order.isAscending ? 'ascending' : 'descending' };
}

const keys: readonly string[] = ['received', 'size', 'subject', 'from'] satisfies SortKey[];
const isKey = (name: string): name is SortKey => keys.includes(name);

/** Undefined when the address says nothing of it, or nothing that makes sense. */
export function orderOf(query: URLSearchParams): Order | undefined {
  const by = query.get('sort') ?? 'received';
  const way = query.get('order') ?? 'newest';
  if (!isKey(by)) return undefined;
  const order = { by, isAscending: way === 'oldest' || way === 'ascending' };
  return isSameOrder(order) ? undefined : order;
}
