// Statistics of a data set as the paper's Table 5 gives them (density over training interactions), and degrees.
import { SPLIT_NAMES } from '../split/split';
import type { Dataset, SplitName } from '../types';

export interface DegreeStatistics {
  readonly min: number;
  readonly median: number;
  readonly mean: number;
  readonly max: number;
  readonly histogram: { readonly edges: readonly number[]; readonly counts: readonly number[] };
}

export interface DatasetStatistics {
  readonly users: number;
  readonly items: number;
  readonly interactions: Readonly<Record<SplitName, number>>;
  /** train ÷ (users × items). */
  readonly density: number;
  readonly splitHash: string;
  readonly trainDegrees: { readonly user: DegreeStatistics; readonly item: DegreeStatistics };
  readonly texts: {
    readonly items: number;
    readonly withDescription: number;
    /** Interactions with a review, by part: only those of `train` are learned from. */
    readonly reviews: Readonly<Record<SplitName, number>>;
  } | null;
}

export function datasetStatistics(dataset: Dataset): DatasetStatistics {
  const { userCount, itemCount, split, itemTexts, interactionColumns } = dataset;
  const reviewsOf = (part: SplitName): number => interactionColumns?.[part].reviews?.count() ?? 0;
  const reviews = { train: reviewsOf('train'), val: reviewsOf('val'), test: reviewsOf('test') };
  return {
    users: userCount,
    items: itemCount,
    interactions: { train: split.train.users.length, val: split.val.users.length, test: split.test.users.length },
    density: split.train.users.length / (userCount * itemCount),
    splitHash: split.hash,
    trainDegrees: {
      user: degreeStatistics(degrees(split.train.users, userCount)),
      item: degreeStatistics(degrees(split.train.items, itemCount))
    },
    texts: itemTexts
      ? { items: itemTexts.length, withDescription: itemTexts.filter(({ description }) => description).length, reviews }
      : null
  };
}

/** Of numbers: the smallest, the quartiles and the largest. */
export interface Quantiles {
  readonly min: number;
  readonly lower: number;
  readonly median: number;
  readonly upper: number;
  readonly max: number;
}

/** What the statistics of Table 5 leave out. */
export interface DatasetDetails {
  readonly parts: readonly {
    readonly part: SplitName;
    readonly interactions: number;
    readonly users: number;
    readonly items: number;
    /** Seconds since 1970; null where no time is known. */
    readonly from: number | null;
    readonly to: number | null;
  }[];
  /** Users and items without a training interaction. */
  readonly cold: { readonly users: number; readonly items: number };
  /** Words of those that have some, reviews of all parts; null where none has. */
  readonly words: { readonly descriptions: Quantiles | null; readonly reviews: Quantiles | null };
  readonly withoutDescription: number;
  /** Vectors or profiles that came with the data. */
  readonly hasVectors: boolean;
  readonly hasProfiles: boolean;
}

export function datasetDetails(dataset: Dataset): DatasetDetails {
  const { split, interactionColumns: columns, itemTexts, userCount, itemCount } = dataset;
  const coldOf = (indices: Int32Array, count: number): number => degrees(indices, count).filter((d) => d === 0).length;
  const reviews = SPLIT_NAMES.flatMap((part) => {
    const column = columns?.[part].reviews;
    return column ? Array.from({ length: column.length }, (_, row) => wordCount(column.get(row))) : [];
  });
  return {
    parts: SPLIT_NAMES.map((part) => {
      const { users, items } = split[part];
      const times = (columns?.[part].timestamps ?? new Float64Array()).filter((time) => !Number.isNaN(time));
      return {
        part,
        interactions: users.length,
        users: new Set(users).size,
        items: new Set(items).size,
        from: times.length > 0 ? times.reduce((a, b) => Math.min(a, b)) : null,
        to: times.length > 0 ? times.reduce((a, b) => Math.max(a, b)) : null
      };
    }),
    cold: { users: coldOf(split.train.users, userCount), items: coldOf(split.train.items, itemCount) },
    words: {
      descriptions: quantiles((itemTexts ?? []).map(({ description }) => wordCount(description))),
      reviews: quantiles(reviews)
    },
    withoutDescription: itemTexts ? itemTexts.filter(({ description }) => !description).length : itemCount,
    hasVectors: dataset.vectors !== undefined,
    hasProfiles: dataset.profiles !== undefined
  };
}

const wordCount = (text: string | undefined): number => text?.match(/\S+/g)?.length ?? 0;

/** Of the counts above zero; a quantile is the smallest value that at least that share does not exceed. */
function quantiles(counts: readonly number[]): Quantiles | null {
  const sorted = counts.filter((count) => count > 0).sort((a, b) => a - b);
  if (sorted.length === 0) return null;
  const at = (share: number): number => sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? 0;
  return { min: at(0), lower: at(0.25), median: at(0.5), upper: at(0.75), max: at(1) };
}

/** How often each index occurs; [count]. */
export function degrees(indices: Int32Array, count: number): Int32Array {
  const out = new Int32Array(count);
  for (const index of indices) out[index] = (out[index] ?? 0) + 1;
  return out;
}

/** Bins double in width (0, 1, 2–3, 4–7, …), since degrees are skewed. */
export function degreeStatistics(values: Int32Array): DegreeStatistics {
  const sorted = values.slice().sort();
  const n = sorted.length;
  const max = sorted[n - 1] ?? 0;
  const edges = [0, 1];
  while ((edges.at(-1) ?? 1) <= max) edges.push(2 * (edges.at(-1) ?? 1));
  const counts = edges
    .slice(0, -1)
    .map((low, bin) => sorted.filter((d) => d >= low && d < (edges[bin + 1] ?? 0)).length);
  const middle = [sorted[Math.floor((n - 1) / 2)] ?? 0, sorted[Math.ceil((n - 1) / 2)] ?? 0];
  return {
    min: sorted[0] ?? 0,
    median: ((middle[0] ?? 0) + (middle[1] ?? 0)) / 2,
    mean: n === 0 ? 0 : sorted.reduce((a, b) => a + b, 0) / n,
    max,
    histogram: { edges, counts }
  };
}
