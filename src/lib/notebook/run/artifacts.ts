// Artifacts as the things they hold: reads them from the store, checked, and writes them whole. What is read often in one
// run (data sets, vectors) is kept while it runs.
import type { Dataset } from '#lib/dataset/types';
import type { EmbeddingSet } from '#lib/embeddings/types';
import { appError, toAppError, type AppError } from '#lib/errors/app-error';
import { NO_EDITS, type ProfileEdits } from '#lib/profiles/edits';
import type { ProfileSet } from '#lib/profiles/types';
import { artifactDigest } from '#lib/storage/digest';
import { readAs } from '#lib/storage/read-as';
import type { ArrayBlock, ArtifactHead, ArtifactMeta, ArtifactStore } from '#lib/storage/types';
import type { NamedArray } from '#lib/training/export/safetensors';
import type { RunArrays } from '#lib/training/types';
import type { ComputeDevice } from './environment';
import type { ArtifactKind } from '../plan/identity';
import { datasetForm } from '../kinds/dataset/stored';
import { embeddingsForm } from '../kinds/embeddings/stored';
import { profilesForm } from '../kinds/profiles/stored';
import { checkOf, contentOf, STORED_VERSION, type Found, type JsonForm, type StoredForm } from '../kinds/stored-form';
import { runForm, type StoredRun } from '../kinds/train/stored';
import { editsForm, editsId } from '../profiles/profile-edits';
import { whatIfForm, type TrainedOn } from '../what-if/what-if-form';

/** What a cell's code makes of its inputs. */
export interface Made {
  readonly json: unknown;
  readonly arrays: Readonly<Record<string, ArrayBlock>>;
  /** The part of `json` that equal bits make equal: without clock times and versions. */
  readonly digested: unknown;
}

export interface RunArtifact {
  readonly meta: ArtifactMeta;
  readonly run: StoredRun;
  readonly arrays: RunArrays;
}

export interface WhatIfArtifact extends TrainedOn {
  readonly meta: ArtifactMeta;
}

/** The trained parameters by name; null where the run did not keep them. */
export function namedParameters(run: StoredRun, arrays: RunArrays): Readonly<Record<string, NamedArray>> | null {
  const { parameters } = arrays;
  if (!run.places || !parameters) return null;
  const named = run.places.map(({ name, shape, offset }) => {
    const size = shape.reduce((a, b) => a * b, 1);
    return [name, { shape, values: parameters.subarray(offset, offset + size) }] as const;
  });
  return Object.fromEntries(named);
}

/** Values by id, loaded once; a failure is not kept. */
class Memory<Value> {
  readonly #values = new Map<string, Promise<Value>>();

  get(id: string, load: () => Promise<Value>): Promise<Value> {
    const before = this.#values.get(id);
    if (before) return before;
    const loading = load();
    this.#values.set(id, loading);
    loading.catch(() => this.#values.delete(id));
    return loading;
  }

  forget(id: string): void {
    this.#values.delete(id);
  }
}

export class Artifacts {
  readonly #datasets = new Memory<Dataset>();
  readonly #embeddings = new Memory<EmbeddingSet>();
  readonly #damaged = new Map<string, AppError>();

  constructor(readonly store: ArtifactStore) {}

  dataset(id: string): Promise<Dataset> {
    return this.#datasets.get(id, async () => (await this.#load(id, datasetForm, 'data set')).dataset);
  }

