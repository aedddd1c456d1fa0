// Whether a claim that one run ranks above another holds by the runs that there are. One rule for all claims, which is said in words beside
// it and shown with every verdict. It asks how much a seed changes, and nothing else: not other users, not other data. Pure.
import { meanOf } from '#lib/elementary/spread';
import { holm, pairedT } from '#lib/evaluation/significance';
import { estimate, type Estimate } from '../sweep/figures';
import { countSays, type Says, type Share, type Verdict } from './kinds';

/** Two standard errors of two seeds say nothing yet. */
const LEAST_SEEDS = 3;
const LEVEL = 0.05;

/** The rule, as readers see it. */
export const RULE: readonly string[] = [
  `Each pair is a paired t-test (two-sided) over the seeds that both sides share, at least ${LEAST_SEEDS}; p is corrected by Holm over all pairs of the line. A pair is for the claim, or against it, where that p is below ${LEVEL}; else it is open. What has no seeds (popularity, vectors alone) counts as a fixed number. Of times, rounds stand in the place of seeds.`,
  'A claim of all its pairs holds where all are for it, and does not hold where one is against it. A claim of most of them holds where more than half are for it, and does not hold where more than half are against it. Else it cannot be told here.',
  'The effect is the mean over the pairs, above minus below, with its 95 % interval over seeds, which no correction widens. It says how much a seed changes, not what other users, data or settings would give.'
];

/** Values by seed; one number where there are no seeds. */
export type Series = ReadonlyMap<number, number> | number;

export interface PairOfSeries {
  readonly above: Series;
  readonly below: Series;
}

export interface JudgedPair extends Estimate {
  /** Above minus below, as a share of what is below; null where that is 0. */
  readonly relative: number | null;
  /** Seeds that both sides share. */
  readonly seeds: number;
  /** After Holm's correction over the pairs; null where there is no test. */
  readonly p: number | null;
  readonly says: Says;
}

export interface Judgement {
  readonly verdict: Verdict;
  readonly pairs: readonly JudgedPair[];
  /** Mean over the pairs, over the seeds that all of them share; null where they share none. */
  readonly effect: (Estimate & { readonly relative: number | null }) | null;
}

/** By seed: above minus below, and what is below. Two fixed numbers are one difference, of no seed. */
function differencesOf({ above, below }: PairOfSeries): ReadonlyMap<number | null, readonly [number, number]> {
  if (typeof above === 'number' && typeof below === 'number') return new Map([[null, [above - below, below]]]);
  const seeds = typeof above === 'number' ? (typeof below === 'number' ? [] : [...below.keys()]) : [...above.keys()];
  return new Map(
    seeds.flatMap((seed) => {
      const [a, b] = [at(above, seed), at(below, seed)];
      return a === undefined || b === undefined ? [] : [[seed, [a - b, b]] as const];
    })
  );
}

const at = (series: Series, seed: number): number | undefined =>
  typeof series === 'number' ? series : series.get(seed);

/** @param pairs at least one */
export function judged(pairs: readonly PairOfSeries[], share: Share): Judgement {
  const found = pairs.map(differencesOf);
  const tested = found.map((pair) => {
    const [differences, below] = [[...pair.values()].map(([each]) => each), [...pair.values()].map(([, each]) => each)];
    const zeros = differences.map(() => 0);
    const p = pair.size >= LEAST_SEEDS ? pairedT(differences, zeros).p : null;
    const seeds = pair.has(null) ? 0 : pair.size;
    return { ...estimate(differences), relative: shareOf(meanOf(differences), meanOf(below)), seeds, p };
  });
  const corrected = holm(tested.flatMap(({ p }) => (p === null ? [] : [p])));
  const judgedPairs = tested.map((pair): JudgedPair => {
    const p = pair.p === null ? null : (corrected.shift() ?? 1);
    const isTold = p !== null && p < LEVEL && pair.mean !== 0;
    return { ...pair, p, says: !isTold ? 'open' : pair.mean > 0 ? 'for' : 'against' };
  });
  return { verdict: verdictOf(judgedPairs, share), pairs: judgedPairs, effect: effectOf(found) };
}

const shareOf = (difference: number, of: number): number | null => (of === 0 ? null : difference / of);

function verdictOf(pairs: readonly JudgedPair[], share: Share): Verdict {
  const { for: forIt, against } = countSays(pairs);
  if (share === 'most') {
    if (forIt > pairs.length / 2) return 'holds';
    return against > pairs.length / 2 ? 'does-not-hold' : 'cannot-be-told';
  }
  if (forIt === pairs.length) return 'holds';
  return against > 0 ? 'does-not-hold' : 'cannot-be-told';
}

function effectOf(pairs: readonly ReadonlyMap<number | null, readonly [number, number]>[]): Judgement['effect'] {
  const shared = [...(pairs[0]?.keys() ?? [])].filter((seed) => pairs.every((pair) => pair.has(seed)));
  if (shared.length === 0) return null;
  const over = (which: 0 | 1) => shared.map((seed) => meanOf(pairs.map((pair) => pair.get(seed)?.[which] ?? NaN)));
  const means = over(0);
  return { ...estimate(means), relative: shareOf(meanOf(means), meanOf(over(1))) };
}
