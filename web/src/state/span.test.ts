import { describe, expect, it } from 'vitest';
import { summary } from './sample';
import { isTangled, joined, missing, placeOf, put, rowAt, trimmed, without, type Span } from './span';

/** Rows of these sequences, newest first, from this place on. */
const span = (start: number, newest: number, count: number, some: Partial<Span> = {}): Span => ({
  start,
  rows: Array.from({ length: count }, (_, index) => summary(newest - index)),
  cursor: null,
  at: 1,
  ...some,
});
const places = (spans: readonly Span[]) =>
  spans.map(({ start, rows }) => [start, rows[0]?.id, rows.at(-1)?.id]);

describe('parts of a list', () => {
  const two = [span(0, 100, 3), span(10, 90, 2)];

  it('know what is where', () => {
    expect(rowAt(two, 2)?.id).toBe('m98');
    expect(rowAt(two, 3)).toBeNull();
    expect(placeOf(two, 'm89')).toBe(11);
    expect(placeOf(two, 'm50')).toBe(-1);
    expect(missing(two, { first: 1, end: 3 })).toBe(-1);
    expect(missing(two, { first: 1, end: 5 })).toBe(3);
    expect(missing(two, { first: 10, end: 13 })).toBe(12);
  });

  it('become one where they meet, when both places hold', () => {
    const meeting = [span(3, 97, 2, { cursor: 'c' }), span(0, 100, 3)];
    expect(places(joined(meeting, 1))).toEqual([[0, 'm100', 'm96']]);
    expect(joined(meeting, 1)[0]?.cursor).toBe('c');
    const later = [span(0, 100, 3), span(3, 97, 2, { at: 9 })];
    expect(joined(later, 1)).toHaveLength(2);
    expect(joined(later, 9)).toHaveLength(1);
  });

  it('are let go of where nobody looks, but for what is named', () => {
    const [long] = [span(0, 100, 50, { cursor: 'c' })];
    const kept = trimmed([long], [{ first: 0, end: 2 }], new Set(['m60']));
    expect(places(kept)).toEqual([
      [0, 'm100', 'm99'],
      [40, 'm60', 'm60'],
    ]);
    expect(kept.map(({ cursor }) => cursor)).toEqual([null, null]);
    expect(trimmed([long], [{ first: 48, end: 60 }], new Set())[0]?.cursor).toBe('c');
  });

  it('close up over rows that are taken out', () => {
    const { spans, places: gone } = without(two, new Set(['m100', 'm98', 'm90']));
    expect(places(spans)).toEqual([
      [0, 'm99', 'm99'],
      [8, 'm89', 'm89'],
    ]);
    expect(gone).toEqual([0, 2, 10]);
  });
});

describe('a page that comes', () => {
  it('joins what it meets, whichever side it is on', () => {
    const spans = [span(0, 100, 3), span(6, 94, 3)];
    expect(places(put(spans, span(2, 98, 5), 1))).toEqual([[0, 'm100', 'm92']]);
  });

  it('moves rows to where it has them, and what it contradicts goes', () => {
    const spans = [span(0, 100, 3), span(10, 90, 5), span(30, 70, 2)];
    // Two messages have come in between: m90 is at 12 now.
    expect(places(put(spans, span(9, 93, 5), 1))).toEqual([
      [0, 'm100', 'm98'],
      [9, 'm93', 'm86'],
    ]);
    expect(places(put(spans, span(11, 50, 3), 1))).toEqual([
      [0, 'm100', 'm98'],
      [11, 'm50', 'm48'],
      [30, 'm70', 'm69'],
    ]);
  });

  it('that knows of more than the events so far is right without them', () => {
    const spans = [span(0, 100, 3)];
    const mixed = put(spans, span(2, 97, 2, { at: 9 }), 1);
    expect(places(mixed)).toEqual([
      [0, 'm100', 'm98'],
      [2, 'm97', 'm96'],
    ]);
    expect(isTangled(mixed, 1)).toBe(false);
    expect(isTangled(mixed, 9)).toBe(true);
  });
});
