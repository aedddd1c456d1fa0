// The train cell: its seeds that are not stored, one artifact each, here or in a pool of processes. The work of one seed is seed.ts's.
import { appError } from '#lib/errors/app-error';
import { madeAlone } from '../../run/alone';
import type { CellWork } from '../../run/cell-work';
import type { SeedJob } from '../../run/environment';
import { TrainingProgress } from '../../run/training-progress';
import { idOf, type NotebookIds } from '../inputs';
import type { KindMaker, MakeOptions } from '../maker';
import type { ResolvedTrain } from './describe';
import { trainReads } from './reads';
import { trainSeed, type SeedControl } from './seed';
import { runForm, trainStored, type TrainResult } from './stored';

export const maker: KindMaker<ResolvedTrain, TrainResult> = {
  stored: trainStored,
  inPool: true,
  async make(cell, plan, work, options) {
    await trainCell(cell, plan, work, options);
    return null;
  }
};

/**
 * Trains the seeds of a cell that are not stored (all, where `force`), in the pool where there is one. The first failure
 * stops the others; seeds that are finished are kept.
 * @throws AppError notebook/training-not-asked before any is trained, where one would be that is not among `asked`
 */
async function trainCell(cell: ResolvedTrain, plan: NotebookIds, work: CellWork, options: MakeOptions): Promise<void> {
  const { runs } = idOf(plan, cell.name);
  const progress = new TrainingProgress(cell.seeds);
  const stop = new AbortController();
  const signal = work.signal ? AbortSignal.any([work.signal, stop.signal]) : stop.signal;
  const jobs: SeedJob[] = [];
  for (const { seed, id } of runs) {
    if (await isDone(id, work.artifacts, options)) progress.finish(seed, true);
    else
      jobs.push({
        id,
        seed,
        settings: cell.settings,
        fresh: options.force && options.since === undefined,
        ...(options.until !== undefined && { until: options.until }),
        ...trainReads(cell, plan, seed)
      });
  }
  const unasked = jobs.filter(({ seed }) => options.asked?.includes(seed) === false).map(({ seed }) => seed);
  if (unasked.length > 0) throw appError('notebook/training-not-asked', { cell: cell.name, seeds: unasked.join(', ') });
  const train = async (job: SeedJob): Promise<void> => {
    const { seed } = job;
    const control: SeedControl = {
      signal,
      wanted: work.checkpointWanted,
      onFailure: (error) => options.onEvent({ type: 'cell-warning', cell: cell.name, error: error.toJSON() }),
      gate: work.gate,
      report: (seedProgress) => work.report?.(progress.update(seed, seedProgress)),
      onEpoch: (record) => options.onEvent({ type: 'cell-epoch', cell: cell.name, seed, record })
    };
    const make = () =>
      options.pool ? options.pool.train(job, control) : trainSeed(job, work.artifacts, work.device, control);
    // What is held on its way is nobody else's, and what is forced is made whoever else does.
    const isAlone = !options.force && job.until === undefined;
    const isMade = () => isDone(job.id, work.artifacts, options);
    await (isAlone ? madeAlone({ ...work, signal }, job.id, isMade, make) : make());
    work.report?.(progress.finish(seed, false));
  };
  if (!options.pool) {
    for (const job of jobs) await train(job);
    return;
  }
  const failures: unknown[] = [];
  const training = jobs.map((job) =>
    train(job).catch((error: unknown) => {
      failures.push(error);
      stop.abort();
    })
  );
  await Promise.all(training);
  if (failures.length > 0) throw failures[0];
}

/** Is this run stored, and not to be made again? */
async function isDone(
  id: string,
  artifacts: CellWork['artifacts'],
  options: Pick<MakeOptions, 'force' | 'since'>
): Promise<boolean> {
  const { force, since = null } = options;
  if (force && (since === null || ((await artifacts.store.getMeta(id))?.created ?? '') < since)) return false;
  return artifacts.isWhole(id, runForm).catch(() => false);
}
