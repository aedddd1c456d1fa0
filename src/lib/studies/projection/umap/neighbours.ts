// Who is nearest to whom in a space, by the cosine: of all rows where there are few, else of those in the nearest cells, and then it says
// how many of the true ones it found. Deterministic; the same bits in every engine.
import { groupByUser, itemsOf } from '#kernels/top-k/select';
import { cellsOf, dotOf } from './cells';

/** How the neighbours were looked for. */
export type Search =
  | { readonly how: 'all' }
  /** In the `looked` nearest of `cells` cells: `found` of the `of` true neighbours of an even sample of rows. */
  | {
      readonly how: 'cells';
      readonly cells: number;
      readonly looked: number;
      readonly found: number;
      readonly of: number;
    };

export interface Neighbours {
  /** Of each row, the rows nearest to it, nearest first, itself left out. [n, k] */
  readonly rows: Int32Array;
  /** 1 − cosine, at least 0. [n, k] */
  readonly distances: Float32Array;
  readonly k: number;
  readonly search: Search;
}

/** Rows up to which all are compared with all. */
export const ALL_BELOW = 5000;
/** Cells that are looked through for each row. */
const LOOKED = 12;
/** Rows whose true neighbours are looked for beside. */
const TESTED = 200;
const BLOCK = 64;

/** Keeps the k nearest that it is offered; of equals the one that came first. */
class Nearest {
  readonly rows: Int32Array;
  readonly distances: Float32Array;

  constructor(
    n: number,
    readonly k: number
  ) {
    this.rows = new Int32Array(n * k).fill(-1);
    this.distances = new Float32Array(n * k).fill(Infinity);
  }

  offer(to: number, row: number, distance: number): void {
    const { k, rows, distances } = this;
    const first = to * k;
    let at = first + k - 1;
    if (!(distance < (distances[at] ?? 0))) return;
    while (at > first && distance < (distances[at - 1] ?? 0)) {
      distances[at] = distances[at - 1] ?? 0;
      rows[at] = rows[at - 1] ?? 0;
      at -= 1;
    }
    distances[at] = distance;
    rows[at] = row;
  }
}

/**
 * @param rows unit vectors [n, width], n > k
 * @param step awaited between blocks of rows, with how many are done
 */
export async function neighboursOf(
  rows: Float32Array,
  width: number,
  k: number,
  seed: number,
  step: (done: number, total: number) => Promise<void> = () => Promise.resolve(),
  allBelow = ALL_BELOW
): Promise<Neighbours> {
  const n = rows.length / width;
  const wanted = Math.max(1, Math.min(k, n - 1));
  return n <= allBelow ? amongAll(rows, width, wanted, step) : amongCells(rows, width, wanted, seed, step);
}

const distanceOf = (likeness: number): number => Math.max(0, 1 - likeness);

async function amongAll(
  rows: Float32Array,
  width: number,
  k: number,
  step: (done: number, total: number) => Promise<void>
): Promise<Neighbours> {
  const n = rows.length / width;
  const nearest = new Nearest(n, k);
  for (let row = 0; row < n; row++) {
    for (let other = row + 1; other < n; other++) {
      const distance = distanceOf(dotOf(rows, row * width, rows, other * width, width));
      nearest.offer(row, other, distance);
      nearest.offer(other, row, distance);
    }
    if (row % BLOCK === BLOCK - 1) await step(row, n);
  }
  return { rows: nearest.rows, distances: nearest.distances, k, search: { how: 'all' } };
}

async function amongCells(
  rows: Float32Array,
  width: number,
  k: number,
  seed: number,
  step: (done: number, total: number) => Promise<void>
): Promise<Neighbours> {
  const n = rows.length / width;
  const count = Math.floor(Math.sqrt(n));
  const { middles, of } = await cellsOf(rows, width, count, seed, () => step(0, n));
  // Rows by cell, as items by user.
  const members = groupByUser({ users: of, items: Int32Array.from({ length: n }, (_, row) => row) }, count);
  const looked = Math.min(LOOKED, count);
  const nearest = new Nearest(n, k);
  const near = new Nearest(1, looked);
  for (let row = 0; row < n; row++) {
    near.distances.fill(Infinity);
    for (let cell = 0; cell < count; cell++)
      near.offer(0, cell, -dotOf(middles, cell * width, rows, row * width, width));
    for (const cell of near.rows) {
      for (const other of itemsOf(members, cell))
        if (other !== row) nearest.offer(row, other, distanceOf(dotOf(rows, row * width, rows, other * width, width)));
    }
    if (row % BLOCK === BLOCK - 1) await step(row, n);
  }
  const { found, missing } = await tested(rows, width, nearest, () => step(n, n));
  // Where the nearest cells hold fewer than k others, the last stand in for the rest: a row is never without neighbours.
  for (const row of missing) completeRow(nearest, row, rows, width);
  const search = { how: 'cells', cells: count, looked, found, of: Math.min(TESTED, n) * k } as const;
  return { rows: nearest.rows, distances: nearest.distances, k, search };
}

/** How many true neighbours of an even sample were found, and the rows that have fewer than k. */
async function tested(
  rows: Float32Array,
  width: number,
  { rows: known, k }: Nearest,
  step: () => Promise<void>
): Promise<{ readonly found: number; readonly missing: readonly number[] }> {
  const n = rows.length / width;
  const sample = Math.min(TESTED, n);
  let found = 0;
  for (let at = 0; at < sample; at++) {
    const row = Math.floor((at * n) / sample);
    const truth = new Nearest(1, k);
    offerOthers(truth, 0, row, rows, width);
    const own = new Set(known.subarray(row * k, (row + 1) * k));
    for (const other of truth.rows) if (own.has(other)) found += 1;
    if (at % 8 === 7) await step();
  }
  const missing: number[] = [];
  for (let row = 0; row < n; row++) if (known[row * k + k - 1] === -1) missing.push(row);
  return { found, missing };
}

function completeRow(nearest: Nearest, row: number, rows: Float32Array, width: number): void {
  const { k } = nearest;
  nearest.rows.fill(-1, row * k, (row + 1) * k);
  nearest.distances.fill(Infinity, row * k, (row + 1) * k);
  offerOthers(nearest, row, row, rows, width);
}

/** Every row but `row` itself, as neighbours of it, to the place `to`. */
function offerOthers(nearest: Nearest, to: number, row: number, rows: Float32Array, width: number): void {
  for (let other = 0; other < rows.length / width; other++)
    if (other !== row) nearest.offer(to, other, distanceOf(dotOf(rows, row * width, rows, other * width, width)));
}
