// What measuring runs anew takes and gives. Only types.
import type { SemanticVectors, Split } from '#lib/dataset/types';
import type { Measure } from '#lib/evaluation/lists/metric-table';
import type { Interval } from '#lib/evaluation/significance';
import type { RunArrays } from '#lib/training/types';

export interface MeasuredRun {
  readonly seed: number;
  readonly arrays: Pick<RunArrays, 'userEmbeddings' | 'itemEmbeddings'>;
}

export interface MeasuresInput {
  readonly userCount: number;
  readonly itemCount: number;
  readonly split: Pick<Split, 'train' | 'test'>;
  /** At least one, each with at least one run of the same split. */
  readonly arms: readonly { readonly runs: readonly MeasuredRun[] }[];
  /** For each arm the index of the arm from which its gains are counted; its own where it has none. */
  readonly baselines: readonly number[];
  /** Cut-offs of one metric ascend. */
  readonly measures: readonly Measure[];
  /** In how many groups to put users by training degree; null for none. */
  readonly quantiles: number | null;
  /** Whether to measure head, torso and tail items by themselves. */
  readonly itemGroups: boolean;
  /** For the diversity of lists; null where it is not measured. */
  readonly vectors: SemanticVectors | null;
  readonly bootstrapSamples: number;
  /** Lets messages in, stops when cancelled; to be awaited between pieces of work. */
  onStep?(done: number, total: number): Promise<void>;
}

/** One number and how sure it is. */
export interface Measured {
  /** Over seeds, of the means over users. */
  readonly mean: number;
  /** Sample standard deviation over seeds (n − 1); 0 for one seed. */
  readonly sd: number;
  /** 95 %, bootstrap over users, seeds averaged first; null for what is of all lists together. */
  readonly interval95: Interval | null;
  /** Difference from the arm's baseline; null for a baseline itself. */
  readonly gain: { readonly mean: number; readonly interval95: Interval | null } | null;
}

export interface GroupShape {
  readonly of: 'all' | 'users' | 'items';
  /** "all", "users-1" (the fewest clicks), "head": what it is called in names of values. */
  readonly key: string;
  /** "all users", "users with 3 to 7 clicks", "head items". */
  readonly label: string;
  /** Fewest and most training clicks of its members. */
  readonly low: number;
  readonly high: number;
  /** Users that are counted: with a held-out item, and for items with one of these. */
  readonly users: number;
  /** Items of the group; null of a group of users. */
  readonly items: number | null;
}

export interface Measures {
  /** All users first. */
  readonly groups: readonly GroupShape[];
  /** By arm, by group, by measure; null where a measure has no value in a group. */
  readonly arms: readonly (readonly (readonly (Measured | null)[])[])[];
}
