import { describe, expect, it } from 'vitest';
import { scaleOf, scrolled, standAt, tallOf, toShown, toWhole } from './virtual';

const scale = scaleOf(1_000_000, 80, 800);

describe('a list that is taller than an element can be', () => {
  it('is stood for by a lower one, exactly at both ends', () => {
    expect(tallOf(1_000_000, 80)).toBe(8_000_000);
    expect(toWhole(scale, 0)).toBe(0);
    expect(toWhole(scale, 5000)).toBe(5000);
    expect(toWhole(scale, scale.shown)).toBe(scale.whole);
    expect(toWhole(scale, scale.shown - 5000)).toBe(scale.whole - 5000);
    expect(toWhole(scale, scale.shown / 2)).toBeCloseTo(scale.whole / 2, 3);
    for (const top of [0, 99_999, 40_000_000, scale.whole])
      expect(toWhole(scale, toShown(scale, top))).toBeCloseTo(top, 3);
  });

  it('goes pixel by pixel with the wheel, and to its part with the bar', () => {
    const before = { top: 40_000_000, scrollTop: toShown(scale, 40_000_000) };
    expect(scrolled(scale, before, before.scrollTop + 320).top).toBe(40_000_320);
    const dragged = scrolled(scale, before, 6_000_000);
    expect(dragged).toEqual({ top: toWhole(scale, 6_000_000), scrollTop: 6_000_000 });
  });

  it('reaches both ends by small steps', () => {
    for (const [by, end] of [
      [-700, 0],
      [700, scale.whole],
    ] as const) {
      const start = by < 0 ? 300_000 : scale.whole - 300_000;
      let stand = standAt(scale, { top: 0, scrollTop: 0 }, start);
      for (let step = 0; step < 600 && stand.top !== end; step += 1) {
        const wanted = Math.min(Math.max(stand.scrollTop + by, 0), scale.shown);
        const next = scrolled(scale, stand, wanted);
        expect(Math.abs(next.top - stand.top)).toBeLessThanOrEqual(701);
        stand = next;
      }
      expect(stand.top).toBe(end);
    }
  });

  it('is moved a little by what comes in above, and its element no more', () => {
    const before = standAt(scale, { top: 0, scrollTop: 0 }, 40_000_000);
    const after = standAt(scale, before, 40_000_160);
    expect(after.top - before.top).toBe(160);
    expect(after.scrollTop - before.scrollTop).toBeCloseTo(160, 3);
  });
});

it('a list that is not too tall is scrolled as it is', () => {
  const short = scaleOf(1000, 80, 800);
  expect(scrolled(short, { top: 0, scrollTop: 0 }, 40_000)).toEqual({ top: 40_000, scrollTop: 40_000 });
  expect(standAt(short, { top: 0, scrollTop: 0 }, 90_000).top).toBe(79_200);
});