  async profiles(id: string): Promise<ProfileSet> {
    return (await this.#load(id, profilesForm, 'set of profiles')).set;
  }

  /** What a reader changed by hand; see profile-edits.ts. */
  async edits(base: string): Promise<ProfileEdits> {
    return (await this.#edits(base))?.content ?? NO_EDITS;
  }

  /** null where nothing was changed. */
  async editsDigest(base: string): Promise<string | null> {
    return (await this.#edits(base))?.meta.digest ?? null;
  }

  async #edits(base: string): Promise<Found<ProfileEdits> | null> {
    return this.head(await editsId(base), editsForm);
  }

  embeddings(id: string): Promise<EmbeddingSet> {
    return this.#embeddings.get(id, async () => (await this.#load(id, embeddingsForm, 'set of embeddings')).set);
  }

  async run(id: string): Promise<RunArtifact> {
    return this.#load(id, runForm, 'run');
  }

  /** A run that was trained on (what-if.ts); null where it is not stored. */
  async whatIf(id: string): Promise<WhatIfArtifact | null> {
    const found = await this.find(id, whatIfForm);
    return found && { meta: found.meta, ...found.content };
  }

  /** Writes an artifact whole, with the digest of what it holds. */
  async put(kind: ArtifactKind, id: string, made: Made, seconds: number, device: ComputeDevice): Promise<void> {
    this.#datasets.forget(id);
    this.#embeddings.forget(id);
    const bytes = Object.values(made.arrays).reduce((sum, array) => sum + array.byteLength, 0);
    await this.store.put({
      meta: {
        id,
        kind,
        version: STORED_VERSION,
        digest: await artifactDigest(made.digested, made.arrays),
        backend: device.backend,
        adapter: device.adapter,
        created: new Date().toISOString(),
        seconds,
        bytes: bytes + JSON.stringify(made.json).length,
        ...(device.machine && { machine: device.machine })
      },
      json: made.json,
      arrays: made.arrays
    });
  }

  /** What is damaged, of another kind, or of a form that no cell of its kind wrote counts as missing; `damageOf` says why. */
  async #unlessDamaged<Read>(id: string, read: () => Promise<Read>): Promise<Read | null> {
    try {
      return await read();
    } catch (error) {
      const known = toAppError(error);
      if (known.code !== 'storage/damaged') throw error;
      this.#damaged.set(id, known);
      return null;
    }
  }

  /** Why one of these was found damaged and set aside; null where none was. */
  damageOf(ids: readonly string[]): AppError | null {
    for (const id of ids) {
      const damage = this.#damaged.get(id);
      if (damage) return damage;
    }
    return null;
  }

  /** What is stored under `id` in the version of today; null where nothing is, or in a version that is no longer read. */
  find<Content>(id: string, form: StoredForm<Content>): Promise<Found<Content> | null> {
    return this.#read(id, form, (check) => this.store.get(id, check));
  }

  /** The same by its JSON alone: arrays are not read. */
  head<Content>(id: string, form: JsonForm<Content>): Promise<Found<Content> | null> {
    return this.#read(id, form, (check) => this.store.getHead(id, check));
  }

  async #read<Content, From>(
    id: string,
    form: StoredForm<Content, From>,
    ask: (check: (stored: From & Pick<ArtifactHead, 'meta'>) => unknown) => Promise<ArtifactHead | null>
  ): Promise<Found<Content> | null> {
    return this.#unlessDamaged(id, () =>
      readAs(ask, (from: From & Pick<ArtifactHead, 'meta'>) => {
        const content = contentOf(form, from);
        return content && { meta: from.meta, content };
      })
    );
  }

  /** Whether `find` would find something; arrays that were found whole in this session are not read again. */
  async isWhole(id: string, form: StoredForm): Promise<boolean> {
    return (
      (await this.#unlessDamaged(id, () => this.store.check(id, checkOf(form)))) === true && (await this.isStored(id))
    );
  }

  /** Whether `find` would find something, without reading it; on this device, where one is given: bits hold on one alone. */
  async isStored(id: string, device?: ComputeDevice): Promise<boolean> {
    const meta = await this.store.getMeta(id);
    if (meta?.version !== STORED_VERSION) return false;
    return !device || (meta.backend === device.backend && meta.adapter === device.adapter);
  }

  /** Processors of the machines that these were made on, as far as the store knows: in a browser, of what was taken in from elsewhere alone. */
  async processorsOf(ids: readonly string[]): Promise<readonly string[]> {
    const metas = await Promise.all(ids.map((id) => this.store.getMeta(id)));
    return [...new Set(metas.flatMap((meta) => meta?.machine?.processor ?? []))].sort();
  }

  /** @throws AppError storage/damaged where it has just been found so, notebook/artifact-lost where there is none */
  async #load<Content>(
    id: string,
    form: StoredForm<Content>,
    called: string
  ): Promise<Content & { readonly meta: ArtifactMeta }> {
    const found = await this.find(id, form);
    if (!found) throw this.damageOf([id]) ?? appError('notebook/artifact-lost', { kind: called });
    return { ...found.content, meta: found.meta };
  }
}
