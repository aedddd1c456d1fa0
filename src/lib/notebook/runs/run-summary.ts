// What is known of a stored run without its arrays and its epochs: enough to list, name, sort and compare it. Made of what is stored under
// the run's id, never written by hand. Light: the page of runs has it.
import * as v from 'valibot';
import type { MetricsForm } from '#lib/evaluation/forms';
import type { Stored } from '#lib/storage/parse-stored';
import type { ArtifactMeta } from '#lib/storage/types';
import type { StoredRun } from '../kinds/train/stored';
import { IMPORTED } from '../transfer/imported';

/** What runs of one arm share but for their seed. */
export const ArmForm = v.object({
  /** Of backbone and alignment: "LightGCN-Con". */
  label: v.string(),
  alignment: v.string(),
  /** Title of the data set. */
  data: v.string(),
  splitHash: v.string(),
  /** All settings under the names that notebooks use. */
  treatment: v.record(v.string(), v.union([v.string(), v.number(), v.boolean()]))
});

export type RunArm = Stored<typeof ArmForm>;

/** As the store lists it; where this is as it was, so is the rest. */
type OfStore = Pick<ArtifactMeta, 'id' | 'digest' | 'created' | 'seconds' | 'backend' | 'adapter' | 'bytes'>;

export interface RunSummary extends OfStore, RunArm {
  /** Of the machine that it was made on, as far as the store knows that: in a browser, of runs from elsewhere alone. */
  readonly processor: string | null;
  readonly seed: number;
  readonly epochs: number;
  readonly bestEpoch: number;
  readonly test: Stored<typeof MetricsForm>;
}

export function summaryOf(meta: ArtifactMeta, { label, alignment, provenance, result }: StoredRun): RunSummary {
  const { id, digest, created, seconds, backend, adapter, bytes } = meta;
  const { dataset, splitHash, treatment } = provenance;
  const { seed, epochs, best_epoch, test } = result;
  const arm = { label, alignment, data: dataset, splitHash, treatment };
  return {
    ...{ id, digest, created, seconds, backend, adapter, bytes },
    processor: meta.machine?.processor ?? null,
    ...arm,
    ...{ seed, epochs: epochs.length, bestEpoch: best_epoch, test }
  };
}

/** Whether it was trained elsewhere and taken in from files. */
export const isImported = ({ backend }: Pick<RunSummary, 'backend'>): boolean => backend === IMPORTED.backend;
