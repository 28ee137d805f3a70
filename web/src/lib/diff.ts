// What differs between two texts, line by line and word by word in lines that changed. Pure.
export interface Word {
  text: string;
  isChanged: boolean;
}

export interface Row {
  kind: 'same' | 'changed' | 'removed' | 'added';
  /** Of either side; null where it has no such line. */
  left: readonly Word[] | null;
  right: readonly Word[] | null;
}

type Edit<Item> = { kind: 'same' | 'removed' | 'added'; item: Item };

/** Beyond this the rest is called changed: nobody reads so many differences. */
const mostEdits = 800;

/** Myers' shortest edit script; the greedy form, with what it went through kept for the way back. */
function edits<Item>(left: readonly Item[], right: readonly Item[]): Edit<Item>[] {
  let start = 0;
  while (start < left.length && start < right.length && left[start] === right[start]) start += 1;
  let end = 0;
  while (
    end < left.length - start &&
    end < right.length - start &&
    left[left.length - 1 - end] === right[right.length - 1 - end]
  )
    end += 1;
  const a = left.slice(start, left.length - end);
  const b = right.slice(start, right.length - end);
  const same = (items: readonly Item[]): Edit<Item>[] => items.map((item) => ({ kind: 'same', item }));
  return [...same(left.slice(0, start)), ...script(a, b), ...same(left.slice(left.length - end))];
}

function script<Item>(a: readonly Item[], b: readonly Item[]): Edit<Item>[] {
  const most = Math.min(a.length + b.length, mostEdits);
  let furthest = new Map<number, number>([[1, 0]]);
  const trail: Map<number, number>[] = [];
  for (let d = 0; d <= most; d += 1) {
    trail.push(furthest);
    const next = new Map(furthest);
    for (let k = -d; k <= d; k += 2) {
      const down = k === -d || (k !== d && (furthest.get(k - 1) ?? -1) < (furthest.get(k + 1) ?? -1));
      let x = down ? (furthest.get(k + 1) ?? 0) : (furthest.get(k - 1) ?? 0) + 1;
      while (x < a.length && x - k < b.length && a[x] === b[x - k]) x += 1;
      next.set(k, x);
      if (x >= a.length && x - k >= b.length) return wayBack(a, b, trail, d);
    }
    furthest = next;
  }
  return [
    ...a.map((item): Edit<Item> => ({ kind: 'removed', item })),
    ...b.map((item): Edit<Item> => ({ kind: 'added', item })),
  ];
}

function wayBack<Item>(
  a: readonly Item[],
  b: readonly Item[],
  trail: readonly Map<number, number>[],
  length: number,
): Edit<Item>[] {
  const found: Edit<Item>[] = [];
  let x = a.length;
  let y = b.length;
  for (let d = length; d >= 0; d -= 1) {
    const furthest = trail[d] ?? new Map<number, number>();
    const k = x - y;
    const down = k === -d || (k !== d && (furthest.get(k - 1) ?? -1) < (furthest.get(k + 1) ?? -1));
    const before = down ? k + 1 : k - 1;
    const beforeX = d === 0 ? 0 : (furthest.get(before) ?? 0);
    const beforeY = d === 0 ? 0 : beforeX - before;
    while (x > beforeX && y > beforeY) {
      x -= 1;
      y -= 1;
      found.push({ kind: 'same', item: a[x] as Item });
    }
    if (d === 0) break;
    if (down) found.push({ kind: 'added', item: b[(y -= 1)] as Item });
    else found.push({ kind: 'removed', item: a[(x -= 1)] as Item });
  }
  return found.reverse();
}

const wordsOf = (line: string): string[] => line.match(/\s+|[\p{L}\p{N}_]+|[^\s\p{L}\p{N}_]/gu) ?? [];

const whole = (text: string): Word[] => [{ text, isChanged: false }];

function joined(words: readonly Edit<string>[], mine: 'removed' | 'added'): Word[] {
  const out: Word[] = [];
  for (const { kind, item } of words) {
    if (kind !== 'same' && kind !== mine) continue;
    const isChanged = kind === mine;
    const last = out.at(-1);
    if (last?.isChanged === isChanged) last.text += item;
    else out.push({ text: item, isChanged });
  }
  return out;
}

function changedRow(left: string, right: string): Row {
  const words = edits(wordsOf(left), wordsOf(right));
  return { kind: 'changed', left: joined(words, 'removed'), right: joined(words, 'added') };
}

/** Lines that went and lines that came in the same place stand beside each other. */
export function diffLines(left: readonly string[], right: readonly string[]): Row[] {
  const rows: Row[] = [];
  let gone: string[] = [];
  let come: string[] = [];
  const settle = () => {
    for (let at = 0; at < Math.max(gone.length, come.length); at += 1) {
      const [before, after] = [gone[at], come[at]];
      if (before !== undefined && after !== undefined) rows.push(changedRow(before, after));
      else if (before !== undefined) rows.push({ kind: 'removed', left: whole(before), right: null });
      else if (after !== undefined) rows.push({ kind: 'added', left: null, right: whole(after) });
    }
    gone = [];
    come = [];
  };
  for (const { kind, item } of edits(left, right)) {
    if (kind === 'removed') gone.push(item);
    else if (kind === 'added') come.push(item);
    else {
      settle();
      rows.push({ kind: 'same', left: whole(item), right: whole(item) });
    }
  }
  settle();
  return rows;
}

export const isDifferent = (rows: readonly Row[]): boolean => rows.some(({ kind }) => kind !== 'same');
