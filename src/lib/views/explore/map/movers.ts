// Finds who moved furthest between two maps that lie over each other. Pure.

export interface Mover {
  readonly node: number;
  readonly from: readonly [number, number];
  readonly to: readonly [number, number];
}

/** Up to `count` nodes with a place on both maps [N, 2], the furthest first; equally far ones by their number. */
export function largestMovers(before: Float32Array, after: Float32Array, count: number): readonly Mover[] {
  const found: { node: number; square: number }[] = [];
  let least = 0;
  for (let node = 0; node < before.length / 2; node += 1) {
    const dx = (after[2 * node] ?? NaN) - (before[2 * node] ?? NaN);
    const dy = (after[2 * node + 1] ?? NaN) - (before[2 * node + 1] ?? NaN);
    const square = dx * dx + dy * dy;
    if (!(square > least)) continue;
    const at = found.findIndex((other) => other.square < square);
    found.splice(at === -1 ? found.length : at, 0, { node, square });
    if (found.length > count) found.pop();
    if (found.length === count) least = found.at(-1)?.square ?? 0;
  }
  const placeOf = (xy: Float32Array, node: number) => [xy[2 * node] ?? 0, xy[2 * node + 1] ?? 0] as const;
  return found.map(({ node }) => ({ node, from: placeOf(before, node), to: placeOf(after, node) }));
}
