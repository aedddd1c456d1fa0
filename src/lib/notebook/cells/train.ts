// The train cell: one artifact a seed. `trainSeed` is the whole work of one seed, from stored inputs to the stored run; it runs
// in the tab's engine, in the command line's own process and in its child processes alike.
import { runLabel, treatmentOf } from '#lib/studies/treatment';
import { trainRun } from '#lib/training/train';
import type { TrainControl } from '#lib/training/types';
import type { ComputeDevice, SeedJob } from '../environment';
import type { StoredRun } from '../stored';
import { VERSIONS } from '../versions';
import type { Artifacts, Made } from './artifacts';

/**
 * Trains one seed and stores its run.
 * @throws AppError training/…, device/…, internal/cancelled; nothing is stored then
 */
export async function trainSeed(
  job: SeedJob,
  artifacts: Artifacts,
  device: ComputeDevice,
  control: TrainControl
): Promise<void> {
  const started = performance.now();
  const dataset = await artifacts.dataset(job.datasetId);
  const embeddings = job.embeddingsId === null ? null : await artifacts.embeddings(job.embeddingsId);
  const { settings, seed } = job;
  const vectors = embeddings ? { vectors: embeddings.vectors } : {};
  const { result, arrays } = await trainRun({ dataset, settings, seed, ...vectors }, control);
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
    }
  };
  const made: Made = { json: run, arrays: { ...arrays }, digested: withoutClock(run) };
  await artifacts.put('run', job.id, made, (performance.now() - started) / 1000, device);
}

/** What equal bits make equal: the numbers, not how long they took or which release made them. */
function withoutClock({ result, provenance }: StoredRun): unknown {
  const epochs = result.epochs.map(({ epoch, losses, val }) => ({ epoch, losses, val }));
  return { splitHash: provenance.splitHash, treatment: provenance.treatment, result: { ...result, epochs } };
}
