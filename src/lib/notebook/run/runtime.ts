// Runs a notebook: every cell after those it reads, stored results taken as they are. A failed cell stops what reads it and
// nothing else. An artifact is stored when it is whole, never before. The same in the tab's engine and on the command
// line; what differs between them is the environment.
import { appError, toAppError, type AppError } from '#lib/errors/app-error';
import type { Dataset } from '#lib/dataset/types';
import { Turns } from '#lib/work/turns';
import { stopIfCancelled } from '#lib/work/work';
import { Artifacts } from './artifacts';
import { madeAlone } from './alone';
import type { CellWork } from './cell-work';
import type { NotebookEnvironment, TrainPool } from './environment';
import type { NotebookEvent } from './events';
import { makeCells } from './make-cells';
import { needsOf } from '../plan/graph';
import { datasetForm } from '../kinds/dataset/stored';
import { idOf, type NotebookIds } from '../kinds/inputs';
import { makerOf } from '../kinds/load-maker';
import type { MakeOptions } from '../kinds/maker';
import { recommendForm, showRecommendation, type RecommendResult } from '../kinds/recommend/stored';
import { suggestionFor } from '../document/nearest';
import { withOverrides } from '../document/overrides';
import { atCell, type NotebookDocument } from '../document/parse';
import { identifyCells } from '../plan/identify';
import { planNotebook, recordNow, type NotebookPlan } from '../plan/plan';
import type { CellRecord } from '../results/results';
import { neededCells } from '../plan/work';

export interface RunNotebookOptions {
  /** Compute again what is stored. */
  readonly force?: boolean;
  /** ISO time at which a forced run began that was interrupted: it goes on, and runs made since then are kept. */
  readonly since?: string;
  /** These cells, and what they need that is not stored; all where absent. */
  readonly only?: readonly string[];
  /** `cell.key` → YAML of one value. */
  readonly overrides?: Readonly<Record<string, string>>;
  /** Seeds that may be trained, by train cell: those that whoever runs it was told of. Where left out, all that are not stored. */
  readonly trains?: Readonly<Record<string, readonly number[]>>;
}

export type RunOutcome = 'done' | 'failed' | 'cancelled';

export interface NotebookRun {
  readonly outcome: RunOutcome;
  /** Of all cells that have a result now, in the order of the file. */
  readonly records: readonly CellRecord[];
  readonly failures: readonly { readonly cell: string; readonly error: AppError }[];
}

/**
 * Runs a notebook and reports every step through `env.onEvent`. Failures of cells are part of the result, not thrown.
 * @throws AppError notebook/bad-override, notebook/no-such-cell, notebook/no-cells
 */
export async function runNotebook(
  document: NotebookDocument,
  env: NotebookEnvironment,
  options: RunNotebookOptions = {}
): Promise<NotebookRun> {
  const changed = withOverrides(document, options.overrides);
  const names = changed.cells.map((cell) => cell.name);
  if (names.length === 0) throw appError('notebook/no-cells', { fence: '```' });
  for (const name of options.only ?? []) {
    if (!names.includes(name)) {
      throw appError('notebook/no-such-cell', { name, nearest: suggestionFor(name, names) });
    }
  }
  const artifacts = new Artifacts(env.store);
  const wanted = new Set(options.only ?? names);
  const plan = await planNotebook(changed, env, artifacts, { wanted, force: options.force === true });
  env.onEvent?.({ type: 'plan', cells: plan.cells });
  const shared = env.trainPool ? { ...env, trainPool: oneForEachRun(env.trainPool) } : env;
  return new Runner(changed, plan, artifacts, shared, options, wanted).toEnd();
}

/**
 * The data set of a dataset cell; it is made where it is not stored.
 * @throws AppError what running the cell ends with
 */
