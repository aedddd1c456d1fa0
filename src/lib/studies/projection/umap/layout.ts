// Lays the graph out in the plane: neighbours pull, chance pairs push, less from epoch to epoch (McInnes, Healy and Melville 2018, algorithm
// 5). The likeness of two points is 1 / (1 + a d^2b) with b = 7/8, so that three square roots do for the power: the same seed gives the same
// bits in every engine. umap-learn's curve for its default distance of 0.1 has b = 0.895.
import { uniformArray, uniformInts } from '#kernels/random/random';
import { STREAM } from '#kernels/random/streams';
import type { FuzzyGraph } from './graph';

/** Chance pairs for each pull. */
const NEGATIVES = 5;
/** No coordinate moves further in one pull or push, before the rate. */
const MOST = 4;
/** Of umap-learn's curve for a least distance of 0.1, fitted with b = 7/8. */
const A = 1.581;
const B = 7 / 8;
/** Keeps apart what lies on one place. */
const NEAR = 0.001;
/** Largest coordinate of the start. */
const START = 10;
/** Draws of an epoch at most; a prime, so that going round through them meets edges at other places. */
const POOL = 65_537;
const SHAKEN = 0.01;

/** q^b = q / q^⅛. */
const eighthRoot = (q: number): number => Math.sqrt(Math.sqrt(Math.sqrt(q)));
const clipped = (value: number): number => (value > MOST ? MOST : value < -MOST ? -MOST : value);

/**
 * @param start where points begin [n, 2], all finite
 * @param step awaited after every epoch
 * @returns [n, 2]
 */
export async function layOut(
  { heads, tails, weights }: FuzzyGraph,
  start: Float32Array,
  epochs: number,
  seed: number,
  step: (done: number, total: number) => Promise<void> = () => Promise.resolve()
): Promise<Float32Array> {
  const n = start.length / 2;
  const xy = begin(start, seed);
  let strongest = 0;
  for (const weight of weights) if (weight > strongest) strongest = weight;
  /** Epochs from one pull of an edge to its next, and the next one. Edges too weak for a single pull get none. */
  const every = Float64Array.from(weights, (weight) => (weight * epochs < strongest ? Infinity : strongest / weight));
  const next = every.slice();
  const pool = Math.min(POOL, NEGATIVES * heads.length);
  for (let epoch = 0; epoch < epochs; epoch++) {
    const rate = 1 - epoch / epochs;
    const draws = uniformInts({ seed, stream: STREAM.mapLayout, step: epoch + 1 }, pool, n, 1);
    let drawn = 0;
    for (let edge = 0; edge < heads.length; edge++) {
      const due = next[edge] ?? Infinity;
      if (due > epoch + 1) continue;
      next[edge] = due + (every[edge] ?? Infinity);
      const [head, tail] = [2 * (heads[edge] ?? 0), 2 * (tails[edge] ?? 0)];
      let [x, y] = [xy[head] ?? 0, xy[head + 1] ?? 0];
      const [dx, dy] = [x - (xy[tail] ?? 0), y - (xy[tail + 1] ?? 0)];
      const apart = dx * dx + dy * dy;
      const root = eighthRoot(apart);
      const pull = apart > 0 ? (-2 * A * B) / (root + A * apart) : 0;
      const [px, py] = [rate * clipped(pull * dx), rate * clipped(pull * dy)];
      x += px;
      y += py;
      xy[tail] = (xy[tail] ?? 0) - px;
      xy[tail + 1] = (xy[tail + 1] ?? 0) - py;
      for (let time = 0; time < NEGATIVES; time++) {
        const other = 2 * (draws[drawn] ?? 0);
        drawn = drawn + 1 === pool ? 0 : drawn + 1;
        if (other === head) continue;
        const [ex, ey] = [x - (xy[other] ?? 0), y - (xy[other + 1] ?? 0)];
        const square = ex * ex + ey * ey;
        if (square === 0) continue;
        const far = eighthRoot(square);
        const push = (2 * B * far) / ((NEAR + square) * (far + A * square));
        x += rate * clipped(push * ex);
        y += rate * clipped(push * ey);
      }
      xy[head] = x;
      xy[head + 1] = y;
    }
    await step(epoch + 1, epochs);
  }
  return Float32Array.from(xy);
}

/** About its middle, its largest coordinate at START, shaken a little: what began on one place must be able to part. */
function begin(start: Float32Array, seed: number): Float64Array {
  const n = start.length / 2;
  const middle = [0, 0];
  start.forEach((value, at) => (middle[at % 2] = (middle[at % 2] ?? 0) + value / n));
  let largest = 0;
  start.forEach((value, at) => (largest = Math.max(largest, Math.abs(value - (middle[at % 2] ?? 0)))));
  const scale = largest > 0 ? START / largest : 0;
  const shake = uniformArray({ seed, stream: STREAM.mapLayout, step: 0 }, start.length);
  return Float64Array.from(
    start,
    (value, at) => (value - (middle[at % 2] ?? 0)) * scale + SHAKEN * ((shake[at] ?? 0) - 0.5)
  );
}
