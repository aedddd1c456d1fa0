// What the Explore page asks and is answered: plain data that crosses from the worker. Nodes are joint ids as in dataset/graph.ts: users
// 0 … U−1, then items U … N−1.
import type { UmapNote } from '../projection/umap/umap';

/** Which stored run to look at. */
export type ExploreRun =
  /** Of a train cell of the notebook. */
  | { readonly from: 'cell'; readonly cell: string; readonly seed: number }
  /** Kept under an id of its own: a run that was trained on after a profile was changed. */
  | { readonly from: 'artifact'; readonly id: string; readonly label: string };

/** Two runs are A and B; everything shown is of these. */
export type RunKey = 'a' | 'b';
export type SpaceKey = RunKey | 'semantic';

export interface ExploreAsk {
  readonly notebook: string;
  readonly text: string;
  readonly a: ExploreRun;
  readonly b: ExploreRun | null;
  /** Cells of the notebook; null where there is none. */
  readonly embeddings: string | null;
  readonly profiles: string | null;
  /** Profile texts to show in the place of the stored ones. */
  readonly edits: readonly TextEdit[];
}

export interface TextEdit {
  readonly node: 'user' | 'item';
  /** As in the data. */
  readonly id: string;
  readonly text: string;
}

/** Which nodes a map lays out. */
export type MapNodes = 'all' | 'items' | 'users';

/** How the places of a map came about. */
export type MapMaking =
  /** The first two principal components. */
  | {
      readonly by: 'pca';
      /** Share of the variance that the two components keep. */
      readonly explained: number;
      /** Of large spaces: how many vectors, evenly drawn, the components were found from; left out where all were. */
      readonly sample?: number;
    }
  /** UMAP; run A's map starts from its principal components, B's from A's map. */
  | ({ readonly by: 'umap'; readonly nodes: MapNodes } & UmapNote);

/** One map; all maps are turned and scaled to lie over that of A (Procrustes). */
export interface ExploreSpace {
  readonly key: SpaceKey;
  readonly label: string;
  readonly kind: 'collaborative' | 'aligned' | 'semantic';
  readonly made: MapMaking;
  /** [N, 2], roughly within −1 … 1; NaN for nodes without a vector. */
  readonly xy: Float32Array;
}

/** What points can be coloured by. */
export interface ColourChoice {
  /** "clicks", "popularity", "group", "cluster", "taste", or an attribute as "attribute:NAME". */
  readonly by: string;
  readonly label: string;
}

/** What one quality says of every node. */
export type Colouring = { readonly by: string; readonly label: string } & (
  | {
      readonly kind: 'groups';
      /** At most eight. */
      readonly names: readonly string[];
      /** Index in `names` by node; −1 where a node is in none of them. [N] */
      readonly of: Int8Array;
      /** What −1 is, in words: "other or none". */
      readonly rest: string;
    }
  | {
      readonly kind: 'scale';
      /** Step by node, 0 the lowest; −1 where nothing is known. [N] */
      readonly of: Int8Array;
      /** From which value to which each step goes, both held. */
      readonly steps: readonly { readonly low: number; readonly high: number }[];
      readonly rest: string;
    }
);

/** What sets a part of a map apart from the rest of it. */
export interface RegionLabel {
  /** Where it stands, a node's place. */
  readonly node: number;
  /** Nodes of the region. */
  readonly size: number;
  readonly words: string;
}

export interface ExploreOverview {
  readonly title: string;
  readonly synthetic: boolean;
  readonly splitHash: string;
  readonly userCount: number;
  readonly itemCount: number;
  /** External ids by node, users first. [N] */
  readonly ids: readonly string[];
  /** Titles of items and names of users by node; the id where there is none. [N] */
  readonly labels: readonly string[];
  /** Training clicks by node. [N] */
  readonly degrees: Int32Array;
  readonly spaces: readonly ExploreSpace[];
  readonly runs: Readonly<Partial<Record<RunKey, { readonly label: string; readonly seed: number }>>>;
  /** Of the profiles shown; null where there are none. */
  readonly profileLabel: string | null;
  readonly colours: readonly ColourChoice[];
  /** The user that a rule proposes who looks at no result. */
  readonly startUser: number;
}

export interface ExploreSelection {
  /** A node below userCount. */
  readonly user: number;
  /** Another user, for the pair. */
  readonly other: number | null;
  /** A node from userCount on. */
  readonly item: number | null;
  /** Items of a list. */
  readonly k: number;
  /** Hops of the neighbourhood: 1 … 4. */
  readonly hops: number;
}

