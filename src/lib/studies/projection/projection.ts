// Maps of a space: its first two principal components, and the turn that lays one map over another. Linear, so that a map shows a space as
// it is seen from one side; nothing is bent to part what lies close, as t-SNE or UMAP would.
import { STREAM } from '#kernels/random/streams';
import { symmetricEigen } from '#kernels/svd/symmetric-eigen';
import { truncatedSvd } from '#kernels/svd/truncated-svd';
import { centred } from '#kernels/svd/centred';

export interface Plane {
  /** [n, 2]; NaN for rows that are not present. */
  readonly xy: Float32Array;
  /** Share of the variance of the rows that lies in the plane, 0 … 1. */
  readonly explained: number;
  /** The plane's two directions, unit vectors [dimensions]; zeros where the rows have no second (or no) direction. */
  readonly axes: readonly [Float64Array, Float64Array];
}

/** Up to this width the covariance is made whole and its eigenvectors are exact to rounding; beyond it an iteration finds the first two. */
const WIDEST_EXACT = 192;
const OVERSAMPLING = 10;
const ITERATIONS = 3;

/** A variance below this share of all variance is rounding. */
const NO_VARIANCE = 1e-12;

/**
 * The rows on their first two principal components, centred. The sign of a component is free: the coordinate of largest magnitude is
 * positive, so that turning the space changes nothing.
 * @param rows row-major [n, dimensions]
 * @param present 1 where a row counts; left out, all do
 * @param step awaited between pieces of work
 */
export async function principalPlane(
  rows: Float32Array,
  dimensions: number,
  present?: Uint8Array,
  step: () => Promise<void> = () => Promise.resolve()
): Promise<Plane> {
  const count = rows.length / dimensions;
  const used: number[] = [];
  for (let row = 0; row < count; row++) if (!present || present[row] === 1) used.push(row);
  const mean = meanOf(rows, dimensions, used);
  const found =
    dimensions <= WIDEST_EXACT
      ? await exactAxes(rows, dimensions, used, mean, step)
      : await iteratedAxes(rows, dimensions, used, step);
  const xy = new Float32Array(2 * count).fill(NaN);
  const axes = [0, 1].map((at) => {
    const axis = found.axes[at] ?? new Float64Array(dimensions);
    const along = used.map((row) => coordinate(rows, row * dimensions, mean, axis));
    const largest = along.reduce((most, value) => (Math.abs(value) > Math.abs(most) ? value : most), 0);
    const sign = largest < 0 ? -1 : 1;
    used.forEach((row, place) => (xy[2 * row + at] = sign * (along[place] ?? 0)));
    return axis.map((value) => sign * value);
  });
  const [first = new Float64Array(dimensions), second = new Float64Array(dimensions)] = axes;
  return { xy, explained: Math.min(1, Math.max(0, found.explained)), axes: [first, second] };
}

interface Axes {
  readonly axes: readonly Float64Array[];
  readonly explained: number;
}

async function exactAxes(
  rows: Float32Array,
  width: number,
  used: readonly number[],
  mean: Float64Array,
  step: () => Promise<void>
): Promise<Axes> {
  const covariance = Array.from({ length: width }, () => new Float64Array(width));
  const centredRow = new Float64Array(width);
  for (const [done, row] of used.entries()) {
    for (let k = 0; k < width; k++) centredRow[k] = (rows[row * width + k] ?? 0) - (mean[k] ?? 0);
    covariance.forEach((line, i) => {
      const value = centredRow[i] ?? 0;
      for (let k = 0; k <= i; k++) line[k] = (line[k] ?? 0) + value * (centredRow[k] ?? 0);
    });
    if (done % 1024 === 1023) await step();
  }
  covariance.forEach((line, i) => {
    for (let k = i + 1; k < width; k++) line[k] = covariance[k]?.[i] ?? 0;
  });
  const total = covariance.reduce((sum, line, i) => sum + (line[i] ?? 0), 0);
  const { values, vectors } = await symmetricEigen(covariance, step);
  const kept = [...values.slice(0, 2)].filter((value) => value > NO_VARIANCE * total);
  return { axes: vectors.slice(0, kept.length), explained: total > 0 ? kept.reduce((a, b) => a + b, 0) / total : 0 };
}

async function iteratedAxes(
  rows: Float32Array,
  width: number,
  used: readonly number[],
  step: () => Promise<void>
): Promise<Axes> {
  const map = centred(
    used.map((row) => rows.subarray(row * width, (row + 1) * width)),
    width
  );
  const options = { count: 2, oversampling: OVERSAMPLING, iterations: ITERATIONS };
  const { values, left } = await truncatedSvd(map, options, { seed: 0, stream: STREAM.encoder, step: 2 }, step);
  // A right singular vector is Aᵀ u / σ.
  const axes = left.map((vector, at) => map.transposedTimes(vector).map((value) => value / (values[at] ?? 1)));
  const kept = values.reduce((sum, value) => sum + value * value, 0);
  return { axes, explained: map.squares > 0 ? kept / map.squares : 0 };
}

