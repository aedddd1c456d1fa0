// What is known of an import beside its rows: where it came from, how it was read, what became of every line. Small, so that a
// list of imports reads no rows.
import * as v from 'valibot';
import { parseStored } from '#lib/storage/parse-stored';
import type { ReadReport } from '../raw/types';

export const IMPORT_VERSION = 1;

/** Settings of a reader by the names of the dataset cell's keys. */
export type ReadingSettings = Readonly<Record<string, string | number | boolean>>;

export interface ImportRecord {
  readonly version: typeof IMPORT_VERSION;
  /** What a dataset cell's `source` calls it. */
  readonly name: string;
  /** Digest of the files' contents: equal here and on the command line. */
  readonly digest: string;
  readonly format: string;
  /** As the files were read: what was guessed and what the reader said. */
  readonly settings: ReadingSettings;
  /** Only what the reader said otherwise than the guess: what a dataset cell has to say to read the files the same way. */
  readonly given: ReadingSettings;
  readonly counts: { readonly users: number; readonly items: number; readonly interactions: number };
  /** Whether the files brought a split of their own. Left out in records of before it was kept. */
  readonly ownSplit?: boolean;
  readonly report: ReadReport;
  /** Bytes stored. */
  readonly bytes: number;
  /** ISO time. */
  readonly created: string;
}

const Count = v.pipe(v.number(), v.integer(), v.minValue(0));
const Settings = v.record(v.string(), v.union([v.string(), v.number(), v.boolean()]));
const Role = v.picklist(['interactions', 'items', 'users', 'ignored']);
const Lines = v.array(
  v.object({
    reason: v.string(),
    count: Count,
    samples: v.array(v.object({ line: Count, text: v.string() }))
  })
);
/** What became of every line, as it is stored. */
export const Report = v.object({
  format: v.string(),
  taken: v.optional(v.array(v.object({ path: v.string(), role: Role, because: v.optional(v.string()) }))),
  remarks: v.optional(v.array(v.string())),
  files: v.array(
    v.object({
      path: v.string(),
      role: Role,
      bytes: Count,
      lines: Count,
      rows: Count,
      skipped: Lines,
      notes: v.optional(Lines)
    })
  )
});

const Record = v.object({
  version: v.literal(IMPORT_VERSION),
  name: v.string(),
  digest: v.string(),
  format: v.string(),
  settings: Settings,
  given: Settings,
  counts: v.object({ users: Count, items: Count, interactions: Count }),
  ownSplit: v.optional(v.boolean()),
  report: Report,
  bytes: Count,
  created: v.string()
});

/** @throws Error with the reason */
export const parseImportRecord = (json: unknown): ImportRecord => parseStored(Record, json);
