// The difference between two arms and how sure it is: a paired t-test over seeds that share a split, or a corrected resampled t-test over
// splits of the same data (Nadeau and Bengio 2003); beside it a paired bootstrap over users. Pure.
import { meanOf } from '#lib/elementary/spread';
import { correctedResampledT, pairedBootstrap, pairedT, type Interval } from '#lib/evaluation/significance';
import type { MetricName, Metrics } from '#lib/evaluation/types';

/** From this many shared seeds, or this many splits, on a t-test is made. */
export const LEAST_FOR_TEST = 5;
/** Seed of the bootstrap's draws: the interval depends on the artifacts and nothing else. */
const BOOTSTRAP_SEED = 0;

/** One measured ranking: of one seed on one split, or of a reference, which has no seed. */
export interface Measured {
  /** Index of the split. */
  readonly split: number;
  readonly seed: number | null;
  readonly test: Metrics;
  readonly testWithoutNoise: Metrics | null;
  readonly users: Int32Array;
  readonly perUser: Readonly<Record<MetricName, Float32Array>>;
}

export interface TTest {
  readonly t: number;
  readonly df: number;
  readonly p: number;
  /** `p` after Holm's correction over all tests of the comparison. */
  readonly pHolm: number;
  readonly interval95: Interval;
}

export interface ArmDifference {
  readonly metric: 'recall@20' | 'ndcg@20';
  /** In the metric's own unit, over the shared seeds; over splits, each with the same weight. */
  readonly mean: number;
  /** `mean` ÷ the baseline's mean. */
  readonly relative: number;
  /** Over seeds of one split. */
  readonly pairedT?: TTest;
  /** Over splits, corrected for what they share. */
  readonly resampledT?: TTest;
  readonly bootstrap?: { readonly interval95: Interval; readonly samples: number; readonly users: number };
  /** Why there is no test. */
  readonly reason?: string;
}

const DIFFERENCES = [
  { metric: 'recall@20', name: 'recall' },
  { metric: 'ndcg@20', name: 'ndcg' }
] as const;

/** What a test counts as one: a seed of one split, or a split with its seeds. */
interface Observation {
  readonly ours: readonly Measured[];
  readonly theirs: readonly Measured[];
}

interface DifferenceOptions {
  /** Of each split, test interactions ÷ training interactions; as many as there are splits. */
  readonly testShares: readonly number[];
  /** Resamples of the bootstrap. */
  readonly samples: number;
}

/** Both arms have a ranking on every split. */
export function differences(
  ours: readonly Measured[],
  theirs: readonly Measured[],
  { testShares, samples }: DifferenceOptions
): ArmDifference[] {
  const isOverSplits = testShares.length > 1;
  const { observed, reason } = isOverSplits ? overSplits(ours, theirs, testShares.length) : overSeeds(ours, theirs);
  const used = observed ?? bySplit(ours, theirs, testShares.length);
  return DIFFERENCES.map(({ metric, name }) => {
    const value = (list: readonly Measured[]): number => meanOf(list.map(({ test }) => test[name]['20']));
    const a = used.map((one) => value(one.ours));
    const b = used.map((one) => value(one.theirs));
    const mean = meanOf(a) - meanOf(b);
    const isTested = observed !== null && observed.length >= LEAST_FOR_TEST;
    const test = !isTested ? null : isOverSplits ? correctedResampledT(a, b, meanOf(testShares)) : pairedT(a, b);
    const { interval95, users } = pairedBootstrap(userDifferences(used, name), { samples, seed: BOOTSTRAP_SEED });
    const shared = { metric, mean, relative: mean / meanOf(b), bootstrap: { interval95, samples, users } };
    if (!test) return { ...shared, reason };
    // A t of ±Infinity (all differences equal) has no JSON and says nothing that the mean does not.
    if (!Number.isFinite(test.t)) {
      return { ...shared, reason: `the difference is the same for every ${isOverSplits ? 'split' : 'seed'}` };
    }
    const told: TTest = { t: test.t, df: test.df, p: test.p, pHolm: test.p, interval95: test.interval95 };
    return { ...shared, ...(isOverSplits ? { resampledT: told } : { pairedT: told }) };
  });
}