function meanOf(rows: Float32Array, width: number, used: readonly number[]): Float64Array {
  const mean = new Float64Array(width);
  for (const row of used) for (let k = 0; k < width; k++) mean[k] = (mean[k] ?? 0) + (rows[row * width + k] ?? 0);
  return mean.map((sum) => sum / Math.max(1, used.length));
}

function coordinate(rows: Float32Array, start: number, mean: Float64Array, axis: Float64Array): number {
  let sum = 0;
  for (let k = 0; k < axis.length; k++) sum += ((rows[start + k] ?? 0) - (mean[k] ?? 0)) * (axis[k] ?? 0);
  return sum;
}

/** A turn (or mirror image), one scale and a shift: (x, y) → (a x + b y, c x + d y) + shift. */
export interface Overlay {
  readonly matrix: readonly [number, number, number, number];
  readonly shift: readonly [number, number];
}

/**
 * How to lay map `xy` over map `onto`, both [n, 2], by the points that both have (no NaN in either): orthogonal Procrustes analysis
 * (Schönemann 1966), mirror images allowed. The scale makes both maps equally wide, and is not the one of least squares: that
 * one would shrink a map to a point where two spaces have little in common. Fewer than two points in common: nothing is turned.
 */
export function overlayOf(xy: Float32Array, onto: Float32Array): Overlay {
  const shared: number[] = [];
  for (let at = 0; at + 1 < xy.length; at += 2) {
    const all = [xy[at], xy[at + 1], onto[at], onto[at + 1]];
    if (all.every((value) => value !== undefined && Number.isFinite(value))) shared.push(at);
  }
  const centre = (map: Float32Array, offset: number): number =>
    shared.reduce((sum, at) => sum + (map[at + offset] ?? 0), 0) / Math.max(1, shared.length);
  const [fromX, fromY, toX, toY] = [centre(xy, 0), centre(xy, 1), centre(onto, 0), centre(onto, 1)];
  let [xx, xy12, yx, yy, ours, theirs] = [0, 0, 0, 0, 0, 0];
  for (const at of shared) {
    const [px, py] = [(xy[at] ?? 0) - fromX, (xy[at + 1] ?? 0) - fromY];
    const [qx, qy] = [(onto[at] ?? 0) - toX, (onto[at + 1] ?? 0) - toY];
    xx += px * qx;
    xy12 += px * qy;
    yx += py * qx;
    yy += py * qy;
    ours += px * px + py * py;
    theirs += qx * qx + qy * qy;
  }
  if (!(ours > 0) || !(theirs > 0)) return { matrix: [1, 0, 0, 1], shift: [0, 0] };
  const scale = Math.sqrt(theirs / ours);
  // In the plane the singular value decomposition is two angles: the best turn, and the best mirror image.
  const turn = lengthOf(xx + yy, xy12 - yx);
  const mirror = lengthOf(xx - yy, xy12 + yx);
  const mirrored = mirror > turn;
  const length = mirrored ? mirror : turn;
  const cosine = length > 0 ? (mirrored ? xx - yy : xx + yy) / length : 1;
  const sine = length > 0 ? (mirrored ? xy12 + yx : xy12 - yx) / length : 0;
  const matrix: Overlay['matrix'] = mirrored
    ? [scale * cosine, scale * sine, scale * sine, -scale * cosine]
    : [scale * cosine, -scale * sine, scale * sine, scale * cosine];
  const [a, b, c, d] = matrix;
  return { matrix, shift: [toX - (a * fromX + b * fromY), toY - (c * fromX + d * fromY)] };
}

/** Points [n, 2] moved as `overlay` says; NaN stays. */
export function moved(xy: Float32Array, { matrix: [a, b, c, d], shift: [dx, dy] }: Overlay): Float32Array {
  const out = new Float32Array(xy.length);
  for (let at = 0; at + 1 < xy.length; at += 2) {
    const [x, y] = [xy[at] ?? NaN, xy[at + 1] ?? NaN];
    out[at] = a * x + b * y + dx;
    out[at + 1] = c * x + d * y + dy;
  }
  return out;
}

/** Map `xy` [n, 2] laid over map `onto` [n, 2]; see `overlayOf`. Points that only one map has are moved along. */
export function overlay(xy: Float32Array, onto: Float32Array): Float32Array {
  return moved(xy, overlayOf(xy, onto));
}

/** `Math.hypot` is left to the engine by the language; coordinates of a map need no guard against overflow. */
const lengthOf = (x: number, y: number): number => Math.sqrt(x * x + y * y);
