// The list of all stored runs. What it says of each is kept as one artifact beside them (run-columns.ts), so that ten thousand runs are listed
// by their meta data and this alone: no run's JSON is read twice, and no array of one ever. What is trained, taken in or deleted meanwhile is
// told by the meta data; the list is put right when it is next read. It is a copy: without it nothing is lost but time.
import type { SerializedError } from '#lib/errors/app-error';
import type { Artifact, ArtifactMeta, ArtifactStore } from '#lib/storage/types';
import type { WorkStep } from '#lib/work/work';
import { contentOf, STORED_VERSION } from '../kinds/stored-form';
import { runHead } from '../kinds/train/stored';
import { Artifacts } from '../run/artifacts';
import { keepKnown, knownRuns } from './run-columns';
import { newestFirst } from './run-list';
import { summaryOf, type RunSummary } from './run-summary';

/** Runs whose JSON is read at a time. */
const AT_ONCE = 64;

export interface RunListing {
  /** Newest first. */
  readonly runs: readonly RunSummary[];
  /** Ids of runs of which nothing is known yet, newest first: `readRuns` reads them. */
  readonly unread: readonly string[];
}

/** The same beside a list that is known already: what of it holds no more. */
export interface RunChanges {
  /** Ids of runs that are not stored any more, or were stored anew. */
  readonly gone: readonly string[];
  readonly unread: readonly string[];
}

export interface ReadRuns {
  readonly runs: readonly RunSummary[];
  /** Why some cannot be read; what is damaged was set aside. */
  readonly problems: readonly SerializedError[];
}

/** All runs of a store, by what is known of them. @throws AppError storage/… */
export async function listRuns(store: ArtifactStore): Promise<RunListing> {
  const known = (await knownRuns(store))?.runs ?? [];
  const { gone, unread } = await putRight(store, known);
  const left = new Set(gone);
  return { runs: known.filter(({ id }) => !left.has(id)), unread };
}

/**
 * What holds no more of the known list; it is put right for who reads it next.
 * @param digest of the list that the asker has
 * @returns null where the list is another one by now
 * @throws AppError storage/…
 */
export async function checkKnown(store: ArtifactStore, digest: string): Promise<RunChanges | null> {
  const known = await knownRuns(store);
  return known?.digest === digest ? putRight(store, known.runs) : null;
}

async function putRight(store: ArtifactStore, known: readonly RunSummary[]): Promise<RunChanges> {
  const metas = new Map((await store.list()).filter(isRun).map((meta) => [meta.id, meta]));
  const gone: string[] = [];
  for (const { id, digest, created } of known) {
    const meta = metas.get(id);
    if (meta?.digest === digest && meta.created === created) metas.delete(id);
    else gone.push(id);
  }
  if (gone.length > 0) await forgetRuns(store, gone);
  return { gone, unread: [...metas.values()].sort(newestFirst).map(({ id }) => id) };
}

/** Whether the store has it in the form of today. */
const isRun = ({ kind, version }: ArtifactMeta): boolean => kind === runHead.kind && version === STORED_VERSION;

/**
 * Reads the JSON of runs, and keeps what it says of them for the next list.
 * @param ids those that a list had not read; what is gone meanwhile is left out
 * @throws AppError storage/…, internal/cancelled; what was read until then is kept
 */
export async function readRuns(store: ArtifactStore, ids: readonly string[], step: WorkStep): Promise<ReadRuns> {
  const runs: RunSummary[] = [];
  const problems: SerializedError[] = [];
  const artifacts = new Artifacts(store);
  const read = async (id: string): Promise<void> => {
    const found = await artifacts.head(id, runHead);
    if (found) runs.push(summaryOf(found.meta, found.content));
    const damage = artifacts.damageOf([id]);
    if (damage) problems.push(damage.toJSON());
  };
  try {
    for (let at = 0; at < ids.length; at += AT_ONCE) {
      await step(at, ids.length);
      await Promise.all(ids.slice(at, at + AT_ONCE).map(read));
    }
  } finally {
    if (runs.length > 0) await addRuns(store, runs);
  }
  return { runs, problems };
}

/** All runs, what is not known of them read first. @throws AppError storage/…, internal/cancelled */
export async function allRuns(store: ArtifactStore, step: WorkStep): Promise<ReadRuns> {
  const { runs, unread } = await listRuns(store);
  const read = await readRuns(store, unread, step);
  return { runs: [...runs, ...read.runs].sort(newestFirst), problems: read.problems };
}

/** Takes runs out of the list that were just deleted. */
export async function forgetRuns(store: ArtifactStore, ids: readonly string[]): Promise<void> {
  const known = await knownRuns(store);
  const gone = new Set(ids);
  const left = known?.runs.filter(({ id }) => !gone.has(id)) ?? [];
  if (known && left.length < known.runs.length) await keepKnown(store, left);
}

/** Puts runs into the list whose JSON is at hand: none of them is read. */
export async function addStored(store: ArtifactStore, artifacts: readonly Artifact[]): Promise<void> {
  const runs = artifacts.flatMap((artifact) => {
    const run = contentOf(runHead, artifact);
    return run ? [summaryOf(artifact.meta, run)] : [];
  });
  await addRuns(store, runs);
}

async function addRuns(store: ArtifactStore, added: readonly RunSummary[]): Promise<void> {
  const known = (await knownRuns(store))?.runs ?? [];
  const byId = new Map([...known, ...added].map((run) => [run.id, run]));
  await keepKnown(store, [...byId.values()].sort(newestFirst));
}
