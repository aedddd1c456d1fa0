// Finds the points of a map that are nearest to one of them. The table beside the map lists them and the key "n" goes through them. Pure.

export interface NearPoint {
  readonly node: number;
  /** In units of the map. */
  readonly distance: number;
}

/** Up to `count` other points by distance, then by number; none where `node` has no place on this map. xy: [N, 2]. */
export function nearestTo(xy: Float32Array, node: number, count: number): readonly NearPoint[] {
  const x = xy[2 * node] ?? NaN;
  const y = xy[2 * node + 1] ?? NaN;
  const found: { node: number; distance: number }[] = [];
  let worst = Infinity;
  for (let other = 0; other < xy.length / 2; other += 1) {
    const dx = (xy[2 * other] ?? NaN) - x;
    const dy = (xy[2 * other + 1] ?? NaN) - y;
    const distance = dx * dx + dy * dy;
    if (!(distance < worst) || other === node) continue;
    let at = found.length;
    while (at > 0 && (found[at - 1]?.distance ?? 0) > distance) at -= 1;
    found.splice(at, 0, { node: other, distance });
    if (found.length > count) found.pop();
    if (found.length === count) worst = found[count - 1]?.distance ?? Infinity;
  }
  return found.map((near) => ({ node: near.node, distance: Math.sqrt(near.distance) }));
}
