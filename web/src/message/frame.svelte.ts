// How the HTML of messages is shown: it stays from one message to the next.
export const widths = { phone: 390, tablet: 768, desktop: 1024 } as const;
export const zooms = [0.5, 0.67, 0.8, 1, 1.25, 1.5, 2] as const;

interface Frame {
  /** In CSS pixels; null for all there is. */
  width: number | null;
  zoom: number;
  isDark: boolean;
}

const narrowest = 240;
let current = $state.raw<Frame>({ width: null, zoom: 1, isDark: false });

export const frame = {
  get current(): Frame {
    return current;
  },
  resize(width: number | null): void {
    current = { ...current, width: width === null ? null : Math.max(narrowest, Math.round(width)) };
  },
  zoom(by: 1 | -1): void {
    const at = zooms.findIndex((zoom) => zoom === current.zoom);
    current = { ...current, zoom: zooms[at + by] ?? current.zoom };
  },
  darken(isDark: boolean): void {
    current = { ...current, isDark };
  },
};
