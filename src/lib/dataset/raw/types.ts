// Rows as they were read, before any preparation: what every reader of src/lib/dataset/formats makes and every step of
// src/lib/dataset/prepare starts from. Columns, so that a million rows are a few arrays.
import type { TextColumn } from '../columns/text-column';
import type { Dataset, DatasetProvenance } from '../types';

/** Users or items, in the order in which the files name them; those that a node file describes first. */
export interface RawNodes {
  /** External ids; [count], each once. */
  readonly ids: readonly string[];
  /** 1 where a line of a node file describes the node, 0 where only interactions name it. [count]; null: no such file. */
  readonly described: Uint8Array | null;
  /** Title of an item, name of a user. */
  readonly titles: TextColumn | null;
  readonly descriptions: TextColumn | null;
  /** Further fields, text to text, as one JSON object a row. */
  readonly attributes: TextColumn | null;
}

/** Interactions in the order of the file; a pair may stand more than once. */
export interface RawInteractions {
  readonly users: Int32Array; // [n] rows of RawData.users
  readonly items: Int32Array; // [n] rows of RawData.items
  /** NaN where unknown. */
  readonly ratings: Float32Array | null;
  /** Seconds since 1970; NaN where unknown. */
  readonly timestamps: Float64Array | null;
  readonly reviews: TextColumn | null;
  /** The file's own split: 0 train, 1 val, 2 test. */
  readonly parts: Uint8Array | null;
}

export interface RawData {
  readonly name: string;
  readonly provenance: DatasetProvenance;
  readonly users: RawNodes;
  readonly items: RawNodes;
  readonly interactions: RawInteractions;
  /** What came with the data beside the rows, by raw users and items. */
  readonly vectors?: Dataset['vectors'];
  readonly profiles?: Dataset['profiles'];
}

/** Lines of one file that were left out, by reason. */
export interface SkippedLines {
  /** A sentence without its full stop: "the rating is no number". */
  readonly reason: string;
  readonly count: number;
  /** The first few, text cut short. */
  readonly samples: readonly { readonly line: number; readonly text: string }[];
}

export interface FileReport {
  readonly path: string;
  readonly role: 'interactions' | 'items' | 'users' | 'ignored';
  readonly bytes: number;
  readonly lines: number;
  readonly rows: number;
  readonly skipped: readonly SkippedLines[];
  /** Lines that were read but for a part of them: "its time is not understood". Left out where there are none. */
  readonly notes?: readonly SkippedLines[];
}

/** What a file was taken for. */
export interface FileTaken {
  readonly path: string;
  readonly role: FileReport['role'];
  /** Its columns, or why it is not read. */
  readonly because?: string;
}

/** What became of every row. */
export interface ReadReport {
  readonly format: string;
  /** Every file that was looked at. Left out in reports of before it was kept. */
  readonly taken?: readonly FileTaken[];
  /** What else is to be known of how the files were read, a sentence each. */
  readonly remarks?: readonly string[];
  readonly files: readonly FileReport[];
}
