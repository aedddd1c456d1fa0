// One run measured: its lists from its embeddings, and of each user every measure. It knows no groups of users and nothing of other runs.
import { itemsOf, type ItemsByUser } from '#kernels/top-k/select';
import { largest } from '#lib/elementary/extent';
import { ACCURACY } from '#lib/evaluation/lists/accuracy';
import {
  countListed,
  coverageOf,
  diversityAt,
  giniOf,
  listMean,
  selfInformation
} from '#lib/evaluation/lists/beyond-accuracy';
import { rankUsers } from '#lib/evaluation/evaluate';
import { listMetric, type ListMetricName, type Measure } from '#lib/evaluation/lists/metric-table';
import { unitRows } from '#lib/evaluation/references';
import type { SemanticVectors } from '#lib/dataset/types';
import type { MeasuredRun } from './types';

/** Users between two steps. */
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
  readonly clicks: Uint32Array;
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
  const listOf = await rankUsers(userEmbeddings, itemEmbeddings, dimensions, ground.train, users, longest);
  const own = (part: number) => (measure: Measure) => {
    const { of } = listMetric(measure.metric);
    return of === 'held-out' || (of === 'list' && part === 0) ? new Float64Array(users.length).fill(NaN) : null;
  };
  const perUser = heldOut.map((_, part) => measures.map(own(part)));
  const counts = new Map<number, Float64Array>();
  for (const { metric, cutoff } of measures) {
    if (listMetric(metric).of === 'lists') counts.set(cutoff, new Float64Array(ground.itemCount));
  }
  const isWanted = new Uint8Array(ground.itemCount);
  for (const [at, user] of users.entries()) {
    if (at % USERS_A_STEP === 0) await step(at);
    const list = listOf(at);
    for (const [cutoff, times] of counts) countListed(times, list, cutoff);
    heldOut.forEach((part, index) => {
      const wanted = itemsOf(part, user);
      if (wanted.length === 0) return;
      for (const item of wanted) isWanted[item] = 1;
      const hits = Array.from(list, (item) => isWanted[item] === 1);
      for (const item of wanted) isWanted[item] = 0;
      measures.forEach(({ metric, cutoff }, measure) => {
        const values = perUser[index]?.[measure];
        if (values && isOfHeldOut(metric)) values[at] = ACCURACY[metric](hits, wanted.length, cutoff);
      });
    });
    listValues(list, ground).forEach((value, measure) => {
      const values = perUser[0]?.[measure];
      if (values && value !== null) values[at] = value;
    });
  }
  const overall = measures.map(({ metric, cutoff }) => {
    const times = counts.get(cutoff);
    if (!times) return null;
    return metric === 'coverage' ? coverageOf(times) : metric === 'gini' ? giniOf(times) : null;
  });
  return { perUser, overall };
}

function isOfHeldOut(metric: ListMetricName): metric is keyof typeof ACCURACY {
  return listMetric(metric).of === 'held-out';
}

/** By measure; null for what is not of a list alone. */
function listValues(list: ArrayLike<number>, ground: Ground): readonly (number | null)[] {
  const { measures, clicks, isTail, unit, userCount } = ground;
  const cutoffs = measures.filter(({ metric }) => metric === 'diversity').map(({ cutoff }) => cutoff);
  const diversity = unit && cutoffs.length > 0 ? diversityAt(list, unit.rows, unit.dimensions, cutoffs) : [];
  return measures.map(({ metric, cutoff }) => {
    switch (metric) {
      case 'popularity':
        return listMean(list, cutoff, (item) => clicks[item] ?? 0);
      case 'tail':
        return listMean(list, cutoff, (item) => isTail[item] ?? 0);
      case 'novelty':
        return listMean(list, cutoff, (item) => selfInformation(clicks[item] ?? 0, userCount));
      case 'diversity':
        return diversity[cutoffs.indexOf(cutoff)] ?? null;
      default:
        return null;
    }
  });
}
