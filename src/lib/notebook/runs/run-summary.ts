// What is known of a stored run without its arrays and its epochs: enough to list, name, sort and compare it. Made of what is stored under
// the run's id, never written by hand.
import * as v from 'valibot';
import { MetricsForm } from '#lib/evaluation/forms';
import type { Stored } from '#lib/storage/parse-stored';
import type { ArtifactMeta } from '#lib/storage/types';
import { STORED_VERSION } from '../kinds/stored-form';
import { runHead, type StoredRun } from '../kinds/train/stored';
import { IMPORTED } from '../transfer/imported';

export const RunSummaryForm = v.object({
  /** As the store lists it; where this is as it was, so is the rest. */
  id: v.string(),
  digest: v.string(),
  /** ISO time. */
  created: v.string(),
  /** Seconds of work. */
  seconds: v.number(),
  backend: v.string(),
  adapter: v.string(),
  bytes: v.number(),
  /** Of backbone and alignment: "LightGCN-Con". */
  label: v.string(),
  alignment: v.string(),
  /** Title of the data set. */
  data: v.string(),
  splitHash: v.string(),
  seed: v.number(),
  /** All settings under the names that notebooks use. */
  treatment: v.record(v.string(), v.union([v.string(), v.number(), v.boolean()])),
  epochs: v.number(),
  bestEpoch: v.number(),
  test: MetricsForm
});

export type RunSummary = Stored<typeof RunSummaryForm>;

export function summaryOf(meta: ArtifactMeta, run: StoredRun): RunSummary {
  const { id, digest, created, seconds, backend, adapter, bytes } = meta;
  const { provenance, result } = run;
  return {
    ...{ id, digest, created, seconds, backend, adapter, bytes },
    label: run.label,
    alignment: run.alignment,
    data: provenance.dataset,
    splitHash: provenance.splitHash,
    seed: result.seed,
    treatment: provenance.treatment,
    epochs: result.epochs.length,
    bestEpoch: result.best_epoch,
    test: result.test
  };
}

/** Whether a summary is still of what the store lists under its id. */
export const isSummaryOf = (run: RunSummary, meta: ArtifactMeta): boolean =>
  run.digest === meta.digest &&
  run.created === meta.created &&
  run.seconds === meta.seconds &&
  run.backend === meta.backend &&
  run.adapter === meta.adapter &&
  run.bytes === meta.bytes;

/** Whether the store has it in the form of today. */
export const isRun = ({ kind, version }: ArtifactMeta): boolean => kind === runHead.kind && version === STORED_VERSION;

/** Whether it was trained elsewhere and taken in from files. */
export const isImported = ({ backend }: Pick<RunSummary, 'backend'>): boolean => backend === IMPORTED.backend;
