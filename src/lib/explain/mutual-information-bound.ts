// How much of a mutual information InfoNCE can see (van den Oord et al. 2018; RLMRec, Theorem 2), measured on pairs of Gaussian vectors,
// whose mutual information is known in closed form. Pure, in float64, from keyed draws: equal settings give equal numbers on a page and on
// the command line (to the last bit of Math.log and Math.cos, which engines may round differently). It trains nothing.
import { STREAM } from '#kernels/random/streams';
import { threefryFill } from '#kernels/random/threefry';
import { exp } from '#lib/elementary/exponential';
import { log } from '#lib/elementary/logarithm';
import { cos, sin } from '#lib/elementary/trigonometry';
import { square } from '#lib/elementary/power';
import { spreadOf } from '#lib/elementary/spread';

export interface GaussianPairs {
  /** ρ of each pair of components (x_k, y_k), 0 ≤ ρ < 1; all else is independent. */
  readonly correlation: number;
  /** d, components of x and of y. */
  readonly width: number;
  readonly seed: number;
}

/** Mean over independent batches, and the standard deviation between batches (n − 1; 0 for one batch). In nats. */
export interface Estimate {
  readonly mean: number;
  readonly sd: number;
}

export interface BoundEstimate {
  /** log B − L_B with the critic log p(y|x) / p(y), the best there is. */
  readonly optimal: Estimate;
  /** The same with the critic x̂·ŷ / τ, one estimate for each temperature asked for. */
  readonly cosine: readonly Estimate[];
  /** Batches drawn. */
  readonly batches: number;
}

/** I(x; y) = −d/2 · log(1 − ρ²), in nats. */
export function mutualInformation({ correlation, width }: Pick<GaussianPairs, 'correlation' | 'width'>): number {
  return (-width / 2) * log(1 - correlation * correlation);
}

/** Pairs to draw for one estimate: small batches are drawn more often, so that all sizes are known about equally well. */
const PAIRS = 4096;
const FEWEST_BATCHES = 4;

export const batchesFor = (batch: number): number => Math.max(FEWEST_BATCHES, Math.ceil(PAIRS / batch));

/** Pairs (i, j) that are weighed between two turns: about a millisecond. */
const PIECE = 2 ** 14;

/**
 * log B − L_B for batches of B pairs, where L_B = −mean_i log( exp s(x_i, y_i) / Σ_j exp s(x_i, y_j) ): every other partner of the
 * batch is a negative. It never exceeds log B, whatever the critic; its expectation never exceeds I. Yields between pieces of
 * about a millisecond, so that a caller can stop or let others have their turn.
 * @param batch B, 2 or more
 * @param temperatures τ of the cosine critic
 */
export function* infoNceBound(
  pairs: GaussianPairs,
  batch: number,
  temperatures: readonly number[]
): Generator<undefined, BoundEstimate> {
  const batches = batchesFor(batch);
  const optimal: number[] = [];
  const cosine: number[][] = temperatures.map(() => []);
  const pace = { weighed: 0 };
  for (let index = 0; index < batches; index++) {
    const sums = yield* sumsOfBatch(pairs, batch, temperatures, index, pace);
    sums.forEach((sum, critic) => {
      const bound = log(batch) + sum / batch;
      if (critic === 0) optimal.push(bound);
      else cosine[critic - 1]?.push(bound);
    });
  }
  return { optimal: spreadOf(optimal), cosine: cosine.map(spreadOf), batches };
}

/** The same at once. */
export function infoNceBoundNow(pairs: GaussianPairs, batch: number, temperatures: readonly number[]): BoundEstimate {
  const work = infoNceBound(pairs, batch, temperatures);
  for (;;) {
    const { done, value } = work.next();
    if (done) return value;
  }
}

/** Σ_i log softmax of the right partner, for the optimal critic and then for each temperature. */
function* sumsOfBatch(
  pairs: GaussianPairs,
  batch: number,
  temperatures: readonly number[],
  index: number,
  pace: { weighed: number }
): Generator<undefined, Float64Array> {
  const { correlation: rho, width } = pairs;
  const { x, y } = drawPairs(pairs, batch, index);
  const [xNorm, yNorm] = [x, y].map((rows) => normsOf(rows, batch, width));
  // log p(y|x)/p(y) = (ρ x·y − ρ² (‖x‖² + ‖y‖²) / 2) / (1 − ρ²) + const; what belongs to x alone cancels in the softmax.
  const ofDot = rho / (1 - rho * rho);
  const ofSquare = (-0.5 * rho * rho) / (1 - rho * rho);
  const sums = new Float64Array(1 + temperatures.length);
  const optimal = new Float64Array(batch);
  const cosine = new Float64Array(batch);
  for (let i = 0; i < batch; i++) {
    for (let j = 0; j < batch; j++) {
      let dot = 0;
      for (let k = 0; k < width; k++) dot += (x[i * width + k] ?? 0) * (y[j * width + k] ?? 0);
      const norm = yNorm?.[j] ?? 0;
      optimal[j] = ofDot * dot + ofSquare * norm * norm;
      cosine[j] = dot / ((xNorm?.[i] ?? 0) * norm);
    }
    sums[0] = (sums[0] ?? 0) + logSoftmax(optimal, i, 1);
    temperatures.forEach((temperature, at) => {
      sums[at + 1] = (sums[at + 1] ?? 0) + logSoftmax(cosine, i, temperature);
    });
    pace.weighed += batch * (1 + temperatures.length);
    if (pace.weighed >= PIECE) {
      pace.weighed = 0;
      yield;
    }
  }
  return sums;
}

/** log( exp(s_at / τ) / Σ exp(s_j / τ) ), the largest subtracted first. */
function logSoftmax(scores: Float64Array, at: number, temperature: number): number {
  let largest = -Infinity;
  for (let j = 0; j < scores.length; j++) if ((scores[j] ?? 0) > largest) largest = scores[j] ?? 0;
  let total = 0;
  for (let j = 0; j < scores.length; j++) total += exp(((scores[j] ?? 0) - largest) / temperature);
  return ((scores[at] ?? 0) - largest) / temperature - log(total);
}

/** Row i of x and of y are a pair: y = ρ x + √(1 − ρ²) z. The draws are the same at every correlation. */
function drawPairs(
  { correlation, width, seed }: GaussianPairs,
  batch: number,
  index: number
): { readonly x: Float64Array; readonly y: Float64Array } {
  const size = batch * width;
  const words = new Uint32Array(2 * size);
  threefryFill(seed, STREAM.gaussianPairs, index, 0, words);
  const x = new Float64Array(size);
  const y = new Float64Array(size);
  const rest = Math.sqrt(1 - correlation * correlation);
  for (let at = 0; at < size; at++) {
    // Box and Muller: two uniform draws give two normal ones. Half a step keeps the logarithm from 0.
    const radius = Math.sqrt(-2 * log(((words[2 * at] ?? 0) + 0.5) / 2 ** 32));
    const angle = (2 * Math.PI * (words[2 * at + 1] ?? 0)) / 2 ** 32;
    const first = radius * cos(angle);
    x[at] = first;
    y[at] = correlation * first + rest * radius * sin(angle);
  }
  return { x, y };
}

function normsOf(rows: Float64Array, count: number, width: number): Float64Array {
  return Float64Array.from({ length: count }, (_, row) => {
    let squares = 0;
    for (let k = row * width; k < (row + 1) * width; k++) squares += square(rows[k] ?? 0);
    return Math.sqrt(squares);
  });
}
