// Makes cells that are no cells of the text: those at other values that a sweep asks for (plan/points.ts). Each is made as a cell of the
// text is, by the code of its kind, on the same device or in the same pool; who asked hears of it. The Runner (runtime.ts) does not know
// of them: to it they are the work of one cell.
import { appError, toAppError, type AppError } from '#lib/errors/app-error';
import { Turns } from '#lib/work/turns';
import { stopIfCancelled } from '#lib/work/work';
import { idOf, type NotebookIds } from '../kinds/inputs';
import { makerOf } from '../kinds/load-maker';
import type { CellsHeard, MakeOptions } from '../kinds/maker';
import { withVaried } from '../plan/graph';
import { madeAlone } from './alone';
import type { CellWork } from './cell-work';
import type { TrainPool } from './environment';

/** Around the cell that asks. */
export interface AskingCell {
  readonly plan: NotebookIds;
  readonly work: CellWork;
  readonly pool: TrainPool | undefined;
  /** Seeds that may be trained, by cell; all where left out. */
  readonly trains?: Readonly<Record<string, readonly number[]>>;
}

/**
 * Makes these train cells and what they read, as far as it is not stored; what is of the text is made already.
 * @throws AppError internal/cancelled, and what stopped it
 */
export async function makeCells(names: readonly string[], asking: AskingCell, heard: CellsHeard): Promise<void> {
  const { work, pool, trains } = asking;
  const plan: NotebookIds = { ...asking.plan, graph: withVaried(asking.plan.graph) };
  const { varied, reads } = plan.graph;
  const turns = new Turns();
  const stop = new AbortController();
  const signal = work.signal ? AbortSignal.any([work.signal, stop.signal]) : stop.signal;
  const ends = new Map<string, Promise<boolean>>();
  const failures: AppError[] = [];

  const make = async (name: string): Promise<void> => {
    const cell = plan.graph.cells.get(name);
    if (!cell) throw appError('notebook/artifact-lost', { kind: 'cell' });
    const { id } = idOf(plan, name);
    const own: CellWork = { ...work, signal, report: (progress) => heard.progress(name, progress) };
    stopIfCancelled(own, `The cell "${name}"`);
    const maker = await makerOf(cell.kind);
    if (cell.kind !== 'train' && (await work.artifacts.isWhole(id, maker.stored.form))) return;
    const options: MakeOptions = {
      force: false,
      ...(trains && { asked: trains[name] ?? [] }),
      ...(heard.until?.has(name) && { until: heard.until.get(name) }),
      pool,
      makeCells: () => Promise.reject(new Error('A point asks for no points')),
      // Epochs of points are nobody's.
      onEvent: (event) => (event.type === 'cell-warning' ? heard.warned(event.error) : undefined)
    };
    const compute = async () => {
      const started = performance.now();
      const made = await maker.make(cell, plan, own, options);
      if (!made) return;
      stopIfCancelled(own, `The cell "${name}"`);
      await work.artifacts.put(cell.kind, id, made, (performance.now() - started) / 1000, work.device);
    };
    await (cell.kind === 'train'
      ? compute()
      : madeAlone(own, id, () => work.artifacts.isWhole(id, maker.stored.form), compute));
  };

  const settle = async (name: string): Promise<boolean> => {
    const inputs = (reads.get(name) ?? []).filter((read) => varied.cells.has(read));
    const ready = await Promise.all(inputs.map(end));
    if (ready.includes(false)) return false;
    try {
      const inPool = pool && plan.graph.cells.get(name)?.kind === 'train';
      await (inPool ? make(name) : turns.take(() => make(name)));
      return true;
    } catch (error) {
      const known = toAppError(error);
      if (known.code === 'internal/cancelled') return false;
      if (heard.failed(name, known) === 'stop') {
        failures.push(known);
        stop.abort();
      }
      return false;
    }
  };
  const end = (name: string): Promise<boolean> => {
    const { id } = idOf(plan, name);
    const known = ends.get(id) ?? settle(name);
    ends.set(id, known);
    return known;
  };

  await Promise.all(names.map(async (name) => ((await end(name)) ? heard.made(name) : undefined)));
  stopIfCancelled(work, 'The points');
  if (failures[0]) throw failures[0];
}
