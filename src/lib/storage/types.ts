// Where artifacts live: IndexedDB in the tab, a folder on disk in Node, one interface. An artifact is JSON plus named
// typed arrays. A put is atomic: readers see the whole artifact or none of it.

export type ArrayBlock = Float32Array | Float64Array | Int32Array | Uint8Array;

/** Where an artifact was made, as far as that can be known there; a browser tells nothing. */
export interface Machine {
  /** Its name in its network. It stays in the store: no result, card or file that leaves it says it. */
  readonly host: string;
  readonly processor: string;
  /** What ran the program, with its version. */
  readonly runtime: string;
  readonly program: string;
  /** Of the queue that started it; left out where none did. */
  readonly job?: string;
}

export interface ArtifactMeta {
  /** Hash of kind, revision, resolved settings and the ids read (see notebook/plan/identity.ts). */
  readonly id: string;
  readonly kind: string;
  /** Format version of `json`; migrations in storage/browser/migrations.ts. */
  readonly version: number;
  /** SHA-256 over the JSON and all arrays; differs where the bits differ. */
  readonly digest: string;
  readonly backend: string;
  readonly adapter: string;
  /** ISO time. */
  readonly created: string;
  /** Seconds of work it took. */
  readonly seconds: number;
  readonly bytes: number;
  /** Left out of what a browser made, and of what was stored before it was told. */
  readonly machine?: Machine;
}

/** An artifact without its arrays. */
export interface ArtifactHead {
  readonly meta: ArtifactMeta;
  readonly json: unknown;
}

export interface Artifact extends ArtifactHead {
  readonly arrays: Readonly<Record<string, ArrayBlock>>;
}

/** What seals say of each array (`blocksOf` of checked.ts), by id of the artifact. */
export type ToldBlocks = ReadonlyMap<string, readonly string[]>;

/** Reads of an artifact what is needed; throws an Error with the reason where it is not what is read under its id. */
export type ArtifactForm = (artifact: Artifact) => unknown;
export type HeadForm = (head: ArtifactHead) => unknown;

export interface ArtifactStore {
  /**
   * What is stored under an id, held against its seal once a session (checked.ts) and against `form`; null where nothing is.
   * @throws AppError storage/damaged once, for what does not fit: it is set aside then and counts as missing; storage/read-failed
   */
  get(id: string, form?: ArtifactForm): Promise<Artifact | null>;
  /** The same without its arrays, which are not read. Only what was stored before seals told of each array is read whole, once a session. */
  getHead(id: string, form?: HeadForm): Promise<ArtifactHead | null>;
  /** Whether `get` would give something; what was found to be of this form in this session is not read again. @throws as `get` */
  check(id: string, form: ArtifactForm): Promise<boolean>;
  /** The meta data alone, unchecked; null also where it cannot be read. */
  getMeta(id: string): Promise<ArtifactMeta | null>;
  put(artifact: Artifact): Promise<void>;
  /**
   * Several that belong together: in the tab all of them or none, on disk one after the other.
   * @param told of artifacts whose arrays were hashed just now, so that they are not hashed twice
   */
  putAll(artifacts: readonly Artifact[], told?: ToldBlocks): Promise<void>;
  /**
   * Puts `artifact` under `id` (null: deletes what is there) where what is stored there still has the digest `base` (null: nothing is): two
   * tabs that have read the same one cannot both replace it. On disk another process may come between.
   * @returns whether it was so; nothing is changed where not
   */
  writeIf(id: string, base: string | null, artifact: Artifact | null): Promise<boolean>;
  delete(id: string): Promise<void>;
  list(): Promise<readonly ArtifactMeta[]>;
}

/** One answer of a paid service, under the hash of what was asked. */
export interface StoredAnswer {
  readonly key: string;
  readonly json: unknown;
  /** Of embedding services. */
  readonly vector?: Float32Array;
}

/** Answers that cost money: each is stored the moment it arrives and stays until the reader deletes it. */
export interface AnswerStore {
  /** In the order of the keys; null where there is none. What cannot be read is set aside and counts as none. */
  get(keys: readonly string[]): Promise<readonly (StoredAnswer | null)[]>;
  /** In the tab all of them or none, on disk one after the other. */
  put(answers: readonly StoredAnswer[]): Promise<void>;
  /** Keeps answers that turned out to be damaged under other names: they are found and counted no more. Cleared with the rest. */
  setAside(keys: readonly string[]): Promise<void>;
  delete(keys: readonly string[]): Promise<void>;
  count(): Promise<number>;
  clear(): Promise<void>;
}

/** Named texts (notebooks the reader owns), with the same guarantees. */
export interface DocumentStore {
  read(name: string): Promise<StoredDocument | null>;
  write(name: string, document: StoredDocument): Promise<void>;
  /**
   * Writes documents that belong together (null: removes), all or none, where the one called `guard` is still at the revision `base`: two
   * tabs that have read the same one cannot both write it. Where `base` is left out, there must be none yet, or one without a revision.
   * @returns whether it was so; nothing is changed where not
   */
  writeIf(
    guard: string,
    base: string | undefined,
    documents: Readonly<Record<string, StoredDocument | null>>
  ): Promise<boolean>;
  remove(name: string): Promise<void>;
  names(): Promise<readonly string[]>;
}

export interface StoredDocument {
  readonly version: number;
  readonly text: string;
  readonly modified: string;
  /** Whoever changes the text gives it another one, that no text had before. */
  readonly revision?: string;
}
