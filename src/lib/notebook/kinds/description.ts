// What a kind of cell says of itself without computing anything: its settings, what it reads, what its id is made of, where it runs, what
// is said of it. Pages, forms, validation, ids and the format's documentation are made from it. Only types; the list is descriptions.ts.
import type { ReadingSettings } from '#lib/dataset/imports/record';
import type { PrepareSettings } from '#lib/dataset/prepare/settings';
import type { CellSchema } from '../schema/types';
import type { FieldReader } from '../schema/reader';
import type { CellId, IdInputs } from './id-inputs';
import type { AskedPoints, CellFields } from './points/types';

/** What the checked settings of every cell have. */
export interface ResolvedBase {
  readonly kind: string;
  readonly name: string;
}

/** What the result of every cell has. */
export interface ResultBase {
  readonly kind: string;
}

/** One cell that another reads. */
export interface Reference {
  /** Key of the reading cell. */
  readonly key: string;
  readonly name: string;
  /** The kind that it must be of. */
  readonly kind: string;
  /** False where the name must exist but nothing is read, such as the embeddings of a run without alignment. */
  readonly isRead: boolean;
  /** It may come from other data than the cell itself. */
  readonly mayBeOfOtherData: boolean;
  /** It may come from the same data with another share of noise: users, items and what is held out are the same then. */
  readonly mayHaveOtherNoise: boolean;
  /** It may be what a tune cell chose of that kind: "TUNE.RUN". */
  readonly mayBeChosen: boolean;
  /** The data set behind it is read with it. */
  readonly withItsData: boolean;
}

/** How the data behind a cell are read and prepared, as its dataset cell says. */
export interface DataBehind {
  readonly name: string;
  readonly source: string;
  readonly reading: ReadingSettings;
  readonly prepare: Partial<PrepareSettings>;
}

/** What a kind may ask of the cells around one of its own. */
export interface Likeness {
  /** Equal for cells that do the same on data that differ in `split_seed` alone, whatever seeds they train; undefined without an id. */
  key(name: string): string | undefined;
  /** The settings of the dataset cell behind a cell. */
  data(name: string): DataBehind | undefined;
}

/** Where in the tab a cell runs: in the engine, which has the device, or in the input/output worker beside it, which has the reader's key. */
export type RunPlace = 'engine' | 'io';

export interface NodeFilesRead {
  /** As the cell names them. */
  readonly source: string;
  readonly content: 'profiles' | 'vectors';
}

/** Notebooks that lie beside the one that has the cell, with their stored results. */
export interface ResultsRead {
  /** Their names as one text. */
  readonly source: string;
  readonly content: 'results';
  readonly notebooks: readonly string[];
}

export type FilesRead = NodeFilesRead | ResultsRead;

/** What a step of a lesson can point at in a cell's output, and what a reader can do there that a step can wait for. */
export interface Anchors {
  readonly parts: readonly string[];
  readonly acts: readonly string[];
  /** What a step can keep whole of its runs. */
  readonly leaves?: 'curve' | 'list';
}

/** A cell's text as a summary reads it. */
export interface CellWords {
  /** The value of a key, or its default; undefined where it has neither, or does not count here. */
  value(key: string): unknown;
  /** The same where it is a text or a number, else the empty string. */
  text(key: string): string;
  /** Names of the cells that it reads. */
  readonly reads: readonly string[];
}

/** What holds where a key is left out and its field cannot say it, because other keys decide. */
export interface LeftOut {
  readonly value: string | number | boolean;
  /** Who says so: "preset small". */
  readonly by: string;
  /** What holds elsewhere, to compare with, in words; left out where nothing is known. */
  readonly elsewhere?: string;
}

/** What the browser's storage holds of a kind, in words. */
export interface StoredWords {
  /** "data sets". */
  readonly label: string;
  /** What else is to be known before it is deleted, as sentences. */
  readonly note?: string;
}

/**
 * One kind of cell. Its functions are methods, so that the description of one kind can stand in a list of all: whoever takes it from there
 * hands it cells and results of its own kind only.
 */
export interface KindDescription<
  Cell extends ResolvedBase = ResolvedBase,
  Result extends ResultBase = ResultBase
> extends CellSchema {
  readonly kind: Cell['kind'];
  /** Raised only when a change of code changes what its artifacts hold. */
  readonly revision: number;
  /** Of kinds with one artifact a seed, each of the kind "run": the revision of those. */
  readonly runs?: { readonly revision: number };
  readonly stored: StoredWords;
  /** Checks a cell's settings by themselves and fills in defaults. @throws AppError with key and line */
  resolve(reader: FieldReader): Cell;
  /** What it reads, in a fixed order; the first is what its data come from. None of a cell that reads from outside only. */
  references(cell: Cell): readonly Reference[];
  /** Its id: what its result depends on, and nothing else. null where files that it reads cannot be opened. */
  identify(cell: Cell, at: IdInputs): Promise<CellId | null>;
  /** Refuses the cells that it reads for what they are, before anything is computed; it takes all, where left out. @throws AppError */
  refuse?(cell: Cell, around: Likeness): Promise<void>;
  /** Runs at other values than the text has that it asks for; none, where left out. @throws AppError */
  points?(cell: Cell, notebook: CellFields): AskedPoints;
  /** In the engine, where left out. */
  runsIn?(cell: Cell): RunPlace;
  /** Files made elsewhere that it reads; none, where left out. */
  filesRead?(cell: Cell): FilesRead | null;
  /** Whether it reads the truth file of its data, which only synthetic data have; it does not, where left out. */
  readsTruth?(cell: Cell): boolean;
  /** By key, whether it is set or not; nothing, where left out. @param values of the cell's text, which may be wrong */
  leftOut?(values: Readonly<Record<string, unknown>>): Readonly<Record<string, LeftOut>>;
  /** What tells it from others of its kind, from the settings that a reader would look for first; empty parts are left out. */
  summary(words: CellWords): readonly string[];
  /** The named numbers of a result: what questions of lessons are checked against, and what a terminal shows where nothing else is said. */
  values(result: Result): Readonly<Record<string, number>>;
  /** @param values of the cell's text; no anchors, where left out */
  anchors?(values: Readonly<Record<string, unknown>>): Anchors;
}