export async function madeDataset(
  document: NotebookDocument,
  env: NotebookEnvironment,
  plan: NotebookIds,
  name: string,
  artifacts: Artifacts
): Promise<Dataset> {
  const id = plan.ids.get(name)?.id;
  const stored = id === undefined ? null : await artifacts.find(id, datasetForm);
  if (stored) return stored.content.dataset;
  const { failures } = await runNotebook(document, env, { only: [name] });
  if (failures[0]) throw failures[0].error;
  return artifacts.dataset(idOf(plan, name).id);
}

/**
 * Another user's ranking from stored runs; nothing is stored.
 * @throws AppError notebook/no-such-cell, notebook/unknown-user, notebook/artifact-lost where a run is not stored
 */
export async function recommendFor(
  document: NotebookDocument,
  env: NotebookEnvironment,
  cellName: string,
  user: string
): Promise<RecommendResult> {
  const artifacts = new Artifacts(env.store);
  const plan = await identifyCells(document, env, artifacts, [cellName]);
  const problem = plan.problems.get(cellName);
  if (problem) throw problem;
  const cell = plan.graph.cells.get(cellName);
  if (cell?.kind !== 'recommend') {
    const names = document.cells.filter(({ kind }) => kind === 'recommend').map(({ name }) => name);
    throw appError('notebook/no-such-cell', { name: cellName, nearest: suggestionFor(cellName, names) });
  }
  const asked = { ...cell, user };
  const work: CellWork = { artifacts, device: env.device, signal: env.signal };
  const { makeRecommendation } = await import('../kinds/recommend/make');
  return showRecommendation(recommendForm.read(await makeRecommendation(asked, plan, work)), asked);
}

/** Cells that ask for the same run at the same time wait for one; where that one ends without it, they train it themselves. */
function oneForEachRun(pool: TrainPool): TrainPool {
  const training = new Map<string, Promise<void>>();
  const train: TrainPool['train'] = (job, control) => {
    const known = training.get(job.id);
    if (known) return known.catch(() => train(job, control));
    const own = pool.train(job, control).finally(() => training.delete(job.id));
    training.set(job.id, own);
    return own;
  };
  return { size: pool.size, train };
}

type CellEnd = 'done' | 'failed' | 'cancelled' | 'skipped';

class Runner {
  readonly #turns = new Turns();
  readonly #records: Map<string, CellRecord>;
  readonly #failures: { cell: string; error: AppError }[] = [];
  readonly #document: NotebookDocument;
  readonly #plan: NotebookPlan;
  readonly #artifacts: Artifacts;
  readonly #env: NotebookEnvironment;
  readonly #options: RunNotebookOptions;
  readonly #wanted: ReadonlySet<string>;

  constructor(
    document: NotebookDocument,
    plan: NotebookPlan,
    artifacts: Artifacts,
    env: NotebookEnvironment,
    options: RunNotebookOptions,
    wanted: ReadonlySet<string>
  ) {
    this.#document = document;
    this.#plan = plan;
    this.#artifacts = artifacts;
    this.#env = env;
    this.#options = options;
    this.#wanted = wanted;
    this.#records = new Map(plan.records);
  }

  async toEnd(): Promise<NotebookRun> {
    const { graph } = this.#plan;
    const needed = neededCells(
      this.#wanted,
      (name) => needsOf(name, graph),
      (name) => this.#isReused(name)
    );
    const ends = new Map<string, Promise<CellEnd>>();
    for (const name of graph.order) {
      if (!needed.has(name)) continue;
      const inputs = needsOf(name, graph).map((read) => ({ read, end: ends.get(read) }));
      ends.set(name, this.#settle(name, inputs));
    }
    const ended = await Promise.all(ends.values());
    const outcome = ended.includes('cancelled') ? 'cancelled' : this.#failures.length > 0 ? 'failed' : 'done';
    const records = this.#document.cells.flatMap(({ name }) => this.#records.get(name) ?? []);
    return { outcome, records, failures: this.#failures };
  }

  #isReused(name: string): boolean {
    return this.#plan.records.has(name) && !(this.#options.force === true && this.#wanted.has(name));
  }

  #emit(event: NotebookEvent): void {
    this.#env.onEvent?.(event);
  }

