// Which rows of a long list are worth having in the page, and how a list that is taller than an element can be is
// scrolled all the same. Pure.
export interface Window {
  first: number;
  /** One past the last. */
  end: number;
}

export function visibleWindow(top: number, height: number, rowHeight: number, count: number): Window {
  const spare = 8;
  const first = Math.max(0, Math.floor(top / rowHeight) - spare);
  const end = Math.min(count, Math.ceil((top + height) / rowHeight) + spare);
  return { first: Math.min(first, end), end };
}

/** Where to scroll so that a row is in sight, moving as little as possible. */
export function scrollToRow(index: number, scrollTop: number, height: number, rowHeight: number): number {
  const top = index * rowHeight;
  if (top < scrollTop) return top;
  return Math.max(scrollTop, top + rowHeight - height);
}

// Browsers cut elements off at 16 to 33 million pixels.
const tallest = 8_000_000;
// So far from both ends a pixel of the scroll bar is a pixel of the list: there the end can be reached by small steps.
const exact = 100_000;
const stray = exact / 2;

export interface Scale {
  /** How far the list can be scrolled, in its own pixels. */
  whole: number;
  /** The same of the element that stands for it. */
  shown: number;
  height: number;
}

export function scaleOf(count: number, rowHeight: number, height: number): Scale {
  const all = count * rowHeight;
  const whole = Math.max(0, all - height);
  return { whole, shown: Math.max(0, Math.min(all, tallest) - height), height };
}

/** Of the element. */
export const tallOf = (count: number, rowHeight: number): number => Math.min(count * rowHeight, tallest);

function mapped(value: number, from: number, to: number): number {
  if (value <= exact) return value;
  if (value >= from - exact) return to - (from - value);
  return exact + ((value - exact) * (to - 2 * exact)) / (from - 2 * exact);
}

const isExact = ({ whole, shown }: Scale): boolean => whole === shown;
const clamped = (value: number, most: number) => Math.min(Math.max(value, 0), most);

/** Where the element stands when the list stands at `top`. */
export const toShown = (scale: Scale, top: number): number =>
  isExact(scale) ? top : mapped(clamped(top, scale.whole), scale.whole, scale.shown);

/** And the other way. */
export const toWhole = (scale: Scale, scrollTop: number): number =>
  isExact(scale) ? scrollTop : mapped(clamped(scrollTop, scale.shown), scale.shown, scale.whole);

/** Where the list stands, and where the element does. */
export interface Stand {
  top: number;
  scrollTop: number;
}

/** The element was scrolled: by a drag of its bar it goes to that part of the list, else as many pixels as it was moved. */
export function scrolled(scale: Scale, before: Stand, scrollTop: number): Stand {
  if (isExact(scale)) return { top: scrollTop, scrollTop };
  const by = scrollTop - before.scrollTop;
  const isJump = Math.abs(by) > 3 * scale.height || scrollTop <= 0 || scrollTop >= scale.shown;
  if (isJump) return { top: toWhole(scale, scrollTop), scrollTop };
  return settled(scale, { top: clamped(before.top + by, scale.whole), scrollTop });
}

/** The element where it belongs, if it went too far astray or an end is near. */
function settled(scale: Scale, stand: Stand): Stand {
  const right = toShown(scale, stand.top);
  const isNearEnd = stand.top < exact || stand.top > scale.whole - exact;
  const most = isNearEnd ? 1 : stray;
  return Math.abs(right - stand.scrollTop) > most ? { top: stand.top, scrollTop: right } : stand;
}

/** To stand at `top`, with the element moved as little as can be. */
export function standAt(scale: Scale, before: Stand, top: number): Stand {
  const wanted = clamped(top, scale.whole);
  if (isExact(scale)) return { top: wanted, scrollTop: wanted };
  return settled(scale, { top: wanted, scrollTop: before.scrollTop + wanted - before.top });
}
