// Artifacts as the things they hold: reads them from the store, checked, and writes them whole. What is read often in one
// run (data sets, vectors) is kept while it runs.
import { datasetFromStored } from '#lib/dataset/serialise';
import type { Dataset } from '#lib/dataset/types';
import { embeddingSetFromStored } from '#lib/embeddings/serialise';
import type { EmbeddingSet } from '#lib/embeddings/types';
import { appError, toAppError, type AppError } from '#lib/errors/app-error';
import type { ProfileEdits } from '#lib/profiles/edits';
import { profileSetFromStored } from '#lib/profiles/serialise';
import type { ProfileSet } from '#lib/profiles/types';
import { artifactDigest } from '#lib/storage/digest';
import type { ArrayBlock, Artifact, ArtifactMeta, ArtifactStore } from '#lib/storage/types';
import type { NamedArray } from '#lib/training/export/safetensors';
import type { RunArrays } from '#lib/training/types';
import type { ChangedVectors } from '../changed-vectors';
import type { ComputeDevice } from '../environment';
import type { ArtifactKind } from '../identity';
import { editsId, editsOf } from '../profile-edits';
import { readStored, STORED_VERSION, type StoredRun, type StoredWhatIf } from '../stored';

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

export interface WhatIfArtifact extends StoredWhatIf {
  readonly meta: ArtifactMeta;
  readonly userEmbeddings: Float32Array;
  readonly itemEmbeddings: Float32Array;
  readonly changed: ChangedVectors;
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
    return this.#datasets.get(id, async () => {
      const { json, arrays } = await this.#load(id, 'data set');
      const { data } = readStored.dataset(json);
      try {
        return datasetFromStored(data, arrays);
      } catch (error) {
        const reason = error instanceof Error ? error.message : String(error);
        throw appError('notebook/stored-unreadable', { kind: 'dataset', reason }, {}, error);
      }
    });
  }

  async profiles(id: string): Promise<ProfileSet> {
    const { json } = await this.#load(id, 'set of profiles');
    return profileSetFromStored(readStored.profiles(json).data);
  }

  /** What a reader changed by hand; see profile-edits.ts. */
  async edits(base: string): Promise<ProfileEdits> {
    return editsOf(await this.read(await editsId(base)));
  }

  /** null where nothing was changed. */
  async editsDigest(base: string): Promise<string | null> {
    return (await this.read(await editsId(base)))?.meta.digest ?? null;
  }

  embeddings(id: string): Promise<EmbeddingSet> {
    return this.#embeddings.get(id, async () => {
      const { json, arrays } = await this.#load(id, 'set of embeddings');
      return embeddingSetFromStored(readStored.embeddings(json).data, arrays);
    });
  }

  async run(id: string): Promise<RunArtifact> {
    const { meta, json, arrays } = await this.#load(id, 'run');
    const run = readStored.run(json);
    const { userEmbeddings, itemEmbeddings, testUsers, testRecall20, testNdcg20 } = arrays;
    const isWhole =
      userEmbeddings instanceof Float32Array &&
      itemEmbeddings instanceof Float32Array &&
      testUsers instanceof Int32Array &&
      testRecall20 instanceof Float32Array &&
      testNdcg20 instanceof Float32Array;
    if (!isWhole) throw appError('notebook/stored-unreadable', { kind: 'run', reason: 'an array is missing' });
    const { parameters } = arrays;
    const kept = parameters instanceof Float32Array ? { parameters } : {};
    return { meta, run, arrays: { userEmbeddings, itemEmbeddings, testUsers, testRecall20, testNdcg20, ...kept } };
  }

  /** A run that was trained on (what-if.ts); null where it is not stored. */
  async whatIf(id: string): Promise<WhatIfArtifact | null> {
    const found = await this.find(id);
    if (!found) return null;
    const { userEmbeddings, itemEmbeddings, changedNodes, changedVectors, changedPresent } = found.arrays;
    const isWhole =
      userEmbeddings instanceof Float32Array &&
      itemEmbeddings instanceof Float32Array &&
      changedNodes instanceof Int32Array &&
      changedVectors instanceof Float32Array &&
      changedPresent instanceof Uint8Array;
    if (!isWhole) throw appError('notebook/stored-unreadable', { kind: 'what-if', reason: 'an array is missing' });
    const changed: ChangedVectors = { nodes: changedNodes, vectors: changedVectors, present: changedPresent };
    return { meta: found.meta, ...readStored.whatIf(found.json), userEmbeddings, itemEmbeddings, changed };
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
        bytes: bytes + JSON.stringify(made.json).length
      },
      json: made.json,
      arrays: made.arrays
    });
  }

  /** What is stored under `id`, of whatever kind. What is damaged counts as missing, and can be asked for with `damageOf`. */
  async read(id: string): Promise<Artifact | null> {
    try {
      return await this.store.get(id);
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

  /** What is stored under `id` in the form of today; null where nothing is, or in a form that is no longer read. */
  async find(id: string): Promise<Artifact | null> {
    const artifact = await this.read(id);
    return artifact?.meta.version === STORED_VERSION ? artifact : null;
  }

  /** Whether `find` would find something, without reading it; on this device, where one is given: bits hold on one alone. */
  async isStored(id: string, device?: ComputeDevice): Promise<boolean> {
    const meta = await this.store.getMeta(id);
    if (meta?.version !== STORED_VERSION) return false;
    return !device || (meta.backend === device.backend && meta.adapter === device.adapter);
  }

  async #load(id: string, kind: string): Promise<Artifact> {
    const artifact = await this.find(id);
    if (!artifact) throw appError('notebook/artifact-lost', { kind });
    return artifact;
  }
}
