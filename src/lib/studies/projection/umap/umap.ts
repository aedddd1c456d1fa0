// UMAP of a space: a map on which who is near by the cosine stays near, at the price of all larger distances. Our own, since umap-js takes a
// minute for the graph of 20,000 nodes alone, starts anywhere, and leaves powers to the engine. Steps: unit vectors (of wide ones their first
// 50 directions), neighbours, graph, layout. Starts from the plane of principal components or from another map.
import { STREAM } from '#kernels/random/streams';
import { truncatedSvd } from '#kernels/svd/truncated-svd';
import type { LinearMap } from '#kernels/svd/vectors';
import { WITHOUT_REST, type WorkStep } from '#lib/work/work';
import { fuzzyGraph } from './graph';
import { layOut } from './layout';
import { neighboursOf, type Search } from './neighbours';

export interface UmapSettings {
  /** Neighbours of each node, itself not counted. */
  readonly neighbours: number;
  /** null: by the number of nodes, as umap-learn does. */
  readonly epochs: number | null;
  readonly seed: number;
}

export const UMAP_SETTINGS: UmapSettings = { neighbours: 15, epochs: null, seed: 1 };

/** How a map was made, for the words beside it. */
export interface UmapNote {
  readonly neighbours: number;
  readonly epochs: number;
  readonly seed: number;
  readonly search: Search;
  /** Of wide vectors: the directions that they were reduced to, found from how many of them; null where all are used as they are. */
  readonly reduced: { readonly to: number; readonly from: number } | null;
}

export interface UmapLayout {
  /** [n, 2]; NaN for rows that are not present or have no direction. */
  readonly xy: Float32Array;
  readonly note: UmapNote;
}

/** Numbers of a vector up to which it is taken as it is, and what wider ones are reduced to. */
const WIDEST = 128;
const REDUCED = 50;
/** Numbers that the directions of wide vectors are found from. */
const SAMPLE = 1 << 21;
const PIECE = 1 << 19;
/** As umap-learn: many epochs where there are few nodes. */
const FEW_NODES = 10_000;
const EPOCHS = { few: 500, many: 200 } as const;
/** Fewer rows than this have no neighbourhoods to speak of. */
const LEAST_ROWS = 4;

/**
 * @param rows row-major [n, width]
 * @param present 1 where a row counts; null: all do
 * @param start where points begin [n, 2]; those that are not finite there begin in its middle
 * @param step awaited between pieces of work; what it throws ends it
 */
export async function umap(
  rows: Float32Array,
  width: number,
  present: Uint8Array | null,
  start: Float32Array,
  { neighbours, epochs, seed }: UmapSettings,
  step: WorkStep = WITHOUT_REST
): Promise<UmapLayout> {
  const used = rowsWithDirection(rows, width, present);
  const times = epochs ?? (used.length > FEW_NODES ? EPOCHS.many : EPOCHS.few);
  const xy = new Float32Array((2 * rows.length) / width).fill(NaN);
  const unit = unitRows(rows, width, used);
  const narrow = await narrowed(unit, width, () => step(0, used.length, 'Reducing wide vectors', 'vectors'));
  const note = { neighbours: Math.min(neighbours, used.length - 1), epochs: times, seed, reduced: narrow.reduced };
  if (used.length < LEAST_ROWS) {
    used.forEach((row) => xy.set([start[2 * row] || 0, start[2 * row + 1] || 0], 2 * row));
    return { xy, note: { ...note, search: { how: 'all' } } };
  }
  const near = await neighboursOf(narrow.rows, narrow.width, neighbours, seed, (done, total) =>
    step(done, total, 'Looking for neighbours', 'nodes')
  );
  const from = Float32Array.from({ length: 2 * used.length }, (_, at) => {
    const value = start[2 * (used[at >> 1] ?? 0) + (at % 2)] ?? NaN;
    return Number.isFinite(value) ? value : 0;
  });
  const graph = await fuzzyGraph(near, () => step(used.length, used.length, 'Looking for neighbours', 'nodes'));
  const laid = await layOut(graph, from, times, seed, (done, total) => step(done, total, 'Laying out', 'epochs'));
  used.forEach((row, at) => xy.set(laid.subarray(2 * at, 2 * at + 2), 2 * row));
  return { xy, note: { ...note, search: near.search } };
}

function rowsWithDirection(rows: Float32Array, width: number, present: Uint8Array | null): readonly number[] {
  const used: number[] = [];
  for (let row = 0; row < rows.length / width; row++) {
    if (present && present[row] !== 1) continue;
    const isZero = rows.subarray(row * width, (row + 1) * width).every((value) => value === 0);
    if (!isZero) used.push(row);
  }
  return used;
}

/** Rows `used` of length one. [used, width] */
export function unitRows(rows: Float32Array, width: number, used: readonly number[]): Float32Array {
  const out = new Float32Array(used.length * width);
  used.forEach((row, at) => {
    let squares = 0;
    for (let k = 0; k < width; k++) squares += (rows[row * width + k] ?? 0) * (rows[row * width + k] ?? 0);
    const scale = squares > 0 ? 1 / Math.sqrt(squares) : 0;
    for (let k = 0; k < width; k++) out[at * width + k] = (rows[row * width + k] ?? 0) * scale;
  });
  return out;
}

interface Narrow {
  readonly rows: Float32Array;
  readonly width: number;
  readonly reduced: UmapNote['reduced'];
}

/** Wide unit rows on their first directions, not centred (so that products stay what they were), of length one again. */
export async function narrowed(rows: Float32Array, width: number, step: () => Promise<void>): Promise<Narrow> {
  if (width <= WIDEST) return { rows, width, reduced: null };
  const n = rows.length / width;
  const count = Math.min(n, Math.floor(SAMPLE / width));
  const sample = Array.from({ length: count }, (_, at) => Math.floor((at * n) / count));
  const options = { count: Math.min(REDUCED, count), oversampling: 10, iterations: 2 };
  const key = { seed: 0, stream: STREAM.mapCells, step: 1 };
  const { values, left } = await truncatedSvd(plainRows(rows, width, sample), options, key, step);
  const matrix = plainRows(rows, width, sample);
  const axes = left.map((vector, at) => matrix.transposedTimes(vector).map((value) => value / (values[at] ?? 1)));
  const to = axes.length;
  const out = new Float32Array(n * to);
  const piece = Math.ceil(PIECE / width);
  for (let row = 0; row < n; row++) {
    for (const [at, axis] of axes.entries()) {
      let sum = 0;
      for (let k = 0; k < width; k++) sum += (rows[row * width + k] ?? 0) * (axis[k] ?? 0);
      out[row * to + at] = sum;
    }
    if (row % piece === piece - 1) await step();
  }
  const all = Array.from({ length: n }, (_, row) => row);
  return { rows: unitRows(out, to, all), width: to, reduced: { to, from: count } };
}

function plainRows(rows: Float32Array, width: number, used: readonly number[]): LinearMap {
  return {
    rows: used.length,
    columns: width,
    times: (x) =>
      Float64Array.from(used, (row) => {
        let sum = 0;
        for (let k = 0; k < width; k++) sum += (rows[row * width + k] ?? 0) * (x[k] ?? 0);
        return sum;
      }),
    transposedTimes(x) {
      const y = new Float64Array(width);
      used.forEach((row, at) => {
        const factor = x[at] ?? 0;
        for (let k = 0; k < width; k++) y[k] = (y[k] ?? 0) + factor * (rows[row * width + k] ?? 0);
      });
      return y;
    }
  };
}
