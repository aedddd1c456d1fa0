// Is a difference more than chance? A paired t-test over seeds (the paper names no test: model spec §11), beside it a paired
// bootstrap over users, and Holm's correction over the tests shown together.
import { STREAM } from '#kernels/random/streams';
import { threefryFill } from '#kernels/random/threefry';
import { twoSidedP, twoSidedQuantile } from './student-t';
import { square } from '#lib/elementary/power';

export interface Interval {
  readonly low: number;
  readonly high: number;
}

export interface PairedT {
  readonly n: number;
  /** Mean of a − b. */
  readonly mean: number;
  readonly t: number;
  readonly df: number;
  /** Two-sided. */
  readonly p: number;
  /** For the mean difference. */
  readonly interval95: Interval;
}

/**
 * Two-sided paired t-test of a − b over seeds: t = mean / (sd / √n), sd with n − 1, df = n − 1. Differences that are all
 * equal give t = ±Infinity and p = 0, or t = 0 and p = 1 where they are all zero.
 * @throws RangeError for fewer than two pairs or unequal lengths
 */
export function pairedT(a: readonly number[], b: readonly number[]): PairedT {
  const n = a.length;
  if (n !== b.length) throw new RangeError(`Pairs need equal lengths, got ${n} and ${b.length}`);
  if (n < 2) throw new RangeError('A t-test needs at least two pairs');
  const differences = a.map((value, i) => value - (b[i] ?? 0));
  const mean = differences.reduce((x, y) => x + y, 0) / n;
  const df = n - 1;
  const standardError = Math.sqrt(differences.reduce((s, x) => s + square(x - mean), 0) / df / n);
  const t = standardError === 0 ? (mean === 0 ? 0 : Math.sign(mean) * Infinity) : mean / standardError;
  const half = standardError === 0 ? 0 : twoSidedQuantile(0.05, df) * standardError;
  return { n, mean, t, df, p: twoSidedP(t, df), interval95: { low: mean - half, high: mean + half } };
}

/**
 * Two-sided corrected resampled t-test of a − b over several splits of one data set (Nadeau and Bengio, 2003): splits share data, so the
 * variance of the mean is taken as (1/n + test/train) · sd² instead of sd²/n; df = n − 1.
 * @param testShare held-out interactions ÷ training interactions of a split
 * @throws RangeError for fewer than two pairs or unequal lengths
 */
export function correctedResampledT(a: readonly number[], b: readonly number[], testShare: number): PairedT {
  const plain = pairedT(a, b);
  const { n, mean, df } = plain;
  const variance = a.reduce((sum, value, i) => sum + square(value - (b[i] ?? 0) - mean), 0) / df;
  const standardError = Math.sqrt((1 / n + testShare) * variance);
  if (standardError === 0) return plain;
  const t = mean / standardError;
  const half = twoSidedQuantile(0.05, df) * standardError;
  return { n, mean, t, df, p: twoSidedP(t, df), interval95: { low: mean - half, high: mean + half } };
}

export interface Bootstrap {
  /** Mean of the differences over users. */
  readonly mean: number;
  /** 2.5 % and 97.5 % of the resampled means (percentile bootstrap). */
  readonly interval95: Interval;
  readonly samples: number;
  readonly users: number;
}

interface BootstrapOptions {
  readonly samples: number;
  readonly seed: number;
}

/**
 * Paired bootstrap over users: the per-user differences are drawn again with replacement, `samples` times. Sample s draws
 * from the key (seed, bootstrap, s), so the interval depends on nothing but its arguments.
 * @param differences one value a user: a − b, seeds averaged first
 */
export function pairedBootstrap(differences: ArrayLike<number>, { samples, seed }: BootstrapOptions): Bootstrap {
  const resamples = resamplesOf([differences], samples);
  resample([differences], resamples, seed, 0, samples);
  return bootstrapOf(differences, resamples[0] ?? new Float64Array());
}

/** Numbers added up between two steps of a bootstrap: some tens of milliseconds. */
const SUMS_A_STEP = 2 ** 24;

/**
 * The same of several values of the same users at once: sample s draws the same users for all of them.
 * @param columns each with one value a user, in the same order
 * @param step awaited between pieces of work, with the share that is done
 */
export async function bootstrapMeans(
  columns: readonly ArrayLike<number>[],
  { samples, seed }: BootstrapOptions,
  step: (share: number) => Promise<void>
): Promise<readonly Bootstrap[]> {
  const resamples = resamplesOf(columns, samples);
  const piece = Math.max(1, Math.floor(SUMS_A_STEP / ((columns[0]?.length ?? 1) * (columns.length + 1))));
  for (let from = 0; from < samples; from += piece) {
    await step(from / samples);
    resample(columns, resamples, seed, from, Math.min(samples, from + piece));
  }
  return columns.map((column, at) => bootstrapOf(column, resamples[at] ?? new Float64Array()));
}

function resamplesOf(columns: readonly ArrayLike<number>[], samples: number): readonly Float64Array[] {
  if ((columns[0]?.length ?? 0) === 0) throw new RangeError('A bootstrap needs at least one user');
  return columns.map(() => new Float64Array(samples));
}

/** Fills in the means of the samples `from` … `to` − 1. */
function resample(
  columns: readonly ArrayLike<number>[],
  means: readonly Float64Array[],
  seed: number,
  from: number,
  to: number
): void {
  const users = columns[0]?.length ?? 0;
  const words = new Uint32Array(users);
  const drawn = new Int32Array(users);
  for (let sample = from; sample < to; sample++) {
    threefryFill(seed, STREAM.bootstrap, sample, 0, words);
    for (let i = 0; i < users; i++) drawn[i] = Math.floor(((words[i] ?? 0) / 2 ** 32) * users);
    for (const [at, column] of columns.entries()) {
      let sum = 0;
      for (let i = 0; i < users; i++) sum += column[drawn[i] ?? 0] ?? 0;
      const own = means[at];
      if (own) own[sample] = sum / users;
    }
  }
}

function bootstrapOf(values: ArrayLike<number>, resampled: Float64Array): Bootstrap {
  const users = values.length;
  const sorted = resampled.sort();
  let total = 0;
  for (let i = 0; i < users; i++) total += values[i] ?? 0;
  return {
    mean: total / users,
    interval95: { low: quantile(sorted, 0.025), high: quantile(sorted, 0.975) },
    samples: sorted.length,
    users
  };
}

/** Quantile of sorted values with linear interpolation between neighbours. */
export function quantile(sorted: Float64Array, share: number): number {
  const at = share * (sorted.length - 1);
  const below = Math.floor(at);
  const low = sorted[below] ?? NaN;
  return low + (at - below) * ((sorted[Math.min(below + 1, sorted.length - 1)] ?? NaN) - low);
}

/**
 * Holm's step-down correction (Holm 1979): adjusted p-values in the order given, never below the raw ones, at most 1.
 */
export function holm(pValues: readonly number[]): number[] {
  const order = pValues.map((_, i) => i).sort((i, j) => (pValues[i] ?? 0) - (pValues[j] ?? 0));
  const adjusted = [...pValues];
  let running = 0;
  order.forEach((at, rank) => {
    running = Math.max(running, Math.min(1, (pValues.length - rank) * (pValues[at] ?? 0)));
    adjusted[at] = running;
  });
  return adjusted;
}
