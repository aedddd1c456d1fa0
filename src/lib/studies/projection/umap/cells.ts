// Cuts unit vectors into cells of what points the same way (spherical k-means): what a search for neighbours looks through instead of all,
// and what a map colours and names as clusters. Only + − × ÷ and square roots: the same bits in every engine.
import { permutation } from '#kernels/random/random';
import { STREAM } from '#kernels/random/streams';

export interface Cells {
  /** Unit vectors of the middles. [cells, width] */
  readonly middles: Float32Array;
  /** Cell of each row. [n] */
  readonly of: Int32Array;
}

/** Rows of the sample that middles are found from, for each cell. */
const SAMPLED = 40;
const ROUNDS = 8;
/** Rows between two steps. */
const BLOCK = 256;

/**
 * @param rows unit vectors [n, width]
 * @param count cells, at most n
 * @param seed of the rows that middles start from
 * @param step awaited between blocks of rows
 */
export async function cellsOf(
  rows: Float32Array,
  width: number,
  count: number,
  seed: number,
  step: () => Promise<void> = () => Promise.resolve()
): Promise<Cells> {
  const n = rows.length / width;
  const order = permutation({ seed, stream: STREAM.mapCells, step: 0 }, n);
  const sample = order.subarray(0, Math.min(n, SAMPLED * count));
  const middles = new Float32Array(count * width);
  for (let cell = 0; cell < count; cell++) {
    const from = (order[cell] ?? 0) * width;
    middles.set(rows.subarray(from, from + width), cell * width);
  }
  const cellOf = new Int32Array(sample.length);
  for (let round = 0; round < ROUNDS; round++) {
    let changed = 0;
    for (let at = 0; at < sample.length; at++) {
      const cell = nearestCell(middles, count, rows, width, sample[at] ?? 0);
      if (round === 0 || cellOf[at] !== cell) changed += 1;
      cellOf[at] = cell;
      if (at % BLOCK === BLOCK - 1) await step();
    }
    if (changed === 0) break;
    moveMiddles(middles, cellOf, sample, rows, width);
  }
  const of = new Int32Array(n);
  for (let row = 0; row < n; row++) {
    of[row] = nearestCell(middles, count, rows, width, row);
    if (row % BLOCK === BLOCK - 1) await step();
  }
  return { middles, of };
}

/** Each middle to the mean direction of its members; one without members stays. */
function moveMiddles(
  middles: Float32Array,
  cellOf: Int32Array,
  sample: Int32Array,
  rows: Float32Array,
  width: number
): void {
  const sums = new Float64Array(middles.length);
  for (let at = 0; at < sample.length; at++) {
    const [to, from] = [(cellOf[at] ?? 0) * width, (sample[at] ?? 0) * width];
    for (let k = 0; k < width; k++) sums[to + k] = (sums[to + k] ?? 0) + (rows[from + k] ?? 0);
  }
  for (let start = 0; start < sums.length; start += width) {
    let squares = 0;
    for (let k = start; k < start + width; k++) squares += (sums[k] ?? 0) * (sums[k] ?? 0);
    if (squares === 0) continue;
    const scale = 1 / Math.sqrt(squares);
    for (let k = start; k < start + width; k++) middles[k] = (sums[k] ?? 0) * scale;
  }
}

/** Of cells equally near the first. */
function nearestCell(middles: Float32Array, count: number, rows: Float32Array, width: number, row: number): number {
  let best = 0;
  let most = -Infinity;
  for (let cell = 0; cell < count; cell++) {
    const likeness = dotOf(middles, cell * width, rows, row * width, width);
    if (likeness > most) [most, best] = [likeness, cell];
  }
  return best;
}

/** Product of `width` numbers from `a` on and as many from `b` on, four sums side by side. */
export function dotOf(one: Float32Array, a: number, other: Float32Array, b: number, width: number): number {
  let [s0, s1, s2, s3] = [0, 0, 0, 0];
  let k = 0;
  for (; k + 3 < width; k += 4) {
    s0 += (one[a + k] ?? 0) * (other[b + k] ?? 0);
    s1 += (one[a + k + 1] ?? 0) * (other[b + k + 1] ?? 0);
    s2 += (one[a + k + 2] ?? 0) * (other[b + k + 2] ?? 0);
    s3 += (one[a + k + 3] ?? 0) * (other[b + k + 3] ?? 0);
  }
  for (; k < width; k++) s0 += (one[a + k] ?? 0) * (other[b + k] ?? 0);
  return s0 + s1 + (s2 + s3);
}
