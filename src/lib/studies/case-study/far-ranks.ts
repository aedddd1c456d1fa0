// Where one user stands among another's far users, by the cosine of their final embeddings: a relative rank, 0 at the top and 1 at
// the end, so that users with many and with few far users count alike. Float64 on the host: the same bits on every machine.
import { square } from '#lib/elementary/power';

/** Rows of length one (zeros stay zeros), float64. [rows, dimensions] */
export interface UnitRows {
  readonly rows: Float64Array;
  readonly dimensions: number;
}

/** @param present rows without a 1 become zeros */
export function unitRows(rows: ArrayLike<number>, dimensions: number, present?: Uint8Array): UnitRows {
  const out = new Float64Array(rows.length);
  for (let start = 0, row = 0; start < rows.length; start += dimensions, row++) {
    if (present && present[row] !== 1) continue;
    let squares = 0;
    for (let at = start; at < start + dimensions; at++) squares += square(rows[at] ?? 0);
    const scale = squares === 0 ? 0 : 1 / Math.sqrt(squares);
    for (let at = start; at < start + dimensions; at++) out[at] = (rows[at] ?? 0) * scale;
  }
  return { rows: out, dimensions };
}

/** −1 … 1; 0 where one of the rows is zeros. */
export function cosine({ rows, dimensions }: UnitRows, one: number, other: number): number {
  let sum = 0;
  for (let at = 0; at < dimensions; at++)
    sum += (rows[one * dimensions + at] ?? 0) * (rows[other * dimensions + at] ?? 0);
  return sum;
}

/** Cosines of `user` with each of `others`, in their order. */
export function cosines(space: UnitRows, user: number, others: Int32Array): Float64Array {
  const found = new Float64Array(others.length);
  for (let at = 0; at < others.length; at++) found[at] = cosine(space, user, others[at] ?? 0);
  return found;
}

/** The first position in ascending `sorted` whose value is at least `value` (or above it, where `after`). */
export function boundOf(sorted: Float64Array, value: number, after: boolean): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const there = sorted[middle] ?? 0;
    if (there < value || (after && there === value)) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Ranks among the given scores; equal scores share the middle of their ranks. */
export class RanksAmong {
  readonly #sorted: Float64Array;

  constructor(readonly scores: Float64Array) {
    this.#sorted = scores.slice().sort();
  }

  /** 1 at the top. @param at position in `scores` */
  rank(at: number): number {
    const score = this.scores[at] ?? 0;
    const after = boundOf(this.#sorted, score, true);
    const equals = after - boundOf(this.#sorted, score, false) - 1;
    return this.#sorted.length - after + equals / 2 + 1;
  }

  /** (rank − 1) / (n − 1): 0 at the top, 1 at the end; 0 where there is one score only. */
  relative(at: number): number {
    return this.scores.length < 2 ? 0 : (this.rank(at) - 1) / (this.scores.length - 1);
  }
}
