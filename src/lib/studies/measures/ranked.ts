// One run measured: its lists from its embeddings, and of each user every measure. It knows no groups of users and nothing of other runs.
import { itemsOf, type ItemsByUser } from '#kernels/top-k/select';
import { largest } from '#lib/elementary/extent';
import { ACCURACY } from '#lib/evaluation/lists/accuracy';
import {
  countListed,
  diversityOf,
  listMean,
  OF_ALL_LISTS,
  selfInformation
} from '#lib/evaluation/lists/beyond-accuracy';
import { rankUsers, type RankedLists } from '#lib/evaluation/evaluate';
import { isMetricOf, type Measure, type MetricOf } from '#lib/evaluation/lists/metric-table';
import { unitRows } from '#lib/evaluation/references';
import type { SemanticVectors } from '#lib/dataset/types';
import type { MeasuredRun } from './types';

/** Users between two steps: lists of as many are made at a time, a fraction of a second at the paper's size. */
const USERS_A_STEP = 512;

/** What all runs of one split are measured by. */
export interface Ground {
  readonly measures: readonly Measure[];
  /** Users with a held-out item, ascending. */
  readonly users: Int32Array;
  /** Their held-out items: of all, and of each group of items. */
  readonly heldOut: readonly ItemsByUser[];
  readonly train: ItemsByUser;
  readonly userCount: number;
  readonly itemCount: number;
  /** Training clicks by item. */
  readonly clicks: Int32Array;
  /** 1 for items of the tail. */
  readonly isTail: Uint8Array;
  /** Unit rows of the items; null where diversity is not measured. */
  readonly unit: { readonly rows: Float32Array; readonly dimensions: number } | null;
}

/** Of one run: by held-out part (all, then each group of items), by measure. */
export interface RunValues {
  /** One value a user of `Ground.users`; NaN where a user has no held-out item of the part; null where the measure has none. */
  readonly perUser: readonly (readonly (Float64Array | null)[])[];
  /** Of measures of all lists together; null of the others. */
  readonly overall: readonly (number | null)[];
}

export function unitItems(vectors: SemanticVectors | null): Ground['unit'] {
  return (
    vectors && {
      rows: unitRows(vectors.items, vectors.dimensions, vectors.itemPresent),
      dimensions: vectors.dimensions
    }
  );
}

/** @param step awaited after every 512 users, with how many are done */
export async function measureRun(
  { arrays }: MeasuredRun,
  ground: Ground,
  step: (users: number) => Promise<void>
): Promise<RunValues> {
  const { measures, users, heldOut } = ground;
  const { userEmbeddings, itemEmbeddings } = arrays;
  const longest = largest(measures.map(({ cutoff }) => cutoff));
  const dimensions = userEmbeddings.length / ground.userCount;
  const rank = (some: Int32Array) => rankUsers(userEmbeddings, itemEmbeddings, dimensions, ground.train, some, longest);
  const column = (part: number) => (measure: Measure) => {
    const hasOne = isMetricOf('held-out', measure.metric) || (part === 0 && isMetricOf('list', measure.metric));
    return hasOne ? new Float64Array(users.length).fill(NaN) : null;
  };
  const perUser = heldOut.map((_, part) => measures.map(column(part)));
  const times = measures.map(({ metric }) => (isMetricOf('lists', metric) ? new Float64Array(ground.itemCount) : null));
  const isWanted = new Uint8Array(ground.itemCount);
  let listOf: RankedLists = () => [];
  for (const [at, user] of users.entries()) {
    const within = at % USERS_A_STEP;
    if (within === 0) {
      await step(at);
      listOf = await rank(users.subarray(at, at + USERS_A_STEP));
    }
    const list = listOf(within);
    heldOut.forEach((part, index) => {
      const wanted = itemsOf(part, user);
      if (wanted.length === 0) return;
      for (const item of wanted) isWanted[item] = 1;
      const hits = Array.from(list, (item) => isWanted[item] === 1);
      for (const item of wanted) isWanted[item] = 0;
      measures.forEach(({ metric, cutoff }, measure) => {
        const values = perUser[index]?.[measure];
        if (values && isMetricOf('held-out', metric)) values[at] = ACCURACY[metric](hits, wanted.length, cutoff);
      });
    });
    measures.forEach(({ metric, cutoff }, measure) => {
      const [values, counts] = [perUser[0]?.[measure], times[measure]];
      if (counts) countListed(counts, list, cutoff);
      else if (values && isMetricOf('list', metric)) values[at] = OF_LIST[metric](list, cutoff, ground);
    });
  }
  const overall = measures.map(({ metric }, measure) => {
    const counts = times[measure];
    return counts && isMetricOf('lists', metric) ? OF_ALL_LISTS[metric](counts) : null;
  });
  return { perUser, overall };
}

/** What one list says by itself, by name. */
const OF_LIST: {
  readonly [Name in MetricOf<'list'>]: (list: ArrayLike<number>, k: number, ground: Ground) => number;
} = {
  popularity: (list, k, { clicks }) => listMean(list, k, (item) => clicks[item] ?? 0),
  tail: (list, k, { isTail }) => listMean(list, k, (item) => isTail[item] ?? 0),
  novelty: (list, k, { clicks, userCount }) =>
    listMean(list, k, (item) => selfInformation(clicks[item] ?? 0, userCount)),
  diversity: (list, k, { unit }) => (unit ? diversityOf(list, k, unit.rows, unit.dimensions) : NaN)
};
