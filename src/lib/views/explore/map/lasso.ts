// Finds the points within a drawn outline. Pure; outlines and points in units of the map.
import { largest, smallest } from '#lib/elementary/extent';

export type Corner = readonly [x: number, y: number];

/** The outline without corners that are nearer than `step` to the one before: a hand draws far more than it means. */
export function simplified(outline: readonly Corner[], step: number): readonly Corner[] {
  const kept: Corner[] = [];
  for (const corner of outline) {
    const last = kept.at(-1);
    if (!last || Math.hypot(corner[0] - last[0], corner[1] - last[1]) >= step) kept.push(corner);
  }
  return kept;
}

/** The four corners of the box that two opposite ones span. */
export function boxOutline([x0, y0]: Corner, [x1, y1]: Corner): readonly Corner[] {
  return [
    [x0, y0],
    [x1, y0],
    [x1, y1],
    [x0, y1]
  ];
}

/** Whether a ray to the right crosses the closed outline an odd number of times (even-odd rule). */
export function holds(outline: readonly Corner[], x: number, y: number): boolean {
  let inside = false;
  let [fromX, fromY] = outline.at(-1) ?? [NaN, NaN];
  for (const [toX, toY] of outline) {
    if (toY > y !== fromY > y && x < ((fromX - toX) * (y - toY)) / (fromY - toY) + toX) inside = !inside;
    [fromX, fromY] = [toX, toY];
  }
  return inside;
}

/** Numbers of the points of `xy` [N, 2] within the outline, ascending; none in an outline of fewer than three corners. */
export function pointsWithin(outline: readonly Corner[], xy: Float32Array): Int32Array {
  if (outline.length < 3) return new Int32Array(0);
  const xs = outline.map(([x]) => x);
  const ys = outline.map(([, y]) => y);
  const [left, right, bottom, top] = [smallest(xs), largest(xs), smallest(ys), largest(ys)];
  const found: number[] = [];
  for (let node = 0; node < xy.length / 2; node += 1) {
    const x = xy[2 * node] ?? NaN;
    const y = xy[2 * node + 1] ?? NaN;
    // Not a number fails this as well.
    if (x >= left && x <= right && y >= bottom && y <= top && holds(outline, x, y)) found.push(node);
  }
  return Int32Array.from(found);
}
