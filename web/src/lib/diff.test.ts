import { describe, expect, it } from 'vitest';
import { diffLines, isDifferent, type Row } from './diff';
import { folded } from './fold';

const side = (row: Row, name: 'left' | 'right') => row[name]?.map(({ text }) => text).join('') ?? null;
const sides = (rows: Row[], name: 'left' | 'right') =>
  rows.map((row) => side(row, name)).filter((line) => line !== null);

describe('differences', () => {
  it('are none between the same', () => {
    expect(isDifferent(diffLines(['a', 'b'], ['a', 'b']))).toBe(false);
    expect(diffLines([], [])).toEqual([]);
  });

  it('are lines that went, came and changed', () => {
    const rows = diffLines(['one', 'two', 'three', 'four'], ['one', 'three', 'vier', 'five']);
    expect(rows.map(({ kind }) => kind)).toEqual(['same', 'removed', 'same', 'changed', 'added']);
  });

  it('are marked word by word within a line', () => {
    const [row] = diffLines(['Your code: 482913, Alice'], ['Your code: 771200, Alice']);
    expect(row?.left).toEqual([
      { text: 'Your code: ', isChanged: false },
      { text: '482913', isChanged: true },
      { text: ', Alice', isChanged: false },
    ]);
    expect(row?.right?.[1]).toEqual({ text: '771200', isChanged: true });
  });

  it('lose nothing of either side, whatever they are', () => {
    let seed = 7;
    const random = (below: number) => (seed = (seed * 48271) % 2147483647) % below;
    const lines = () => Array.from({ length: random(12) }, () => 'abcd'.slice(0, random(4)));
    for (let round = 0; round < 300; round += 1) {
      const [left, right] = [lines(), lines()];
      const rows = diffLines(left, right);
      expect(sides(rows, 'left')).toEqual(left);
      expect(sides(rows, 'right')).toEqual(right);
    }
  });

  it('end in good time when nothing is the same', () => {
    const many = (mark: string) => Array.from({ length: 3000 }, (_, at) => `${mark}${at}`);
    const rows = diffLines(many('a'), many('b'));
    expect(sides(rows, 'left')).toHaveLength(3000);
  });
});

describe('folding', () => {
  const rows = (kinds: string): Row[] =>
    [...kinds].map((mark) => ({ kind: mark === '=' ? 'same' : 'added', left: null, right: null }));

  it('hides what is far from every difference', () => {
    const kinds = folded(rows('=====+====='), 2).map((row) => (row.kind === 'fold' ? row.count : row.kind));
    expect(kinds).toEqual([3, 'same', 'same', 'added', 'same', 'same', 3]);
  });

  it('hides no single line, and nothing when all is wanted', () => {
    expect(folded(rows('===+'), 2)).toHaveLength(4);
    expect(folded(rows('=========+'), Infinity)).toHaveLength(10);
  });
});
