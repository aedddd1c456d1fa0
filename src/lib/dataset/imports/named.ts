// What a reader brought into this browser, under a name that cells use as their source: a small record, and beside it what it is a record
// of. They are two artifacts that are written together; one that is half-finished leaves neither.
import { canonicalJson } from '#lib/storage/digest';
import { plainArtifact } from '#lib/storage/plain-artifact';
import { readAs } from '#lib/storage/read-as';
import type { ArrayBlock, Artifact, ArtifactStore } from '#lib/storage/types';
import { sha256 } from '../stored/digest';

interface Kinds<Saved> {
  readonly record: string;
  readonly content: string;
  readonly version: number;
  /** @throws Error with the reason */
  parse(json: unknown): Saved;
}

export class Named<Saved extends { readonly name: string; readonly created: string }> {
  readonly #store: ArtifactStore;
  readonly #kinds: Kinds<Saved>;

  constructor(store: ArtifactStore, kinds: Kinds<Saved>) {
    this.#store = store;
    this.#kinds = kinds;
  }

  /** All records, newest first. One of a version that is no longer read is left out. */
  async list(): Promise<readonly Saved[]> {
    const metas = (await this.#store.list()).filter(({ kind }) => kind === this.#kinds.record);
    const records = await Promise.all(metas.map(({ id }) => this.#read(id)));
    return records
      .filter((record) => record !== null)
      .sort((a, b) => (a.created < b.created ? 1 : a.created > b.created ? -1 : 0));
  }

  async find(name: string): Promise<Saved | null> {
    return this.#read(await idOf(this.#kinds.record, name));
  }

  async remove(name: string): Promise<void> {
    await this.#store.delete(await idOf(this.#kinds.record, name));
    await this.#store.delete(await idOf(this.#kinds.content, name));
  }

  /** What a record is of. @throws AppError storage/damaged where it has just been found so */
  protected async content<Content>(name: string, read: (artifact: Artifact) => Content): Promise<Content | null> {
    const id = await idOf(this.#kinds.content, name);
    return readAs((check) => this.#store.get(id, check), read);
  }

  /** In place of what has the same name. @throws AppError storage/quota, …; what was stored before stays then */
  protected async write(record: Saved, json: unknown, arrays: Readonly<Record<string, ArrayBlock>>): Promise<Saved> {
    const { name, created } = record;
    const { version, record: recordKind, content: contentKind } = this.#kinds;
    const place = async (kind: string) => ({ id: await idOf(kind, name), kind, version, created });
    await this.#store.putAll([
      await plainArtifact(await place(recordKind), record),
      await plainArtifact(await place(contentKind), json, arrays)
    ]);
    return record;
  }

  /** One of another version is not judged. */
  #read(id: string): Promise<Saved | null> {
    const { version, parse } = this.#kinds;
    return readAs(
      (check) => this.#store.get(id, check),
      ({ meta, json }: Artifact) => (meta.version === version ? parse(json) : null)
    );
  }
}

const idOf = (kind: string, name: string): Promise<string> => sha256(canonicalJson({ kind, name }));