export interface ExploreListItem {
  /** Joint node id. */
  readonly node: number;
  readonly score: number;
  readonly heldOut: boolean;
  /** Rank under the other run, from 1, among all candidates; null where there is no other run. */
  readonly otherRank: number | null;
}

export interface ExploreNeighbourhood {
  /** In the order of hops, within a hop by training clicks (most first) then by node; the user first. */
  readonly nodes: readonly { readonly node: number; readonly hop: number; readonly onPath: boolean }[];
  /** Pairs of positions in `nodes`; edges between nodes that are shown. */
  readonly edges: readonly (readonly [number, number])[];
  /** By hop, from 0: nodes that exist and nodes that are shown. */
  readonly counts: readonly { readonly all: number; readonly shown: number }[];
}

export interface PairRelevance {
  readonly run: RunKey;
  readonly cosine: number;
  /** Rank of the other user among all who are more than three hops from the user, from 1; null where the pair is nearer. */
  readonly rank: number | null;
  readonly of: number;
}

export interface ExplorePair {
  /** Hops in the training graph; null where no path leads. */
  readonly distance: number | null;
  /** Nodes of one shortest path, both ends included; empty where there is none. */
  readonly path: readonly number[];
  readonly relevance: readonly PairRelevance[];
  /** Cosine of the two profiles' vectors; null where one is missing. */
  readonly semantic: number | null;
  /** Items (nodes) that both have among their held-out ones, test or validation. */
  readonly sharedHeldOut: readonly number[];
  /** Items (nodes) that both clicked in training. */
  readonly sharedTrain: readonly number[];
}

export interface ExploreProfile {
  readonly node: number;
  readonly text: string | null;
  readonly evidence: readonly string[];
  /** Phrases of this text that the other profile shown has too, as written here. */
  readonly shared: readonly string[];
  readonly edited: boolean;
}

/** Everything that follows the selection. */
export interface ExploreViews {
  readonly selection: ExploreSelection;
  /** Items (nodes) clicked in training, and held out for the test. */
  readonly history: readonly number[];
  readonly heldOut: readonly number[];
  readonly lists: readonly { readonly run: RunKey; readonly items: readonly ExploreListItem[] }[];
  readonly neighbourhood: ExploreNeighbourhood;
  readonly pair: ExplorePair | null;
  /** Of the user, of the other user, of the item: those that are selected. */
  readonly profiles: readonly ExploreProfile[];
}

/** A pair that the finder proposes. */
export interface ProposedPair {
  readonly user: number;
  readonly other: number;
  readonly distance: number | null;
  readonly semantic: number | null;
  readonly sharedHeldOut: number;
}

/** How the finder chooses; each looks at no trained run. */
export type FinderRule =
  /** Far apart, alike in their profiles, with a held-out item in common. */
  | 'alike'
  /** Far apart, a held-out item in common, drawn at random. */
  | 'random';

/** Where one user stands among another's far users, from 1, under A and B. */
export interface PairMove {
  readonly from: number;
  readonly to: number;
  readonly before: number;
  /** null where one run is open. */
  readonly after: number | null;
  /** Far users. */
  readonly of: number;
}

/** A proposed pair with what was looked up of it after it was chosen: ranks in both directions. */
export interface FoundPair extends ProposedPair {
  readonly moves: readonly PairMove[];
}

/** All far users of one user under one run. */
export interface PairStrip {
  readonly run: RunKey;
  /** Of the other user, from 1. */
  readonly rank: number;
  /** The same by seed: of the run that is open first, then of the others of its cell that are stored. */
  readonly seeds: readonly { readonly seed: number; readonly rank: number }[];
  /** Ranks of far users who share a held-out item, ascending. */
  readonly partners: Float64Array;
  /** Cosine by rank. [of] */
  readonly likeness: Float64Array;
}

/** The case study of one pair as a picture. */
export interface PairPicture {
  readonly user: number;
  readonly other: number;
  /** Far users of `user`. */
  readonly of: number;
  readonly strips: readonly PairStrip[];
  /** How far all ordered pairs (far apart, a held-out item in common) moved from A to B in relative rank; null where one run is open. */
  readonly spread: {
    readonly pairs: number;
    /** Counts over −1 … 1; above zero pairs came closer. */
    readonly bins: readonly number[];
    /** Of this pair. */
    readonly own: number;
    /** Share of all pairs that came closer, ties as halves. */
    readonly closer: number;
    /** Share of all pairs that moved less towards each other than this one, ties as halves. */
    readonly below: number;
    readonly median: number;
  } | null;
}
