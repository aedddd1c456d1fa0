// What a cell's id is, and what a kind of cell is given to say what its own is made of. Only types.

export interface SeedId {
  readonly seed: number;
  /** Id of this seed's run artifact. */
  readonly id: string;
}

export interface CellId {
  readonly id: string;
  /** One artifact a seed; of train cells only. */
  readonly runs: readonly SeedId[];
  /** Of profiles cells: the id without what readers changed by hand, under which that is kept. */
  readonly base?: string;
  /** Of embeddings made wrong on purpose: the id of the true ones. */
  readonly unperturbed?: string;
}

/** What a source's content is, as far as ids need it. */
export interface DatasetContent {
  /** Digest of the source's files. */
  readonly files: string;
  /** Digest of the truth file, which only comparisons read; null where there is none. */
  readonly truth: string | null;
}

/** Digest of what a reader changed in the profiles of this id; null where nothing was. */
export type EditsDigest = (base: string) => Promise<string | null>;

/** Ids read, by role ("dataset", "embeddings", "runs"); a list keeps its order. What is undefined is left out. */
export type InputIds = Readonly<Record<string, string | readonly string[] | undefined>>;

/** What stands around one cell, as far as its id depends on it. */
export interface IdInputs {
  /** Id of a cell that it reads; undefined for undefined. */
  id(name: string): string;
  id(name: string | undefined): string | undefined;
  /** The runs of a train cell that it reads, seeds in that cell's order. */
  runs(name: string): readonly SeedId[];
  /** Id of the run of a train cell's first seed. */
  firstRun(name: string): string;
  /** Digest of the files that the cell itself reads; undefined where they cannot be opened. */
  readonly files: string | undefined;
  /** Digest of the truth file of the data behind it; undefined where there is none. */
  readonly truth: string | undefined;
  readonly edits: EditsDigest;
  /** Of the runs at other values that the cell asks for, in its order; undefined where it asks for none, or one of them has none. */
  readonly points: readonly CellId[] | undefined;
  /**
   * The hash of the cell's kind, its revision, and these.
   * @param settings resolved settings without names of cells
   * @param kind where it is not the cell's own: a train cell's "run"
   */
  hash(settings: unknown, inputs: InputIds, kind?: 'run'): Promise<string>;
}
