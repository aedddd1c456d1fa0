// Maps as whole numbers within a square, so that a page can hold them in few bytes. All maps of a figure keep one scale, so that what lies
// over each other goes on doing so.

/** Side of the square. */
export const SIDE = 1000;
/** In the place of a coordinate that is not there. */
export const NOWHERE = -1;

export interface Square {
  /** Square units for a unit of the maps. */
  readonly scale: number;
  readonly left: number;
  readonly bottom: number;
}

/** The smallest square around the points `rows` of all maps [n, 2], by its scale and its corner; y grows upwards in it. */
export function squareAround(maps: readonly Float32Array[], rows: readonly number[]): Square {
  const range = (offset: number): readonly [number, number] => {
    let [low, high] = [Infinity, -Infinity];
    for (const map of maps) {
      for (const row of rows) {
        const value = map[2 * row + offset] ?? NaN;
        if (Number.isNaN(value)) continue;
        low = Math.min(low, value);
        high = Math.max(high, value);
      }
    }
    return low <= high ? [low, high] : [0, 0];
  };
  const [left, right] = range(0);
  const [bottom, top] = range(1);
  const side = Math.max(right - left, top - bottom);
  const half = (side || 1) / 2;
  return { scale: SIDE / (2 * half), left: (left + right) / 2 - half, bottom: (bottom + top) / 2 - half };
}

/** x, y of each of `rows` as whole numbers 0 … SIDE; NOWHERE twice for a point that is not there. [2 · rows] */
export function inSquare(map: Float32Array, rows: readonly number[], { scale, left, bottom: low }: Square): number[] {
  const within = (value: number) => Math.min(SIDE, Math.max(0, Math.round(value)));
  return rows.flatMap((row) => {
    const [x, y] = [map[2 * row] ?? NaN, map[2 * row + 1] ?? NaN];
    if (Number.isNaN(x) || Number.isNaN(y)) return [NOWHERE, NOWHERE];
    return [within((x - left) * scale), within((y - low) * scale)];
  });
}
