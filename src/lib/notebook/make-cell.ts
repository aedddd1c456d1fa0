// Makes the artifact of one cell from stored inputs. The one place that knows which kind is made by which code.
import { isImported, type FileSource } from '#lib/dataset/source';
import { appError } from '#lib/errors/app-error';
import type { Made } from './cells/artifacts';
import type { CaseStudyInputs } from './cells/case-study';
import { makeComparison } from './cells/compare';
import { makeDataset } from './cells/dataset';
import { makeEmbeddings } from './cells/embeddings';
import type { FigureInputs } from './cells/figure';
import { makeProfiles } from './cells/profiles';
import { makeRecommendation, type RecommendInputs } from './cells/recommend';
import type { RerankInputs } from './cells/rerank';
import { trainSeed, type SeedControl } from './cells/train';
import type { CellWork } from './cells/work';
import type { CellId } from './kinds/id-inputs';
import type { SeedJob, TrainPool } from './environment';
import type { NotebookEvent } from './events';
import { datasetBehind } from './graph';
import type { NotebookPlan } from './plan';
import type { ResolvedCaseStudy } from './kinds/case-study/describe';
import type { ResolvedCell } from './kinds/descriptions';
import type { ResolvedFigure } from './kinds/figure/describe';
import type { ResolvedRecommend } from './kinds/recommend/describe';
import type { ResolvedRerank } from './kinds/rerank/describe';
import { startOf, type ResolvedTrain } from './kinds/train/describe';
import { TrainingProgress } from './training-progress';

/** Id of a cell that the plan says can run. */
function idOf(plan: NotebookPlan, name: string): CellId {
  const id = plan.ids.get(name);
  if (!id) throw appError('notebook/artifact-lost', { kind: 'cell' });
  return id;
}

function datasetIdBehind(plan: NotebookPlan, name: string): string {
  const dataset = datasetBehind(name, plan.graph.cells);
  if (dataset === null) throw appError('notebook/artifact-lost', { kind: 'data set' });
  return idOf(plan, dataset).id;
}

/** Id of the run of a train cell's first seed. */
function firstSeedOf(plan: NotebookPlan, name: string): string {
  const run = idOf(plan, name).runs[0];
  if (!run) throw appError('notebook/artifact-lost', { kind: 'run' });
  return run.id;
}

/** The files that a cell reads; none where it reads none. */
function filesOf(plan: NotebookPlan, name: string): FileSource | undefined {
  const source = plan.sources.get(name)?.source;
  return source && !isImported(source) ? source : undefined;
}

/** Where the truth file of the data behind a cell lies; null where there is none. */
function truthOf(plan: NotebookPlan, name: string): FileSource | null {
  const dataset = datasetBehind(name, plan.graph.cells);
  const opened = dataset === null ? undefined : plan.sources.get(dataset);
  return opened?.content.truth && !isImported(opened.source) ? opened.source : null;
}

/** Makes and stores a cell's artifact; train cells have one a seed and are `trainCell`'s. */
export async function makeCell(
  cell: Exclude<ResolvedCell, ResolvedTrain>,
  plan: NotebookPlan,
  work: CellWork
): Promise<void> {
  const started = performance.now();
  const made = await makeKind(cell, plan, work);
  if (work.signal?.aborted) throw appError('internal/cancelled', { what: `The cell "${cell.name}"` });
  await work.artifacts.put(
    cell.kind,
    idOf(plan, cell.name).id,
    made,
    (performance.now() - started) / 1000,
    work.device
  );
}

async function makeKind(cell: Exclude<ResolvedCell, ResolvedTrain>, plan: NotebookPlan, work: CellWork): Promise<Made> {
  switch (cell.kind) {
    case 'dataset': {
      const opened = plan.sources.get(cell.name);
      if (!opened) throw appError('notebook/artifact-lost', { kind: 'data set' });
      return makeDataset(cell, opened.source, work);
    }
    case 'profiles':
      return makeProfiles(
        cell,
        { dataset: idOf(plan, cell.dataset).id, base: idOf(plan, cell.name).base, files: filesOf(plan, cell.name) },
        work
      );
    case 'embeddings': {
      const profiles = cell.reads.kind === 'profiles' ? idOf(plan, cell.reads.name).id : null;
      const inputs = { dataset: datasetIdBehind(plan, cell.name), profiles, files: filesOf(plan, cell.name) };
      return makeEmbeddings(cell, inputs, work);
    }
    case 'compare': {
      const inputs = {
        runs: cell.runs.map((name) => idOf(plan, name).runs.map((run) => run.id)),
        datasetId: datasetIdBehind(plan, cell.name),
        embeddingsId: cell.embeddings === undefined ? null : idOf(plan, cell.embeddings).id,
        truth: truthOf(plan, cell.name)
      };
      return makeComparison(cell, inputs, work);
    }
    case 'recommend':
      return makeRecommendation(cell, recommendInputs(cell, plan), work);
    // Studies that few notebooks have are fetched when one has them.
    case 'case-study':
      return (await import('./cells/case-study')).makeCaseStudy(cell, caseStudyInputs(cell, plan), work);
    case 'figure':
      return (await import('./cells/figure')).makeFigureCell(cell, figureInputs(cell, plan), work);
    case 'rerank':
      return (await import('./cells/rerank')).makeReranking(cell, rerankInputs(cell, plan), work);
  }
}

