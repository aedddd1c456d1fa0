// What a data set is, once read: ids, interactions, a split, texts. Arrays of numbers are typed arrays so that they move
// between workers without a copy. Nothing here knows where the data came from.
import type { TextColumn } from './columns/text-column';

/** User–item pairs as two parallel arrays of 0-based indices, sorted by user, then item, without duplicates. */
export interface InteractionList {
  readonly users: Int32Array; // [n] in 0..userCount-1
  readonly items: Int32Array; // [n] in 0..itemCount-1
}

export type SplitName = 'train' | 'val' | 'test';

/** The three disjoint parts of the interactions. Only `train` may be learned from. */
export interface Split {
  readonly train: InteractionList;
  readonly val: InteractionList;
  readonly test: InteractionList;
  /** Hex digest of user count, item count and the three lists; two numbers may be compared only if it is equal. */
  readonly hash: string;
}

export interface ItemText {
  readonly title: string;
  readonly description?: string;
  /** Further fields of the file (author, genre, …), for profiles and display. */
  readonly attributes: Readonly<Record<string, string>>;
}

export interface UserText {
  readonly name?: string;
  readonly attributes: Readonly<Record<string, string>>;
}

/** What is known of interactions beside the pairs, parallel to them; null where nobody knows it of any. */
export interface InteractionColumns {
  /** NaN where unknown. */
  readonly ratings: Float32Array | null;
  /** Seconds since 1970; NaN where unknown. */
  readonly timestamps: Float64Array | null;
  readonly reviews: TextColumn | null;
}

/** What the manifest or the reader says of the origin. `synthetic` data says so wherever it is shown. */
export interface DatasetProvenance {
  readonly title: string;
  readonly description: string;
  readonly synthetic: boolean;
  readonly source: string;
  readonly license?: string;
  /** How generated data were made: name of the generator and its parameters. */
  readonly generator?: Readonly<Record<string, string | number | boolean>>;
}

export interface Dataset {
  readonly name: string;
  readonly provenance: DatasetProvenance;
  readonly userCount: number;
  readonly itemCount: number;
  /** External ids by index; index is the row in every matrix. */
  readonly userIds: readonly string[];
  readonly itemIds: readonly string[];
  readonly split: Split;
  /** Texts by index; an official folder brings none. */
  readonly itemTexts?: readonly ItemText[];
  readonly userTexts?: readonly UserText[];
  /** Parallel to the rows of each part of the split. */
  readonly interactionColumns?: Readonly<Record<SplitName, InteractionColumns>>;
  /** Semantic vectors that came with the data (official `usr_emb_np.pkl`, `itm_emb_np.pkl`). */
  readonly vectors?: SemanticVectors;
  /** Profiles that came with the data (official `usr_prf.pkl`, `itm_prf.pkl`). */
  readonly profiles?: BroughtProfiles;
}

/** Profiles by index; null where there is none. */
export interface BroughtProfiles {
  readonly users: readonly (string | null)[];
  readonly items: readonly (string | null)[];
  /** Why each says what it says; left out where the data do not tell. */
  readonly reasons?: { readonly users: readonly string[]; readonly items: readonly string[] };
}

/** Row-major semantic vectors, users and items in the same space. A node without a vector has `present` 0 there. */
export interface SemanticVectors {
  readonly dimensions: number;
  readonly users: Float32Array; // [users, dimensions]
  readonly items: Float32Array; // [items, dimensions]
  readonly userPresent: Uint8Array; // [users]
  readonly itemPresent: Uint8Array; // [items]
}

/**
 * The only view of a data set that profile generators, text encoders and backbones receive. It is built by copying the
 * training rows, so held-out pairs, their reviews and the truth file are not reachable from it at all.
 */
export interface TrainView {
  readonly name: string;
  readonly userCount: number;
  readonly itemCount: number;
  readonly userIds: readonly string[];
  readonly itemIds: readonly string[];
  readonly train: InteractionList;
  /** Parallel to `train`. */
  readonly trainColumns?: InteractionColumns;
  readonly itemTexts?: readonly ItemText[];
  readonly userTexts?: readonly UserText[];
}
