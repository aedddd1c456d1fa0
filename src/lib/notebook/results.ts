// What cells show: plain JSON, one variant a cell kind. The same shape is stored, streamed to the page, prerendered and
// written to results.json. No tensors, no class instances.
import type { Preparation } from '#lib/dataset/read';
import type { DatasetDetails } from '#lib/dataset/statistics';
import type { Metrics } from '#lib/evaluation/types';
import type { UsageReport } from '#lib/llm/usage';
import type { ShownCaseStudy } from '#lib/studies/case-study/shown';
import type { FigureData } from '#lib/studies/figures/data';
import type { RerankRow } from '#lib/studies/rerank/rerank';
import type { CandidateOrder } from '#lib/studies/rerank/settings';
import type { RunResult } from '#lib/training/types';
import type { Revisions } from './identity';

/** A histogram as bin edges (length n+1) and counts (length n). */
export interface Histogram {
  readonly edges: readonly number[];
  readonly counts: readonly number[];
}

export interface DatasetResult {
  readonly kind: 'dataset';
  readonly title: string;
  readonly description: string;
  readonly synthetic: boolean;
  readonly users: number;
  readonly items: number;
  readonly interactions: { readonly train: number; readonly val: number; readonly test: number };
  /** train ÷ (users × items), as the paper's Table 5. */
  readonly density: number;
  readonly splitHash: string;
  readonly trainDegrees: {
    readonly user: DegreeSummary;
    readonly item: DegreeSummary;
  };
  readonly texts: {
    readonly items: number;
    readonly withDescription: number;
    /** Interactions with a review, by part; one number of all parts together in results stored before they were counted apart. */
    readonly reviews: number | { readonly train: number; readonly val: number; readonly test: number };
  } | null;
  /** What became of every row; left out for data that were taken as they are. */
  readonly preparation?: PreparationSummary;
}

/** What became of every row on the way from the files to the data set, and more of what came out. */
export type PreparationSummary = Preparation & DatasetDetails;

export interface DegreeSummary {
  readonly min: number;
  readonly median: number;
  readonly mean: number;
  readonly max: number;
  readonly histogram: Histogram;
}

export interface ProfileSample {
  readonly node: 'user' | 'item';
  readonly id: string;
  readonly title: string;
  readonly text: string | null;
  readonly reasoning: string;
  readonly evidence: {
    readonly items: readonly string[];
    readonly reviews: number;
    readonly fields: readonly string[];
  };
  /** When a reader changed it. */
  readonly edited?: string;
}

export interface ProfilesResult {
  readonly kind: 'profiles';
  readonly generator: string;
  readonly label: string;
  readonly users: number;
  readonly items: number;
  readonly without: number;
  readonly meanWords: { readonly user: number; readonly item: number };
  readonly samples: readonly ProfileSample[];
  /** Profiles that a reader changed by hand; left out where there are none. */
  readonly edited?: number;
  /** Left out where no service was asked. */
  readonly usage?: UsageReport<'user' | 'item'>;
}

export interface EmbeddingsResult {
  readonly kind: 'embeddings';
  readonly encoder: string;
  readonly label: string;
  readonly dimensions: number;
  readonly users: number;
  readonly items: number;
  readonly without: number;
  readonly facts: Readonly<Record<string, string | number>>;
  /** A few items with their nearest items by cosine, to judge the space by eye. */
  readonly neighbours: readonly {
    readonly title: string;
    readonly nearest: readonly { readonly title: string; readonly cosine: number }[];
  }[];
  /** Left out where no service was asked. */
  readonly usage?: UsageReport<'text'>;
}

export interface TrainResult {
  readonly kind: 'train';
  readonly backbone: string;
  readonly alignment: string;
  readonly runs: readonly RunResult[];
  readonly mean: { readonly test: Metrics; readonly val: Metrics };
  /** Sample standard deviation over seeds (n − 1); zeros for one seed. */
  readonly sd: { readonly test: Metrics; readonly val: Metrics };
}

export interface Interval {
  readonly low: number;
  readonly high: number;
}

/** A difference from the baseline row; every number says how it was made. */
export interface Difference {
  readonly metric: 'recall@20' | 'ndcg@20';
  readonly mean: number;
  readonly relative: number;
  /** Over seeds; absent below five pairs, `reason` then says so. */
  readonly pairedT?: {
    readonly t: number;
    readonly df: number;
    readonly p: number;
    /** `p` after Holm's correction over all tests of the table. */
    readonly pHolm?: number;
    readonly interval95: Interval;
  };
  /** Over users, seeds averaged first. */
  readonly bootstrap?: { readonly interval95: Interval; readonly samples: number; readonly users: number };
  readonly reason?: string;
}