  async #settle(
    name: string,
    inputs: readonly { readonly read: string; readonly end: Promise<CellEnd> | undefined }[]
  ): Promise<CellEnd> {
    // What is wrong with the cell itself is said at once, not when all that it reads is computed.
    const problem = this.#plan.problems.get(name);
    if (problem) return this.#fail(name, problem);
    let because: string | null = null;
    for (const { read, end } of inputs) if (end && (await end) !== 'done') because ??= read;
    if (this.#env.signal?.aborted) return this.#cancel(name);
    if (because !== null) {
      this.#emit({ type: 'cell-skipped', cell: name, because });
      this.#records.delete(name);
      return 'skipped';
    }
    const stored = this.#plan.records.get(name);
    if (stored && this.#isReused(name)) {
      this.#emit({ type: 'cell-finished', cell: name, record: stored, reused: true });
      return 'done';
    }
    try {
      await this.#compute(name);
      return 'done';
    } catch (error) {
      const known = toAppError(error);
      if (known.code === 'internal/cancelled' && this.#env.signal?.aborted) return this.#cancel(name);
      return this.#fail(name, known);
    }
  }

  async #compute(name: string): Promise<void> {
    const { graph, ids } = this.#plan;
    const [cell, id] = [graph.cells.get(name), ids.get(name)];
    if (!cell || !id) throw new Error(`The cell "${name}" cannot run`);
    const [env, artifacts] = [this.#env, this.#artifacts];
    const force = this.#options.force === true && this.#wanted.has(name);
    const work: CellWork = {
      artifacts,
      device: env.device,
      signal: env.signal,
      gate: env.gate,
      llm: env.llm && { ...env.llm, askRefused: force },
      models: env.models,
      answers: env.answers,
      encoderFiles: env.encoderFiles,
      openSource: (source, notebook) => env.openSource(source, notebook),
      checkpointWanted: env.checkpointWanted,
      alone: env.alone,
      report: (progress) => this.#emit({ type: 'cell-progress', cell: name, progress })
    };
    const start = (): void => {
      stopIfCancelled(env, `The cell "${name}"`);
      this.#emit({ type: 'cell-started', cell: name });
    };
    const { since, trains } = this.#options;
    const asked = trains && (trains[name] ?? []);
    const options: MakeOptions = {
      force,
      ...(since && { since }),
      ...(asked && { asked }),
      pool: env.trainPool,
      makeCells: (names, heard) =>
        makeCells(names, { plan: this.#plan, work, pool: env.trainPool, ...(trains && { trains }) }, heard),
      onEvent: (event) => this.#emit(event)
    };
    const maker = await makerOf(cell.kind);
    const compute = async () => {
      const started = performance.now();
      const made = await maker.make(cell, this.#plan, work, options);
      if (!made) return;
      stopIfCancelled(work, `The cell "${name}"`);
      await artifacts.put(cell.kind, id.id, made, (performance.now() - started) / 1000, env.device);
    };
    const make = () => {
      start();
      // Of a cell with several artifacts each is made alone, by its kind.
      const isOne = id.runs.length === 0 && !force;
      return isOne ? madeAlone(work, id.id, () => artifacts.isWhole(id.id, maker.stored.form), compute) : compute();
    };
    // Seeds trained elsewhere do not use this device.
    await (env.trainPool && maker.inPool ? make() : this.#turns.take(make));
    const record = await recordNow(cell, id, graph, artifacts, env);
    if (!record) throw appError('notebook/artifact-lost', { kind: cell.kind });
    this.#records.set(name, record);
    this.#emit({ type: 'cell-finished', cell: name, record, reused: false });
  }

  #fail(name: string, error: AppError): CellEnd {
    const placed = atCell(error, this.#document, name);
    this.#failures.push({ cell: name, error: placed });
    this.#records.delete(name);
    this.#emit({ type: 'cell-failed', cell: name, error: placed.toJSON() });
    return 'failed';
  }

  #cancel(name: string): CellEnd {
    this.#emit({ type: 'cell-cancelled', cell: name });
    return 'cancelled';
  }
}
