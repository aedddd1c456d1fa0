// The sweep cell: runs that are not stored are trained as those of train cells are (run/make-cells.ts), and of all of them figures are made.
// What is there is shown as it comes. A run whose loss is no number any more is a result of its point; any other failure is the sweep's.
import type { AppError } from '#lib/errors/app-error';
import { sweepFigures, type SweepPoint } from '#lib/studies/sweep/figures';
import { runLabel } from '#lib/studies/treatment';
import { VERSIONS } from '../../results/versions';
import type { Made } from '../../run/artifacts';
import type { CellWork } from '../../run/cell-work';
import { PointsProgress } from '../../run/points-progress';
import { idOf, type NotebookIds } from '../inputs';
import type { KindMaker, MakeOptions } from '../maker';
import { combinations } from '../points/axes';
import { SoFar } from '../points/so-far';
import type { ValuedAxis } from '../points/types';
import type { Points } from '../../plan/points';
import { runHead, type StoredRun } from '../train/stored';
import type { ResolvedSweep } from './describe';
import { metricOf } from './metrics';
import { showSweep, sweepStored, type StoredSweep, type SweepResult } from './stored';
import { sweptReferences, type SweptReferences } from './references';
import { chosenTrial, trialsByPoint, type SweptTrial, type TrialRuns } from './trials';

export const maker: KindMaker<ResolvedSweep, SweepResult> = {
  stored: sweepStored,
  make: (cell, plan, work, options) => new Sweep(cell, plan, work, options).toEnd()
};

class Sweep {
  readonly #cell: ResolvedSweep;
  readonly #plan: NotebookIds;
  readonly #work: CellWork;
  readonly #options: MakeOptions;
  readonly #points: Points;
  /** For every point, in the order of its runs: what is tried there. One trial where nothing is chosen. */
  readonly #trials: readonly (readonly (readonly SweptTrial[])[])[];
  /** Of each cell that trains runs: what they came to. */
  readonly #runs = new Map<string, TrialRuns>();
  #provenance: StoredRun['provenance'] | null = null;
  readonly #splits = new Set<string>();
  readonly #soFar = new SoFar();

  constructor(cell: ResolvedSweep, plan: NotebookIds, work: CellWork, options: MakeOptions) {
    const points = plan.graph.points.get(cell.name);
    if (!points) throw new Error(`The sweep "${cell.name}" has no points`);
    this.#cell = cell;
    this.#plan = plan;
    this.#work = work;
    this.#options = options;
    this.#points = points;
    this.#trials = trialsByPoint(cell, points);
  }

