// The interval of a mean over observations of several users each, here a pair and its control: two observations with a user in common
// are no two independent ones, in whatever place that user stands. No resampling, so nothing is drawn.
import { twoSidedQuantile } from '#lib/evaluation/student-t';
import type { Interval } from '#lib/evaluation/significance';
import { boundOf } from './far-ranks';
import { integerPower } from '#lib/elementary/power';

export interface Observations {
  /** Users of each observation, all different, row by row. [observations, size] */
  readonly members: ArrayLike<number>;
  /** Users of one observation. */
  readonly size: number;
  readonly userCount: number;
}

/** Of each observation a group, numbered from 0: one for each distinct key. */
interface Groups {
  readonly of: Int32Array;
  readonly count: number;
}

/**
 * 95 % intervals of the means of `values`, one statistic each, with the variance of dyadic data (Fafchamps and Gubert 2007; Aronow, Samii
 * and Assenova 2015) for observations of `size` users, e being the deviations from the mean:
 *
 *     V = N⁻² Σ e_i e_j over all i, j (i = j too) with a user in common,
 *
 * and t quantiles with one degree of freedom fewer than there are users. V is found without a look at pairs of observations: with P_S the
 * sum of e over the observations in which all users of S stand, inclusion and exclusion give
 * N² V = Σ_{|S|=1} P_S² − Σ_{|S|=2} P_S² + Σ_{|S|=3} P_S² − …. An estimate below Σ e² / N², what independent observations would have
 * (it can be negative for a handful of users), is replaced by that. Few users make intervals somewhat narrow: on
 * random embeddings of 80 users 136 of 150 hold zero. Time O(N log N) a size of S, memory O(N · size).
 * @param values by statistic. [observations] each, at least one observation
 * @param step called between parts of the work
 * @throws RangeError where `integerPower(userCount, size)` is no exact integer any more (more than 208,000 users for triples)
 */
export async function intervalsOfMeans(
  values: readonly ArrayLike<number>[],
  { members, size, userCount }: Observations,
  step: (done: number, total: number) => Promise<void>
): Promise<readonly Interval[]> {
  if (integerPower(userCount, size) > Number.MAX_SAFE_INTEGER)
    throw new RangeError(`Too many users for groups of ${size}`);
  const observations = members.length / size;
  const means = values.map(meanOf);
  const deviations = values.map((statistic, at) => deviationsOf(statistic, means[at] ?? 0));
  const sums = deviations.map(() => 0);
  let users = 0;
  for (let order = 1; order <= size; order++) {
    await step(order - 1, size);
    const places = placesOf(size, order);
    const { of, count } = groupsOf(keysOf(places, { members, size, userCount }));
    if (order === 1) users = count;
    for (const [at, deviation] of deviations.entries()) {
      await step(order - 1, size);
      const bySet = new Float64Array(count);
      for (let key = 0; key < of.length; key++) {
        const set = of[key] ?? 0;
        bySet[set] = (bySet[set] ?? 0) + (deviation[key % observations] ?? 0);
      }
      sums[at] = (sums[at] ?? 0) + (order % 2 === 1 ? 1 : -1) * squares(bySet);
    }
  }
  const quantile = twoSidedQuantile(0.05, Math.max(1, users - 1));
  return deviations.map((deviation, at) => {
    const half = (quantile * Math.sqrt(Math.max(sums[at] ?? 0, squares(deviation)))) / observations;
    const mean = means[at] ?? 0;
    return { low: mean - half, high: mean + half };
  });
}

function meanOf(values: ArrayLike<number>): number {
  let sum = 0;
  for (let at = 0; at < values.length; at++) sum += values[at] ?? 0;
  return sum / values.length;
}

function deviationsOf(values: ArrayLike<number>, mean: number): Float64Array {
  return Float64Array.from(values, (value) => value - mean);
}

function squares(values: Float64Array): number {
  let sum = 0;
  for (const value of values) sum += value * value;
  return sum;
}

/** All ways to take `count` of `size` places, e.g. [[0, 1], [0, 2], [1, 2]]. */
function placesOf(size: number, count: number): readonly (readonly number[])[] {
  const all = Array.from({ length: size }, (_, place) => place);
  return Array.from({ length: 1 << size }, (_, mask) => all.filter((place) => (mask >> place) & 1)).filter(
    (places) => places.length === count
  );
}

/** A number for the set of users in these places of an observation, whatever their order. [places × observations] */
function keysOf(places: readonly (readonly number[])[], { members, size, userCount }: Observations): Float64Array {
  const observations = members.length / size;
  const keys = new Float64Array(places.length * observations);
  for (const [block, chosen] of places.entries()) {
    const set = new Int32Array(chosen.length);
    for (let observation = 0; observation < observations; observation++) {
      for (const [at, place] of chosen.entries()) set[at] = members[observation * size + place] ?? 0;
      set.sort();
      let key = 0;
      for (const user of set) key = key * userCount + user;
      keys[block * observations + observation] = key;
    }
  }
  return keys;
}

function groupsOf(keys: Float64Array): Groups {
  const sorted = keys.slice().sort();
  let count = 0;
  for (const key of sorted) {
    if (count === 0 || sorted[count - 1] !== key) sorted[count++] = key;
  }
  const distinct = sorted.subarray(0, count);
  const of = new Int32Array(keys.length);
  for (let at = 0; at < keys.length; at++) of[at] = boundOf(distinct, keys[at] ?? 0, false);
  return { of, count };
}
