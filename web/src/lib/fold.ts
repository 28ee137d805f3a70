// Long stretches without a difference, folded away but for a few lines around what differs. Pure.
import type { Row } from './diff';

export type Shown = Row | { kind: 'fold'; count: number };

/** `around` lines of what is the same stay on either side; a fold of one line would hide nothing. */
export function folded(rows: readonly Row[], around: number): Shown[] {
  const near = rows.map(() => around === Infinity);
  if (around !== Infinity)
    rows.forEach(({ kind }, at) => {
      if (kind === 'same') return;
      for (let other = Math.max(0, at - around); other <= Math.min(rows.length - 1, at + around); other += 1)
        near[other] = true;
    });
  const shown: Shown[] = [];
  for (let at = 0; at < rows.length; at += 1) {
    const row = rows[at];
    if (!row) continue;
    if (near[at]) {
      shown.push(row);
      continue;
    }
    const next = near.indexOf(true, at);
    const count = (next < 0 ? rows.length : next) - at;
    shown.push(...(count === 1 ? [row] : [{ kind: 'fold' as const, count }]));
    at += count - 1;
  }
  return shown;
}
