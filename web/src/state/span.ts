// The parts of a long list that are loaded, each at its place; what lies between them is not loaded. Pure.
import type { Summary } from '../api/types';

export interface Span {
  /** Place of the first row in the list. */
  start: number;
  rows: readonly Summary[];
  /** For the page behind the last row; null at the end of the list, and when it is not known. */
  cursor: string | null;
  /** The sequence its place holds for: what came and went until then is counted in it. */
  at: number;
}

/** By their places; no message is in two of them. */
export type Spans = readonly Span[];

/** Places in the list, `end` is one past the last. */
export interface Range {
  first: number;
  end: number;
}

export const endOf = ({ start, rows }: Span): number => start + rows.length;

const flat = new WeakMap<Spans, readonly Summary[]>();

/** All that is loaded, in the order of the list. */
export function rowsOf(spans: Spans): readonly Summary[] {
  let rows = flat.get(spans);
  if (!rows) flat.set(spans, (rows = spans.flatMap((span) => span.rows)));
  return rows;
}

/** Null where nothing is loaded. */
export function rowAt(spans: Spans, place: number): Summary | null {
  const span = spans.find((one) => place >= one.start && place < endOf(one));
  return span?.rows[place - span.start] ?? null;
}

/** The place of a message, or -1. */
export function placeOf(spans: Spans, id: string | null): number {
  for (const { start, rows } of spans) {
    const at = rows.findIndex((row) => row.id === id);
    if (at >= 0) return start + at;
  }
  return -1;
}

/** The first place of the range that is not loaded, or -1. */
export function missing(spans: Spans, { first, end }: Range): number {
  let place = first;
  for (const span of spans) if (place >= span.start && place < endOf(span)) place = endOf(span);
  return place < end ? place : -1;
}

/** Sorted, without empty ones, and joined where one begins at the end of another; places of later sequences may still move. */
export function joined(spans: Spans, sequence: number): Spans {
  const result: Span[] = [];
  for (const span of [...spans].sort((a, b) => a.start - b.start)) {
    const before = result.at(-1);
    if (span.rows.length === 0) continue;
    const isSettled = before && (before.at === span.at || Math.max(before.at, span.at) <= sequence);
    if (!before || !isSettled || endOf(before) !== span.start) result.push(span);
    else result[result.length - 1] = { ...span, start: before.start, rows: [...before.rows, ...span.rows] };
  }
  return result;
}

/** True when two lie at the same place: something came or went that was not told. */
export const isTangled = (spans: Spans, sequence: number): boolean =>
  spans.some((span, at) => {
    const next = spans[at + 1];
    return next !== undefined && Math.max(span.at, next.at) <= sequence && endOf(span) > next.start;
  });

/** `span` with the rows of `page` in it where they meet, else null. The page knows better where they are. */
function met(span: Span, page: Span): Span | null {
  const known = new Set(page.rows.map(({ id }) => id));
  const first = span.rows.findIndex(({ id }) => id === page.rows[0]?.id);
  const last = span.rows.findIndex(({ id }) => id === page.rows.at(-1)?.id);
  if (first < 0 && last < 0) return null;
  const head = span.rows.slice(0, Math.max(first, 0)).filter(({ id }) => !known.has(id));
  const tail = last < 0 ? [] : span.rows.slice(last + 1).filter(({ id }) => !known.has(id));
  const cursor = tail.length > 0 ? span.cursor : page.cursor;
  return { ...page, start: page.start - head.length, rows: [...head, ...page.rows, ...tail], cursor };
}

/** A page that came. What contradicts it goes, and is loaded again when it is wanted. */
export function put(spans: Spans, page: Span, sequence: number): Spans {
  const known = new Set(page.rows.map(({ id }) => id));
  const isSettled = page.at <= sequence;
  let whole = page;
  let isMoved = false;
  const apart: Span[] = [];
  for (const span of spans) {
    if (!span.rows.some(({ id }) => known.has(id))) {
      apart.push(span);
      continue;
    }
    const one = met(span, whole);
    const place = placeOf(one ? [one] : [], span.rows[0]?.id ?? '');
    isMoved ||= isSettled && place >= 0 && place !== span.start;
    whole = one ?? whole;
  }
  const contradicts = (span: Span) =>
    isSettled &&
    ((isMoved && span.start > page.start) || (span.start < endOf(whole) && endOf(span) > whole.start));
  return joined([...apart.filter((span) => !contradicts(span)), whole], sequence);
}

/** Without the rows whose place nobody looks at, but for those named. */
export function trimmed(spans: Spans, keep: readonly Range[], ids: ReadonlySet<string>): Spans {
  const isKept = (place: number) => keep.some(({ first, end }) => place >= first && place < end);
  const result: Span[] = [];
  for (const span of spans) {
    let part: Summary[] = [];
    span.rows.forEach((row, index) => {
      const isWanted = isKept(span.start + index) || ids.has(row.id);
      if (isWanted) part.push(row);
      const isLast = index === span.rows.length - 1;
      if (part.length === 0 || (isWanted && !isLast)) return;
      const end = span.start + index + (isWanted ? 1 : 0);
      const cursor = isWanted ? span.cursor : null;
      result.push({ ...span, start: end - part.length, rows: part, cursor });
      part = [];
    });
  }
  return result;
}

/** The rows at these places taken out; what follows moves up. `places` are sorted. */
export function without(spans: Spans, ids: ReadonlySet<string>): { spans: Spans; places: readonly number[] } {
  const places: number[] = [];
  const left = spans.map((span) => {
    const start = span.start - places.length;
    span.rows.forEach(({ id }, index) => ids.has(id) && places.push(span.start + index));
    return { ...span, start, rows: span.rows.filter(({ id }) => !ids.has(id)) };
  });
  return { spans: left.filter(({ rows }) => rows.length > 0), places };
}