function rerankInputs(cell: ResolvedRerank, plan: NotebookPlan): RerankInputs {
  return { dataset: datasetIdBehind(plan, cell.name), run: firstSeedOf(plan, cell.run) };
}

function caseStudyInputs(cell: ResolvedCaseStudy, plan: NotebookPlan): CaseStudyInputs {
  return {
    baseline: idOf(plan, cell.baseline).runs,
    runs: cell.runs.map((name) => idOf(plan, name).runs),
    datasetId: datasetIdBehind(plan, cell.name),
    embeddingsId: cell.embeddings === undefined ? null : idOf(plan, cell.embeddings).id,
    profilesId: cell.profiles === undefined ? null : idOf(plan, cell.profiles).id
  };
}

function figureInputs(cell: ResolvedFigure, plan: NotebookPlan): FigureInputs {
  const idOrNull = (name: string | undefined) => (name === undefined ? null : idOf(plan, name).id);
  return {
    datasetId: idOrNull(cell.dataset),
    cleanId: idOrNull(cell.clean),
    truth: truthOf(plan, cell.name),
    runs: cell.runs.flatMap((name) => {
      const trained = plan.graph.cells.get(name);
      return trained?.kind === 'train' ? [{ id: firstSeedOf(plan, name), settings: trained.settings }] : [];
    }),
    embeddingsId: idOrNull(cell.embeddings)
  };
}

/** Where a recommend cell's inputs are; also used for rankings of other users, which are not stored. */
export function recommendInputs(cell: ResolvedRecommend, plan: NotebookPlan): RecommendInputs {
  return {
    runs: cell.runs.map((name) => firstSeedOf(plan, name)),
    datasetId: datasetIdBehind(plan, cell.name),
    profilesId: cell.profiles === undefined ? null : idOf(plan, cell.profiles).id,
    embeddingsId: cell.embeddings === undefined ? null : idOf(plan, cell.embeddings).id
  };
}

/**
 * Trains the seeds of a cell that are not stored (all, where `force`), in the pool where there is one. The first failure
 * stops the others; seeds that are finished are kept.
 * @throws AppError notebook/training-not-asked before any is trained, where one would be that is not among `asked`
 */
export async function trainCell(
  cell: ResolvedTrain,
  plan: NotebookPlan,
  work: CellWork,
  options: {
    readonly force: boolean;
    /** With `force`: when this forced run began, where it was interrupted. */
    readonly since?: string;
    /** Seeds that may be trained; all where left out. */
    readonly asked?: readonly number[];
    readonly pool: TrainPool | undefined;
    onEvent(event: NotebookEvent): void;
  }
): Promise<void> {
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
        ...trainInputs(cell, plan, seed)
      });
  }
  const unasked = jobs.filter(({ seed }) => options.asked?.includes(seed) === false).map(({ seed }) => seed);
  if (unasked.length > 0) throw appError('notebook/training-not-asked', { cell: cell.name, seeds: unasked.join(', ') });
  const train = async (job: SeedJob): Promise<void> => {
    const { seed } = job;
    const control: SeedControl = {
      signal,
      ...(work.checkpointWanted ? { wanted: work.checkpointWanted } : {}),
      onFailure: (error) => options.onEvent({ type: 'cell-warning', cell: cell.name, error: error.toJSON() }),
      ...(work.gate ? { gate: () => work.gate?.() ?? Promise.resolve() } : {}),
      onProgress: (seedProgress) => work.onProgress?.(progress.update(seed, seedProgress)),
      onEpoch: (record) => options.onEvent({ type: 'cell-epoch', cell: cell.name, seed, record })
    };
    await (options.pool ? options.pool.train(job, control) : trainSeed(job, work.artifacts, work.device, control));
    work.onProgress?.(progress.finish(seed, false));
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
  options: { readonly force: boolean; readonly since?: string }
): Promise<boolean> {
  const found = await artifacts.find(id, 'run').catch(() => null);
  if (!found) return false;
  return !options.force || (options.since !== undefined && found.meta.created >= options.since);
}

function trainInputs(
  cell: ResolvedTrain,
  plan: NotebookPlan,
  seed: number
): Pick<SeedJob, 'datasetId' | 'embeddingsId' | 'startFromId' | 'startDatasetId'> {
  const reads = cell.alignment !== 'none' && cell.embeddings !== undefined;
  const datasetId = idOf(plan, cell.dataset).id;
  const startDatasetId = cell.startFrom === undefined ? null : datasetIdBehind(plan, cell.startFrom);
  return {
    datasetId,
    startDatasetId: startDatasetId === datasetId ? null : startDatasetId,
    startFromId: cell.startFrom === undefined ? null : (startOf(idOf(plan, cell.startFrom).runs, seed)?.id ?? null),
    embeddingsId: reads && cell.embeddings !== undefined ? idOf(plan, cell.embeddings).id : null
  };
}