  /** @throws AppError internal/cancelled, and what kept a run from being made */
  async toEnd(): Promise<Made> {
    const names = [...new Set(this.#points.names)];
    const missing: string[] = [];
    for (const name of names) if (!(await this.#read(name))) missing.push(name);
    const seeds = (name: string): number => idOf(this.#plan, name).runs.length;
    const runs = new Map(missing.map((name) => [name, seeds(name)]));
    const progress = new PointsProgress(
      [...runs.values()].reduce((sum, count) => sum + count, 0),
      'runs'
    );
    progress.round(runs);
    this.#show();
    await this.#options.makeCells(missing, {
      progress: (name, now) => this.#work.report?.(progress.update(name, now)),
      made: async (name) => {
        await this.#read(name);
        this.#work.report?.(progress.finish(name));
        this.#show();
      },
      failed: (name, error) => this.#failed(name, error),
      warned: (error) => this.#options.onEvent({ type: 'cell-warning', cell: this.#cell.name, error })
    });
    const { references } = this.#cell;
    const first = this.#trials.map(([trials]) => trials?.[0]?.name ?? '');
    const { force } = this.#options;
    return this.#made(
      references.length > 0 ? await sweptReferences(this.#cell, first, this.#plan, this.#work, force) : null
    );
  }

  #failed(name: string, error: AppError): 'go on' | 'stop' {
    if (error.code !== 'training/diverged') return 'stop';
    this.#runs.set(name, { failed: error.message });
    return 'go on';
  }

  /** Takes what is stored of a cell's runs; false where one is missing. */
  async #read(name: string): Promise<boolean> {
    const { artifacts } = this.#work;
    const found = [];
    for (const { id } of idOf(this.#plan, name).runs) {
      const head = await artifacts.head(id, runHead);
      if (!head) return false;
      found.push(head.content);
    }
    const { metric, part } = this.#cell;
    this.#provenance ??= found[0]?.provenance ?? null;
    for (const { provenance } of found) this.#splits.add(provenance.splitHash);
    this.#runs.set(
      name,
      found.map(({ result }) => ({
        seed: result.seed,
        value: metricOf(part === 'test' ? result.test : result.val, metric),
        validation: metricOf(result.val, metric)
      }))
    );
    return true;
  }

  #show(): void {
    if (this.#runs.size === 0 || !this.#soFar.isDue()) return;
    const result = showSweep(this.#sofar(), this.#cell);
    this.#options.onEvent({ type: 'cell-so-far', cell: this.#cell.name, result });
  }

  #sofar(): Omit<StoredSweep, 'provenance' | 'seeds'> {
    const { runs, over, choose, metric, part, baseline, relative } = this.#cell;
    const axes = this.#points.axes.slice(0, over.length);
    const chosen = this.#trials.map((tried) => tried.map((trials) => chosenTrial(trials, this.#runs)));
    const made = combinations(axes).map((at, point): SweepPoint => ({
      at,
      runs: (chosen[point] ?? []).map(({ runs: found }) => found)
    }));
    const base = baseline === undefined ? null : runs.indexOf(baseline);
    const figures = sweepFigures(made, base);
    return {
      metric,
      part,
      axes: axes.map(({ key, label, unit, values }) => ({
        key,
        label,
        ...(unit === undefined ? {} : { unit }),
        values: [...values]
      })),
      runs: runs.map((run) => this.#labelOf(run)),
      baseline: base,
      relative,
      points: made.map(({ at }, point) => ({
        at: [...at],
        runs: (figures[point] ?? []).map(plain),
        ...(choose.length > 0 ? { chosen: (chosen[point] ?? []).map(({ set }) => set && [...set]) } : {})
      })),
      ...(choose.length > 0 ? { choose: choose.map(({ key }) => ({ key })) } : {}),
      notes: []
    };
  }

  #labelOf(run: string): StoredSweep['runs'][number] {
    const cell = this.#plan.graph.cells.get(run);
    if (cell?.kind !== 'train') throw new Error(`"${run}" is no train cell`);
    const { backbone, alignment } = cell;
    return { label: runLabel(cell), backbone, alignment };
  }

  #made(references: SweptReferences | null): Made {
    const { metric, part, baseline, relative, runs, choose } = this.#cell;
    const sofar = this.#sofar();
    const { axes, names } = this.#points;
    const tried = runs.map((_, run) => this.#trials[0]?.[run]?.length ?? 1);
    const seeds = new Set<number>();
    for (const found of this.#runs.values()) if (!('failed' in found)) for (const { seed } of found) seeds.add(seed);
    const trained = new Set(names.flatMap((name) => idOf(this.#plan, name).runs.map(({ id }) => id)));
    const failed = [...this.#runs.values()].filter((found) => 'failed' in found).length;
    const splits = this.#splits.size;
    const notes = [
      `${sofar.points.length} points of ${runs.length} runs each, with their seeds ${trained.size} trained runs: what points share is trained once.`,
      seeds.size > 1
        ? `Intervals are 95 % intervals by Student’s t over ${seeds.size} seeds: they say how much a seed changes, not how much other users would.`
        : 'There is one seed, so that nothing is said of chance.',
      ...(splits > 1
        ? [
            `The points are measured on ${splits} splits, since what is varied changes the data; the card names the first.`
          ]
        : []),
      ...(choose.length > 0
        ? [
            `At every point values are chosen for each run by itself, by the mean of validation ${metric} over its seeds: ${sofar.runs.map(({ label }, run) => `${label} of ${tried[run] ?? 1}`).join(', ')}. Test figures are those of what was chosen.`
          ]
        : []),
      ...(failed > 0 ? [`${failed} runs have no value: their training came to no number.`] : [])
    ];
    const provenance = this.#provenance ?? { dataset: '', splitHash: '', versions: VERSIONS };
    const json: StoredSweep = {
      ...sofar,
      ...(references
        ? {
            references: references.labels.map((label) => ({ label })),
            points: sofar.points.map((point, at) => ({ ...point, references: [...(references.values[at] ?? [])] }))
          }
        : {}),
      provenance: {
        dataset: provenance.dataset,
        splitHash: provenance.splitHash,
        versions: { ...VERSIONS },
        treatment: {
          runs: sofar.runs.map(({ label }) => label).join(', '),
          over: valuesInWords(axes.slice(0, this.#cell.over.length)),
          ...(choose.length > 0 ? { chosen: valuesInWords(axes.slice(this.#cell.over.length)) } : {}),
          points: sofar.points.length,
          metric,
          part,
          relative,
          ...(baseline === undefined ? {} : { baseline: sofar.runs[runs.indexOf(baseline)]?.label ?? '' })
        }
      },
      seeds: [...seeds],
      notes
    };
    const { points, axes: told } = json;
    return { json, arrays: {}, digested: { points, axes: told, notes } };
  }
}

const valuesInWords = (axes: readonly Pick<ValuedAxis, 'key' | 'values'>[]): string =>
  axes.map(({ key, values }) => `${key}: ${values.map(String).join(', ')}`).join('; ');

/** The same with lists that can be stored. */
function plain(figure: ReturnType<typeof sweepFigures>[number][number]): StoredSweep['points'][number]['runs'][number] {
  return figure === null || 'failed' in figure ? figure : { ...figure, values: [...figure.values] };
}