export interface CompareRow {
  /** Cell name of a train row, or of a reference ("popularity", "semantic-only"). */
  readonly name: string;
  readonly role: 'run' | 'reference';
  readonly label: string;
  readonly backbone?: string;
  readonly alignment?: string;
  readonly seeds: readonly number[];
  readonly test: { readonly mean: Metrics; readonly sd: Metrics };
  /** On held-out clicks that the truth file does not mark as noise; only where a data set has one. */
  readonly testWithoutNoise?: { readonly mean: Metrics; readonly sd: Metrics };
  readonly differences: readonly Difference[];
  /** Settings that differ from the baseline row's, as "key: ours (baseline's)". */
  readonly treatment: readonly string[];
}

export interface CompareResult {
  readonly kind: 'compare';
  readonly baseline: string;
  /** Differences are counted from the unaligned run of the same backbone. */
  readonly ownBaselines?: boolean;
  readonly rows: readonly CompareRow[];
  /** Plain statements: how many seeds, what test, what it cannot say. */
  readonly notes: readonly string[];
}

export interface RankedItem {
  readonly id: string;
  readonly title: string;
  readonly score: number;
  readonly heldOut: boolean;
  /** Rank in the first list of the cell, 1-based; absent in the first list itself. */
  readonly baselineRank?: number;
}

export interface RecommendResult {
  readonly kind: 'recommend';
  readonly user: { readonly id: string; readonly profile: string | null; readonly profileLabel: string | null };
  /** How the user was chosen, where nobody named one. */
  readonly rule?: string;
  readonly history: readonly { readonly id: string; readonly title: string }[];
  readonly heldOut: readonly { readonly id: string; readonly title: string }[];
  readonly lists: readonly {
    /** Name of the train cell, or "semantic-only". */
    readonly run: string;
    readonly label: string;
    /** Absent where nothing was trained. */
    readonly seed?: number;
    /** Empty where the user has no semantic vector. */
    readonly items: readonly RankedItem[];
  }[];
  /** Words of the user's profile that the top items' profiles share, with the items they came from. */
  readonly shared: readonly { readonly words: string; readonly items: readonly string[] }[];
}

export interface RerankResult {
  readonly kind: 'rerank';
  readonly run: string;
  /** Of the run whose lists were re-ranked. */
  readonly label: string;
  readonly model: string;
  readonly order: CandidateOrder;
  /** Users that were drawn. */
  readonly users: number;
  readonly rows: readonly RerankRow[];
  readonly examples: readonly {
    readonly user: string;
    readonly candidates: number;
    readonly history: readonly string[];
    readonly before: readonly { readonly title: string; readonly heldOut: boolean }[];
    /** `from`: the place in the recommender's list, from 1; null where the model named none of the candidates. */
    readonly after: readonly { readonly title: string; readonly heldOut: boolean; readonly from: number | null }[];
    readonly reasoning: string;
    readonly problem: string | null;
  }[];
  readonly usage?: UsageReport<'list'>;
}

export interface FigureResult {
  readonly kind: 'figure';
  readonly data: FigureData;
  /** Names of the train cells that it looks at, in the order of the data's runs. */
  readonly runs: readonly string[];
}

/** The study with the names of the cells whose runs it sets side by side. */
export type CaseStudyResult = ShownCaseStudy & {
  readonly kind: 'case-study';
  readonly baseline: string;
  readonly runs: readonly string[];
};

export type CellResult =
  | DatasetResult
  | ProfilesResult
  | EmbeddingsResult
  | TrainResult
  | CompareResult
  | RecommendResult
  | RerankResult
  | CaseStudyResult
  | FigureResult;

/** The three parts of the card that stands behind every number (architecture.md). */
export interface ProtocolCard {
  readonly protocol: {
    readonly dataset: string;
    readonly splitHash: string;
    readonly candidates: 'all items';
    readonly masking: 'train items masked; validation items not masked at test';
    readonly cutoffs: readonly number[];
    readonly metrics: readonly string[];
  };
  readonly treatment: Readonly<Record<string, string | number | boolean>>;
  readonly environment: {
    readonly seeds: readonly number[];
    readonly backend: string;
    readonly adapter: string;
    readonly versions: Readonly<Record<string, string>>;
    readonly seconds: number;
    readonly created: string;
  };
}

/** One entry of results.json. */
export interface CellRecord {
  readonly name: string;
  readonly kind: CellResult['kind'];
  readonly id: string;
  readonly digest: string;
  readonly seconds: number;
  readonly result: CellResult;
  readonly card?: ProtocolCard;
  /** Of the code that made it and what it was made of (revisions.ts); absent where all are the first. */
  readonly revisions?: Revisions;
}

export interface ResultsFile {
  readonly version: 1;
  readonly notebook: string;
  readonly backend: string;
  readonly adapter: string;
  readonly created: string;
  readonly cells: readonly CellRecord[];
}
