// How events of the server change a list. An event may come twice, or after the page that already shows it: what the
// rows know decides, so that nothing is doubled and nothing is counted twice.
import type { Filter, LiveEvent, Summary } from '../api/types';
import type { Counts, List } from './model';

type ListEvent = Exclude<LiveEvent, { type: 'hello' | 'lagged' | 'session.ended' | 'store.trimmed' }>;
const others: ReadonlySet<LiveEvent['type']> = new Set(['hello', 'lagged', 'session.ended', 'store.trimmed']);
const changesList = (event: LiveEvent): event is ListEvent => !others.has(event.type);

export interface Applied {
  list: List;
  added: Summary[];
  /** The numbers may be off: a message that is not among the rows changed. */
  isCountUnsure: boolean;
  /** A search is on and something arrived: only the server knows whether it matches. */
  isSearchBehind: boolean;
}

class Changes {
  readonly added: Summary[] = [];
  isCountUnsure = false;
  isSearchBehind = false;
  private readonly rows: Map<string, Summary>;
  private counts: Counts;
  private matched: List['matched'];
  private sequence: number;
  private counted = true;

  constructor(
    private readonly list: List,
    private readonly filter: Filter,
  ) {
    this.rows = new Map(list.rows.map((row) => [row.id, row]));
    this.counts = { ...list.counts };
    this.matched = list.matched && { ...list.matched };
    this.sequence = list.sequence;
  }

  apply(event: LiveEvent): void {
    if (event.type === 'hello' || event.type === 'lagged' || event.sequence <= this.list.base) return;
    this.sequence = Math.max(this.sequence, event.sequence);
    if (!changesList(event)) return;
    this.counted = event.sequence > this.list.counts.at;
    if (event.type === 'message.stored') this.store(event.message);
    else if (event.type === 'message.updated') this.replace(event.message);
    else if (event.type === 'message.deleted') this.drop(event.ids, event.inbox);
    else this.clear(event.inbox);
  }

  result(): Applied {
    const { added, isCountUnsure, isSearchBehind, counts, matched, sequence } = this;
    const kept = added.filter((row) => this.rows.has(row.id));
    let rows = [...this.rows.values()];
    if (kept.length > 0) rows = rows.sort((a, b) => b.sequence - a.sequence);
    const fresh = this.list.atTop ? 0 : this.list.fresh + kept.length;
    return {
      list: { ...this.list, rows, counts, matched, sequence, fresh },
      added: kept,
      isCountUnsure,
      isSearchBehind,
    };
  }

  private holds(inbox: string): boolean {
    return this.filter.inbox === null || this.filter.inbox === inbox;
  }

  private count(total: number, unread: number): void {
    if (!this.counted) return;
    this.counts.total += total;
    this.counts.unread += unread;
  }

  private store(message: Summary): void {
    if (!this.holds(message.inbox) || this.rows.has(message.id)) return;
    this.count(1, message.read ? 0 : 1);
    if (this.filter.q !== '') {
      this.isSearchBehind = true;
      return;
    }
    this.rows.set(message.id, message);
    this.added.push(message);
  }

  private replace(message: Summary): void {
    const before = this.rows.get(message.id);
    if (!before) {
      this.isCountUnsure ||= this.holds(message.inbox);
      return;
    }
    if (!this.holds(message.inbox)) {
      this.remove(before);
      return;
    }
    this.count(0, Number(before.read) - Number(message.read));
    this.rows.set(message.id, message);
  }

  private drop(ids: string[], inbox: string): void {
    for (const id of ids) {
      const row = this.rows.get(id);
      if (row) this.remove(row);
      else this.isCountUnsure ||= this.holds(inbox);
    }
  }

  private clear(inbox: string): void {
    if (!this.holds(inbox)) return;
    for (const row of [...this.rows.values()]) if (row.inbox === inbox) this.remove(row);
    this.isCountUnsure = true;
  }

  private remove(row: Summary): void {
    this.rows.delete(row.id);
    this.count(-1, row.read ? 0 : -1);
    if (this.matched && !this.matched.more) this.matched.count -= 1;
  }
}

export function applyEvents(list: List, filter: Filter, events: readonly LiveEvent[]): Applied {
  const changes = new Changes(list, filter);
  for (const event of events) changes.apply(event);
  return changes.result();
}

/** The rows of a later page as they are after events that came while it was under way. */
export function catchUp(rows: readonly Summary[], since: number, events: readonly LiveEvent[]): Summary[] {
  const known = new Map(rows.map((row) => [row.id, row]));
  for (const event of events) {
    if (!changesList(event) || event.sequence <= since) continue;
    if (event.type === 'message.updated' && known.has(event.message.id)) {
      known.set(event.message.id, event.message);
    } else if (event.type === 'message.deleted') {
      for (const id of event.ids) known.delete(id);
    } else if (event.type === 'inbox.cleared') {
      for (const row of rows) if (row.inbox === event.inbox) known.delete(row.id);
    }
  }
  return [...known.values()];
}
