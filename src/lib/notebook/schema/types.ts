// What a cell's schema says of its keys, and what a cell is once its settings are checked. Forms, validation and the
// format's documentation are all made from the schemas. Pure types.
import type { ReadingSettings } from '#lib/dataset/imports/record';
import type { PrepareSettings, VectorPerturbation } from '#lib/dataset/prepare/settings';
import type { FigureName } from '#lib/studies/figures/names';
import type { RerankSettings } from '#lib/studies/rerank/settings';
import type { AlignmentName, BackboneName, RunSettings } from '#lib/training/types';
import type { CellKind } from '../kinds';

export type FieldType =
  | 'text'
  | 'integer'
  | 'number'
  | 'boolean'
  | 'choice'
  /** Any of the options, each at most once. */
  | 'choices'
  /** Name of another cell. */
  | 'cell'
  | 'cells'
  | 'integers';

export interface FieldSchema {
  readonly key: string;
  readonly label: string;
  /** One or two sentences; where a default depends on other keys, it says so. */
  readonly help: string;
  readonly type: FieldType;
  readonly required: boolean;
  readonly default?: string | number | boolean | readonly (string | number)[];
  readonly options?: readonly string[];
  readonly min?: number;
  readonly max?: number;
  readonly unit?: string;
  /** Of texts: what a form proposes. */
  readonly suggestions?: readonly string[];
  readonly multiline?: boolean;
  /** Kind that a `cell` or `cells` field must name. */
  readonly cellKind?: CellKind;
  /** The field counts only where another key has one of these values. */
  readonly appliesTo?: { readonly key: string; readonly values: readonly string[] };
}

export interface CellSchema {
  readonly kind: CellKind;
  readonly title: string;
  readonly help: string;
  readonly fields: readonly FieldSchema[];
}

/** Settings of a generator or encoder with its defaults filled in. */
export type PlainSettings = Readonly<Record<string, string | number | boolean>>;

export interface ResolvedDataset {
  readonly kind: 'dataset';
  readonly name: string;
  readonly source: string;
  /** How the files are read, where the cell says so. */
  readonly reading: ReadingSettings;
  /** What is done to the rows, where it differs from the defaults. */
  readonly prepare: Partial<PrepareSettings>;
}

export interface ResolvedProfiles {
  readonly kind: 'profiles';
  readonly name: string;
  readonly dataset: string;
  readonly generator: string;
  readonly seed: number;
  readonly settings: PlainSettings;
}

export interface ResolvedEmbeddings {
  readonly kind: 'embeddings';
  readonly name: string;
  readonly encoder: string;
  /** What the encoder reads: a profiles cell, or the data set where vectors came with it. */
  readonly reads: { readonly kind: 'profiles' | 'dataset'; readonly name: string };
  readonly seed: number;
  /** Principal components to keep; 0 keeps the vectors as they are. */
  readonly pca: number;
  readonly perturb: { readonly how: VectorPerturbation; readonly share: number };
  readonly settings: PlainSettings;
}

export interface ResolvedTrain {
  readonly kind: 'train';
  readonly name: string;
  readonly dataset: string;
  /** Named or not, it is read only where `alignment` is not "none". */
  readonly embeddings?: string;
  /** The train cell whose node table the runs start from. */
  readonly startFrom?: string;
  readonly backbone: BackboneName;
  readonly alignment: AlignmentName;
  readonly preset: string;
  readonly seeds: readonly number[];
  /** The preset with the cell's own hyperparameters over it. */
  readonly settings: RunSettings;
}

export const REFERENCE_NAMES = ['popularity', 'item-knn', 'ease', 'semantic-only'] as const;
export type ReferenceName = (typeof REFERENCE_NAMES)[number];

export interface ResolvedCompare {
  readonly kind: 'compare';
  readonly name: string;
  readonly runs: readonly string[];
  /** One of `runs`. */
  readonly baseline: string;
  /** Differences are counted from the unaligned run of the same backbone, where the table has one. */
  readonly ownBaselines: boolean;
  readonly references: readonly ReferenceName[];
  /** For the reference "semantic-only". */
  readonly embeddings?: string;
  /** Resamples of the paired bootstrap over users. */
  readonly bootstrapSamples: number;
}

export interface ResolvedRecommend {
  readonly kind: 'recommend';
  readonly name: string;
  readonly runs: readonly string[];
  readonly profiles?: string;
  /** For the list of the semantic vectors by themselves. */
  readonly embeddings?: string;
  /** An id of the data, or "auto". */
  readonly user: string;
  readonly k: number;
}

export interface ResolvedRerank {
  readonly kind: 'rerank';
  readonly name: string;
  readonly run: string;
  readonly settings: RerankSettings;
}

export interface ResolvedCaseStudy {
  readonly kind: 'case-study';
  readonly name: string;
  readonly baseline: string;
  /** Without the baseline. */
  readonly runs: readonly string[];
  readonly embeddings?: string;
  readonly profiles?: string;
  /** Ids of the data, or "auto". */
  readonly user: string;
  readonly other: string;
  readonly seed: number;
}

export interface ResolvedFigure {
  readonly kind: 'figure';
  readonly name: string;
  readonly show: FigureName;
  readonly dataset?: string;
  readonly clean?: string;
  readonly runs: readonly string[];
  readonly embeddings?: string;
  /** An id of the data, or "auto"; only where the figure shows a user. */
  readonly user: string;
  readonly seed: number;
  readonly settings: PlainSettings;
}

export type ResolvedCell =
  | ResolvedDataset
  | ResolvedProfiles
  | ResolvedEmbeddings
  | ResolvedTrain
  | ResolvedCompare
  | ResolvedRecommend
  | ResolvedRerank
  | ResolvedCaseStudy
  | ResolvedFigure;
