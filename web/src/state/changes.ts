// How events of the server change a list. An event may come twice, or after the page that already shows it: what the
// rows know decides, so that nothing is doubled and nothing is counted twice. Ids are sorted by arrival: so the place of a
// message that is not loaded is known well enough to move those behind it.
import type { Filter, LiveEvent, Summary } from '../api/types';
import { arrival } from '../lib/order';
import type { Counts, List } from './model';
import { endOf, joined, placeOf, rowAt, type Span } from './span';

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
  /** Rows may not be where they are shown: only the server knows where something came or went. */
  isPlaceUnsure: boolean;
}

class Changes {
  private readonly added = new Map<string, Summary>();
  private isCountUnsure = false;
  private isSearchBehind = false;
  private isPlaceUnsure = false;
  private spans: readonly Span[];
  private counts: Counts;
  private matched: List['matched'];
  private sequence: number;
  private counted = true;
  /** Older than the newest one seen: it came before. */
  private isRepeated = false;
  private readonly order: 'newest' | 'oldest' | null;

  constructor(
    private readonly list: List,
    private readonly filter: Filter,
  ) {
    this.spans = list.spans;
    this.counts = { ...list.counts };
    this.matched = list.matched && { ...list.matched };
    this.sequence = list.sequence;
    this.order = arrival(filter.order);
  }

  apply(event: LiveEvent): void {
    if (event.type === 'hello' || event.type === 'lagged' || event.sequence <= this.list.base) return;
    this.isRepeated = event.sequence < this.sequence;
    this.sequence = Math.max(this.sequence, event.sequence);
    if (!changesList(event)) return;
    this.counted = event.sequence > this.list.counts.at;
    if (event.type === 'message.stored') this.store(event.message, event.sequence);
    else if (event.type === 'message.updated') this.replace(event.message, event.sequence);
    else if (event.type === 'message.deleted') this.drop(event.ids, event.inbox, event.sequence);
    else this.clear(event.inbox, event.sequence);
  }

  result(): Applied {
    const { isCountUnsure, isSearchBehind, isPlaceUnsure, counts, matched, sequence } = this;
    const added = [...this.added.values()];
    const isOnTop = this.order === 'newest' && !this.list.atTop;
    const fresh = isOnTop ? this.list.fresh + added.length : this.list.fresh;
    const spans = this.spans === this.list.spans ? this.spans : joined(this.spans, sequence);
    const list = { ...this.list, spans, counts, matched, sequence, fresh };
    return { list, added, isCountUnsure, isSearchBehind, isPlaceUnsure };
  }

  private holds(inbox: string): boolean {
    return this.filter.inbox === null || this.filter.inbox === inbox;
  }

  private count(total: number, unread: number): void {
    if (!this.counted) return;
    this.counts.total += total;
    this.counts.unread += unread;
  }

  /** Those that begin at or behind this place. What a page already knew of does not move it. */
  private shift(from: number, by: 1 | -1, sequence: number): void {
    this.spans = this.spans.map((span) =>
      span.start >= from && span.at < sequence ? { ...span, start: span.start + by } : span,
    );
  }

  private store(message: Summary, sequence: number): void {
    if (!this.holds(message.inbox)) return;
    const isKnown = placeOf(this.spans, message.id) >= 0;
    if (!isKnown && !this.isRepeated) this.count(1, message.read ? 0 : 1);
    if (this.filter.q !== '') this.isSearchBehind = true;
    else if (this.order === null) this.isPlaceUnsure ||= !isKnown;
    else if (this.order === 'oldest') this.append(message, isKnown);
    else this.prepend(message, sequence, isKnown);
    if (this.filter.q === '' && !isKnown && !this.isRepeated) this.added.set(message.id, message);
  }

  private prepend(message: Summary, sequence: number, isKnown: boolean): void {
    if (this.isRepeated) return;
    const top = this.spans[0]?.start === 0 ? this.spans[0] : undefined;
    this.shift(0, 1, sequence);
    if (isKnown) return;
    if (top && top.at < sequence) {
      const grown = { ...top, rows: [message, ...top.rows] };
      this.spans = [grown, ...this.spans.slice(1)];
    } else if (this.spans.length === 0) {
      this.spans = [{ start: 0, rows: [message], cursor: null, at: this.list.base }];
    }
  }

