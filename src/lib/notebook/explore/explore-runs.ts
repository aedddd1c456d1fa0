// Stored runs to look at without their notebook: whatever they were trained by, their data set is found by its split. Words are not shown
// with them: which profiles and vectors a run read is known to its notebook alone.
import { appError } from '#lib/errors/app-error';
import { runHead } from '../kinds/train/stored';
import type { Artifacts } from '../run/artifacts';
import { datasetOfSplit } from '../runs/run-comparison';
import { differingTreatment, runName } from '../runs/run-list';
import { summaryOf, type RunSummary } from '../runs/run-summary';

/** Digits of an id that stand for a run beside the others. */
const NAMED_BY = 12;

export const cellOfRun = (id: string): string => id.slice(0, NAMED_BY);

/** @throws AppError runs/gone, runs/data-gone, storage/… */
export async function explorableRuns(ids: readonly string[], artifacts: Artifacts) {
  const runs = await Promise.all(ids.map((id) => summaryOfStored(id, artifacts)));
  const differing = differingTreatment(runs);
  const datasets = new Map<string, { cell: string; isStored: boolean; id: string; splitHash: string }>();
  for (const run of runs) {
    const { splitHash } = run;
    if (datasets.has(splitHash)) continue;
    datasets.set(splitHash, { cell: splitHash, isStored: true, id: await datasetOfRun(run, artifacts), splitHash });
  }
  return {
    runs: runs.map((run) => ({
      cell: cellOfRun(run.id),
      label: runName(run, differing),
      dataset: run.splitHash,
      alignment: run.alignment,
      embeddings: null,
      seeds: [{ seed: run.seed, isStored: true, ...(run.processor !== null && { processor: run.processor }) }]
    })),
    embeddings: [],
    profiles: [],
    datasets: [...datasets.values()]
  };
}

async function summaryOfStored(id: string, artifacts: Artifacts): Promise<RunSummary> {
  const found = await artifacts.head(id, runHead);
  if (!found) throw artifacts.damageOf([id]) ?? appError('runs/gone', {});
  return summaryOf(found.meta, found.content);
}

/** Id of the stored data set that a run learned from. @throws AppError runs/data-gone */
export async function datasetOfRun(
  { splitHash, label, data }: Pick<RunSummary, 'splitHash' | 'label' | 'data'>,
  artifacts: Artifacts
): Promise<string> {
  const id = await datasetOfSplit(splitHash, artifacts);
  if (id === null) throw appError('runs/data-gone', { label, data });
  return id;
}
