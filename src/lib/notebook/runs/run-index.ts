// The list of all stored runs. What it says of each is kept as one artifact beside them, so that ten thousand runs are listed by their
// meta data and this alone: no run's JSON is read twice, and no array ever. What is trained, taken in or deleted meanwhile is told by the
// meta data; the list is put right when it is next read. It is a copy: without it nothing is lost but time.
import * as v from 'valibot';
import { sha256 } from '#lib/dataset/stored/digest';
import { toAppError, type SerializedError } from '#lib/errors/app-error';
import { MetricsForm } from '#lib/evaluation/forms';
import type { Stored } from '#lib/storage/parse-stored';
import { plainArtifact } from '#lib/storage/plain-artifact';
import type { ArtifactMeta, ArtifactStore } from '#lib/storage/types';
import type { WorkStep } from '#lib/work/work';
import { jsonForm } from '../kinds/forms';
import { STORED_VERSION } from '../kinds/stored-form';
import { runHead } from '../kinds/train/stored';
import { Artifacts } from '../run/artifacts';
import { RUN_INDEX_KIND } from './kind';
import { newestFirst } from './run-list';
import { ArmForm, isRun, summaryOf, summaryOfParts, type RunArm, type RunSummary } from './run-summary';

/** What no other place says of a run; the rest is said by the store's meta data and by its arm. */
const KnownForm = v.object({
  id: v.string(),
  /** As the store listed them when it was read: it is read again where they are others. */
  digest: v.string(),
  created: v.string(),
  /** Its place among the arms. */
  arm: v.number(),
  seed: v.number(),
  epochs: v.number(),
  bestEpoch: v.number(),
  test: MetricsForm
});

/** Arms are written once, however many runs they have: the list is read before anything stands in the page. */
const IndexForm = v.object({ arms: v.array(ArmForm), runs: v.array(KnownForm) });
const indexForm = jsonForm(RUN_INDEX_KIND, IndexForm);
type RunIndex = Stored<typeof IndexForm>;

/** Raised with the form: a list of another one lies elsewhere and is not looked at. */
const FORM = 2;

/** Runs whose JSON is read at a time. */
const AT_ONCE = 64;

export interface RunListing {
  /** Newest first. */
  readonly runs: readonly RunSummary[];
  /** Ids of runs of which nothing is known yet, newest first: `readRuns` reads them. */
  readonly unread: readonly string[];
}

export interface ReadRuns {
  readonly runs: readonly RunSummary[];
  /** Why some cannot be read; what is damaged was set aside. */
  readonly problems: readonly SerializedError[];
}

/** All runs of a store, by what is known of them. @throws AppError storage/… */
export async function listRuns(store: ArtifactStore): Promise<RunListing> {
  const [metas, { arms, runs: index }] = await Promise.all([store.list(), readIndex(store)]);
  const known = new Map(index.map((run) => [run.id, run]));
  const runs: RunSummary[] = [];
  const unread: ArtifactMeta[] = [];
  for (const meta of metas) {
    if (!isRun(meta)) continue;
    const own = known.get(meta.id);
    const arm = own && arms[own.arm];
    if (arm && own.digest === meta.digest && own.created === meta.created) runs.push(summaryOfParts(meta, arm, own));
    else unread.push(meta);
  }
  return { runs: runs.sort(newestFirst), unread: unread.sort(newestFirst).map(({ id }) => id) };
}

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
    if (runs.length > 0) await addToIndex(store, runs);
  }
  return { runs, problems };
}

/** All runs, what is not known of them read first. @throws AppError storage/…, internal/cancelled */
export async function allRuns(store: ArtifactStore, step: WorkStep): Promise<ReadRuns> {
  const { runs, unread } = await listRuns(store);
  const read = await readRuns(store, unread, step);
  return { runs: [...runs, ...read.runs].sort(newestFirst), problems: read.problems };
}

const indexId = (): Promise<string> => sha256(`${RUN_INDEX_KIND} ${FORM}`);

const NOTHING: RunIndex = { arms: [], runs: [] };

/** What is damaged is none: it is made anew. */
async function readIndex(store: ArtifactStore): Promise<RunIndex> {
  return (await new Artifacts(store).head(await indexId(), indexForm))?.content ?? NOTHING;
}

/**
 * Of two tabs that add at once one is not heard; what it read is read again. Where the list cannot be written (a full disk, a folder that is
 * only read), that costs the next one time and nothing else.
 */
async function addToIndex(store: ArtifactStore, added: readonly RunSummary[]): Promise<void> {
  const before = await listRuns(store);
  const byId = new Map([...before.runs, ...added].map((run) => [run.id, run]));
  const place = {
    id: await indexId(),
    kind: RUN_INDEX_KIND,
    version: STORED_VERSION,
    created: new Date().toISOString()
  };
  try {
    await store.put(await plainArtifact(place, indexOf([...byId.values()])));
  } catch (error) {
    if (!toAppError(error).code.startsWith('storage/')) throw error;
  }
}

function indexOf(runs: readonly RunSummary[]): RunIndex {
  const arms: RunArm[] = [];
  const places = new Map<string, number>();
  const placeOf = ({ label, alignment, data, splitHash, treatment }: RunSummary): number => {
    const arm = { label, alignment, data, splitHash, treatment };
    const key = JSON.stringify(arm);
    const place = places.get(key) ?? arms.push(arm) - 1;
    places.set(key, place);
    return place;
  };
  const known = runs.map((run) => {
    const { id, digest, created, seed, epochs, bestEpoch, test } = run;
    return { id, digest, created, arm: placeOf(run), seed, epochs, bestEpoch, test };
  });
  return { arms, runs: known };
}
