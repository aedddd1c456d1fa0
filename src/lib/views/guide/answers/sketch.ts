// A curve as a reader draws it: a height at each of its places, moved by pointer or keys. Pure.
import type { Range } from '#lib/notebook/guide/types';

/** Heights in the order of the places. */
export type Sketch = readonly number[];

/** A key moves a point by this part of the range; with a page key by ten of them. */
const GRAIN = 1 / 50;

export const flatSketch = (places: number, [low, high]: Range): Sketch =>
  Array.from({ length: places }, () => (low + high) / 2);

/** To six digits, so that what is kept is what is shown. */
const within = (value: number, [low, high]: Range): number =>
  Number(Math.min(high, Math.max(low, value)).toPrecision(6));

export function withHeight(sketch: Sketch, at: number, height: number, range: Range): Sketch {
  return sketch.map((before, index) => (index === at ? within(height, range) : before));
}

/** What a pointer draws on its way: all places between where it was and where it is get the heights on the line between. */
export function withStroke(
  sketch: Sketch,
  from: { readonly at: number; readonly height: number },
  to: { readonly at: number; readonly height: number },
  range: Range
): Sketch {
  const span = to.at - from.at;
  return sketch.map((before, index) => {
    const share = span === 0 ? 1 : (index - from.at) / span;
    return share < 0 || share > 1 || (span === 0 && index !== to.at)
      ? before
      : within(from.height + share * (to.height - from.height), range);
  });
}

/** The height after a key; null where the key moves no point. */
export function heightAfter(key: string, height: number, range: Range): number | null {
  const grain = (range[1] - range[0]) * GRAIN;
  const steps: Readonly<Record<string, number>> = { ArrowUp: 1, ArrowDown: -1, PageUp: 10, PageDown: -10 };
  if (key === 'Home') return range[0];
  if (key === 'End') return range[1];
  const by = steps[key];
  return by === undefined ? null : within(height + by * grain, range);
}
