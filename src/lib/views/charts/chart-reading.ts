// Reads a chart point by point: which point lies nearest to the pointer, and which one a key leads to. Pure; the units of the drawing.

/** One value of a chart, where it is drawn. */
export interface ReadPoint {
  readonly x: number;
  readonly y: number;
  /** Points of one line (a curve, a row) follow each other; lines are numbered in their order. */
  readonly line: number;
  /** What is shown beside the point and said: "contrastive, epoch 12: 0.3121". */
  readonly text: string;
}

/** How far a point may lie from the pointer to be read, in the drawing's units. */
const NEAR = 60;

/** Index of the point nearest to a place; null where none is near. */
export function nearestPoint(
  points: readonly ReadPoint[],
  at: { readonly x: number; readonly y: number },
  near = NEAR
): number | null {
  let found: number | null = null;
  let least = near * near;
  points.forEach(({ x, y }, index) => {
    const distance = (x - at.x) * (x - at.x) + (y - at.y) * (y - at.y);
    if (distance >= least) return;
    found = index;
    least = distance;
  });
  return found;
}

/** Points in the order in which keys go through them: line by line, each from its first to its last. */
export const inReadingOrder = (points: readonly ReadPoint[]): readonly ReadPoint[] =>
  [...points].sort((a, b) => a.line - b.line);

/**
 * The point that a key leads to: left and right along a line and on to the next, up and down to the nearest point of the line before and
 * after, Home and End to the first and last of all. Null where the key means nothing here.
 * @param points in reading order
 * @param from index of the point that was read last; null before the first
 */
export function pointByKey(points: readonly ReadPoint[], from: number | null, key: string): number | null {
  const last = points.length - 1;
  if (last < 0 || !/^(Arrow(Left|Right|Up|Down)|Home|End)$/.test(key)) return null;
  if (from === null || key === 'Home') return 0;
  if (key === 'End') return last;
  if (key === 'ArrowRight') return Math.min(last, from + 1);
  if (key === 'ArrowLeft') return Math.max(0, from - 1);
  const here = points[from];
  const lines = [...new Set(points.map(({ line }) => line))];
  const line = lines[lines.indexOf(here?.line ?? 0) + (key === 'ArrowDown' ? 1 : -1)];
  let found = from;
  let least = Infinity;
  points.forEach((point, index) => {
    const distance = Math.abs(point.x - (here?.x ?? 0));
    if (point.line !== line || distance >= least) return;
    found = index;
    least = distance;
  });
  return found;
}
