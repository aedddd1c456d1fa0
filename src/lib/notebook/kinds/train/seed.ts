// The train cell: one artifact a seed. `trainSeed` is the whole work of one seed, from stored inputs to the stored run; it runs
// in the tab's engine, in the command line's own process and in its child processes alike.
import { checkSameHeldOut } from '#lib/dataset/checks/same-held-out';
import { checkPairs } from '#lib/dataset/checks/leak-check';
import type { Dataset } from '#lib/dataset/types';
import type { EmbeddingSet } from '#lib/embeddings/types';
import { runLabel, treatmentOf } from '#lib/studies/treatment';
import { deviceFailure } from '#kernels/backend/backend';
import { appError, toAppError } from '#lib/errors/app-error';
import type { NamedArray } from '#lib/training/export/safetensors';
import { nodesById } from '#lib/training/model/init';
import { NODE_TABLE } from '#lib/training/model/model';
import { trainUntil, type TrainInput, type TrainOutput } from '#lib/training/loop/train';
import type { CheckpointPolicy, TrainControl } from '#lib/training/types';
import { workClock } from '#lib/work/work-clock';
import type { ComputeDevice, SeedJob } from '../../run/environment';
import type { TrainReads } from './reads';
import type { StoredRun } from './stored';
import { VERSIONS } from '../../results/versions';
import { namedParameters, type Artifacts, type Made } from '../../run/artifacts';
import { checkpointsOf } from '../../run/checkpoints';

/** Seconds of training that a crash may cost. */
const CHECKPOINT_EVERY_SECONDS = 15;

/** How a seed is trained, beside its settings: pause, cancel, reports, and when to save. */
export type SeedControl = Omit<TrainControl, 'checkpoints'> &
  Partial<Pick<CheckpointPolicy, 'everySeconds' | 'wanted' | 'onFailure'>>;

/**
 * Trains one seed and stores its run, or, where it is to be held on the way, its checkpoint. A run that was interrupted goes on from its checkpoint, also after the device was lost
 * on the way, once; the bits are those of an uninterrupted run.
 * @throws AppError training/…, device/…, internal/cancelled; no run is stored then, its checkpoint is kept
 */
export async function trainSeed(
  job: SeedJob,
  artifacts: Artifacts,
  device: ComputeDevice,
  control: SeedControl
): Promise<void> {
  const seconds = workClock();
  const { input, dataset, embeddings } = await openedInput(job, artifacts);
  const { settings } = job;
  const keeper = await checkpointsOf(job.id, artifacts.store, device);
  if (job.fresh) await keeper.clear();
  const { everySeconds = CHECKPOINT_EVERY_SECONDS, wanted, onFailure, ...rest } = control;
  const checkpoints: CheckpointPolicy = {
    keeper,
    everySeconds,
    ...(wanted && { wanted }),
    ...(onFailure && { onFailure })
  };
  const train = (): Promise<TrainOutput | null> => trainUntil(input, job.until ?? Infinity, { ...rest, checkpoints });
  const trained = await survivingOneLoss(train, device);
  if (!trained) return;
  const { result, arrays, places } = trained;
  const read = embeddings ? `${embeddings.provenance.encoder}, ${embeddings.vectors.dimensions} dimensions` : undefined;
  const run: StoredRun = {
    label: runLabel(settings),
    backbone: settings.backbone,
    alignment: settings.alignment,
    provenance: {
      dataset: dataset.provenance.title,
      splitHash: dataset.split.hash,
      treatment: { ...treatmentOf(settings, read) },
      versions: { ...VERSIONS }
    },
    result: {
      ...result,
      epochs: result.epochs.map(({ losses, ...epoch }) => ({ ...epoch, losses: { ...losses } }))
    },
    places: places.map(({ name, shape, offset }) => ({ name, shape: [...shape], offset }))
  };
  const made: Made = { json: run, arrays: { ...arrays }, digested: withoutClock(run) };
  const put = (): Promise<void> => artifacts.put('run', job.id, made, seconds(), device);
  try {
    await put();
  } catch (error) {
    if (toAppError(error).code !== 'storage/quota') throw error;
    // The checkpoint is larger than the run: without it there is room.
    await keeper.clear();
    await put();
  }
  await keeper.clear();
}

/** What is trained of a job, with what it was read from. @throws AppError training/…, notebook/artifact-lost */
export async function openedInput(
  job: Pick<SeedJob, 'settings' | 'seed'> & TrainReads,
  artifacts: Artifacts
): Promise<{
  readonly input: TrainInput;
  readonly dataset: Dataset;
  readonly embeddings: EmbeddingSet | null;
}> {
  const { settings, seed } = job;
  const dataset = await artifacts.dataset(job.datasetId);
  checkPairs(dataset, dataset.split.train, 'the training graph');
  const embeddings = job.embeddingsId === null ? null : await artifacts.embeddings(job.embeddingsId);
  if (job.vectorsDatasetId !== null) checkSameHeldOut(dataset, await artifacts.dataset(job.vectorsDatasetId));
  const start = job.startFromId === null ? null : await startOf(job, job.startFromId, dataset, artifacts);
  return {
    input: {
      dataset,
      settings,
      seed,
      ...(embeddings && { vectors: embeddings.vectors }),
      ...(start && { start: { [NODE_TABLE]: start } })
    },
    dataset,
    embeddings
  };
}

/** The node table to start from: the run's, or, where that was trained on other data, its rows by the ids of users and items. */
async function startOf(
  { startDatasetId, settings, seed }: Pick<SeedJob, 'startDatasetId' | 'settings' | 'seed'>,
  startFromId: string,
  dataset: Dataset,
  artifacts: Artifacts
): Promise<NamedArray> {
  const trained = await nodesOf(startFromId, artifacts);
  if (startDatasetId === null) return trained;
  return nodesById(trained, await artifacts.dataset(startDatasetId), dataset, settings.dimensions, seed);
}

/** The trained node table of a stored run. @throws AppError training/model-not-kept, notebook/artifact-lost */
async function nodesOf(id: string, artifacts: Artifacts): Promise<NamedArray> {
  const { run, arrays } = await artifacts.run(id);
  const parameters = namedParameters(run, arrays);
  if (!parameters) throw appError('training/model-not-kept', { label: run.label, seed: run.result.seed });
  const nodes = parameters[NODE_TABLE];
  if (!nodes) throw appError('training/no-node-table', { label: run.label });
  return nodes;
}

/** Runs `train`; where the device is lost on the way, starts it anew and runs `train` once more, from its checkpoint. */
async function survivingOneLoss<T>(train: () => Promise<T>, device: ComputeDevice): Promise<T> {
  try {
    return await train();
  } catch (error) {
    const failure = (await deviceFailure()) ?? toAppError(error);
    if (failure.code !== 'device/lost' || !device.restart) throw failure;
    await device.restart();
  }
  try {
    return await train();
  } catch (error) {
    const failure = (await deviceFailure()) ?? toAppError(error);
    throw failure.code === 'device/lost' ? appError('device/lost-twice', {}, {}, failure) : failure;
  }
}

/** What equal bits make equal: the numbers, not how long they took or which release made them. */
function withoutClock({ result, provenance }: StoredRun): unknown {
  const epochs = result.epochs.map(({ epoch, losses, val }) => ({ epoch, losses, val }));
  return { splitHash: provenance.splitHash, treatment: provenance.treatment, result: { ...result, epochs } };
}