  private append(message: Summary, isKnown: boolean): void {
    if (isKnown) return;
    const end = this.counts.total - 1;
    const last = this.spans.at(-1) ?? { start: 0, rows: [], cursor: null, at: this.list.base };
    if (endOf(last) === end)
      this.spans = [...this.spans.slice(0, -1), { ...last, rows: [...last.rows, message] }];
  }

  private replace(message: Summary, sequence: number): void {
    const place = placeOf(this.spans, message.id);
    const before = place < 0 ? null : rowAt(this.spans, place);
    if (!before) {
      this.returned(message, sequence);
      return;
    }
    if (!this.holds(message.inbox)) {
      this.remove(before, sequence);
      return;
    }
    this.count(0, Number(before.read) - Number(message.read));
    this.spans = this.spans.map((span) =>
      span.rows.includes(before)
        ? { ...span, rows: span.rows.map((row) => (row === before ? message : row)) }
        : span,
    );
  }

  /** A message that is not loaded: it may have come from another inbox, or gone there. */
  private returned(message: Summary, sequence: number): void {
    if (this.filter.inbox === null || this.filter.q !== '') {
      this.isCountUnsure ||= this.holds(message.inbox);
      return;
    }
    const isBefore = (row: Summary) =>
      this.order === 'newest' ? row.sequence > message.sequence : row.sequence < message.sequence;
    const among = this.spans.find((span) => {
      const [first, last] = [span.rows[0], span.rows.at(-1)];
      if (this.order === null || !first || !last || span.at >= sequence) return false;
      const isBelowTop = span.start === 0 || isBefore(first);
      const isAboveEnd = endOf(span) === this.counts.total || !isBefore(last);
      return isBelowTop && isAboveEnd;
    });
    if (!among || !this.holds(message.inbox)) {
      this.isCountUnsure = true;
      this.isPlaceUnsure = true;
      return;
    }
    const at = among.rows.filter(isBefore).length;
    const rows = [...among.rows.slice(0, at), message, ...among.rows.slice(at)];
    this.shift(endOf(among), 1, sequence);
    this.spans = this.spans.map((span) => (span === among ? { ...among, rows } : span));
    this.count(1, message.read ? 0 : 1);
  }

  private drop(ids: string[], inbox: string, sequence: number): void {
    for (const id of ids) {
      const place = placeOf(this.spans, id);
      const row = place < 0 ? null : rowAt(this.spans, place);
      if (row) this.remove(row, sequence);
      else if (this.holds(inbox) && !this.isRepeated) this.dropUnloaded(id, sequence);
      this.added.delete(id);
    }
  }

  private isComplete(): boolean {
    const loaded = this.spans.reduce((sum, { rows }) => sum + rows.length, 0);
    return this.matched ? !this.matched.more && loaded >= this.matched.count : loaded >= this.counts.total;
  }

  private dropUnloaded(id: string, sequence: number): void {
    this.isCountUnsure = true;
    if (this.isComplete()) return;
    if (this.filter.q === '') this.count(-1, 0);
    const { order } = this;
    // Whether a search had found it, and where it was in another order, only the server knows.
    if (order === null || this.filter.q !== '') {
      this.isPlaceUnsure = true;
      return;
    }
    const isBehind = ({ rows }: Span) => {
      const first = rows[0]?.id ?? '';
      return order === 'newest' ? first < id : first > id;
    };
    const next = this.spans.find((span) => span.at < sequence && isBehind(span));
    if (next) this.shift(next.start, -1, sequence);
  }

  private clear(inbox: string, sequence: number): void {
    if (!this.holds(inbox)) return;
    this.isPlaceUnsure ||= this.filter.inbox === null && !this.isComplete();
    for (const row of this.spans.flatMap(({ rows }) => rows)) {
      if (row.inbox !== inbox) continue;
      this.remove(row, sequence);
      this.added.delete(row.id);
    }
    if (this.filter.inbox === inbox && this.counted) {
      this.counts = { ...this.counts, total: 0, unread: 0 };
      this.matched &&= { count: 0, more: false };
    }
    this.isCountUnsure = true;
  }

  private remove(row: Summary, sequence: number): void {
    const place = placeOf(this.spans, row.id);
    this.spans = this.spans
      .map((span) =>
        span.rows.includes(row) ? { ...span, rows: span.rows.filter((one) => one !== row) } : span,
      )
      .filter(({ rows }) => rows.length > 0);
    this.shift(place + 1, -1, sequence);
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