interface Observed {
  /** null where nothing can be paired. */
  readonly observed: readonly Observation[] | null;
  /** Why there is no test, where there is none. */
  readonly reason: string;
}

/** Runs of the same seed, which share initialisation, negatives and dropout. */
function overSeeds(ours: readonly Measured[], theirs: readonly Measured[]): Observed {
  if (ours.some(({ seed }) => seed === null)) {
    return { observed: null, reason: 'a ranking without training has no seeds to test over' };
  }
  const pairs = pairsOf(ours, theirs);
  if (pairs.length === 0) return { observed: null, reason: 'the runs share no seed, so they cannot be paired' };
  const count = pairs.length === 1 ? 'one shared seed is' : `${pairs.length} shared seeds are`;
  return { observed: pairs, reason: `${count} too few for a paired t-test, which needs ${LEAST_FOR_TEST}` };
}

/** Of each split its pairs of a seed; a reference, which has none, beside all runs of its split. */
function overSplits(ours: readonly Measured[], theirs: readonly Measured[], splits: number): Observed {
  const all = bySplit(ours, theirs, splits);
  const observed = all.map((one): Observation => {
    if (one.ours.some(({ seed }) => seed === null)) return one;
    const pairs = pairsOf(one.ours, one.theirs);
    return { ours: pairs.flatMap((pair) => pair.ours), theirs: pairs.flatMap((pair) => pair.theirs) };
  });
  if (observed.some((one) => one.ours.length === 0)) {
    return { observed: null, reason: 'on one of the splits the runs share no seed, so they cannot be paired' };
  }
  return {
    observed,
    reason: `${splits} splits are too few for a corrected resampled t-test, which needs ${LEAST_FOR_TEST}`
  };
}

function bySplit(ours: readonly Measured[], theirs: readonly Measured[], splits: number): readonly Observation[] {
  return Array.from({ length: splits }, (_, at) => ({
    ours: ours.filter(({ split }) => split === at),
    theirs: theirs.filter(({ split }) => split === at)
  }));
}

function pairsOf(ours: readonly Measured[], theirs: readonly Measured[]): Observation[] {
  return ours.flatMap((run) => {
    const other = theirs.find(({ seed }) => seed === run.seed);
    return other ? [{ ours: [run], theirs: [other] }] : [];
  });
}

/**
 * One value a user that is counted on any split: mean over our runs − mean over theirs, the mean over splits. A user who is not counted on
 * a split adds nothing there, and those who are count that much more: the mean over users is the mean difference.
 */
function userDifferences(used: readonly Observation[], name: MetricName): Float64Array {
  const splits = [...new Set(used.flatMap(({ theirs }) => theirs.map(({ split }) => split)))];
  const counted = countedUsers(used.flatMap(({ theirs }) => theirs));
  const sums = new Map<number, number>();
  for (const at of splits) {
    const ours = used.flatMap((one) => one.ours.filter(({ split }) => split === at));
    const theirs = used.flatMap((one) => one.theirs.filter(({ split }) => split === at));
    const users = theirs[0]?.users ?? new Int32Array();
    for (const run of [...ours, ...theirs]) {
      const isSame = run.users.length === users.length && run.users.every((user, place) => user === users[place]);
      if (!isSame) throw new Error('Runs of one split must count the same users');
    }
    users.forEach((user, place) => {
      const mean = (runs: readonly Measured[]): number => meanOf(runs.map(({ perUser }) => perUser[name][place] ?? 0));
      sums.set(user, (sums.get(user) ?? 0) + (mean(ours) - mean(theirs)) * (counted / users.length));
    });
  }
  return Float64Array.from(sums.values(), (sum) => sum / splits.length);
}

/** How many users are counted on any split. */
export const countedUsers = (measured: readonly Measured[]): number =>
  new Set(measured.flatMap(({ users }) => [...users])).size;
