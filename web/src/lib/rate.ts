// How much mail came in each minute. Pure.
const minute = 60_000;

/** One number for each of the last minutes, the newest last. */
export function perMinute(moments: readonly number[], now: number, minutes: number): number[] {
  const counts = new Array<number>(minutes).fill(0);
  const last = Math.floor(now / minute);
  for (const moment of moments) {
    const at = minutes - 1 - (last - Math.floor(moment / minute));
    if (at >= 0 && at < minutes) counts[at] = (counts[at] ?? 0) + 1;
  }
  return counts;
}
