// Statistics of a data set as the paper's Table 5 gives them (density over training interactions), and degrees.
import type { Dataset } from './types';

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
  readonly interactions: { readonly train: number; readonly val: number; readonly test: number };
  /** train ÷ (users × items). */
  readonly density: number;
  readonly splitHash: string;
  readonly trainDegrees: { readonly user: DegreeStatistics; readonly item: DegreeStatistics };
  readonly texts: { readonly items: number; readonly withDescription: number; readonly reviews: number } | null;
}

export function datasetStatistics(dataset: Dataset): DatasetStatistics {
  const { userCount, itemCount, split, itemTexts, interactionColumns } = dataset;
  const reviews = interactionColumns
    ? Object.values(interactionColumns).reduce((sum, { reviews: column }) => sum + (column?.count() ?? 0), 0)
    : 0;
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
