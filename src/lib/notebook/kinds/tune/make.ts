// The tune cell: its trials are trained as points of a sweep are, and the best by validation is chosen for each run. Of halving, all runs go
// through a round together; who goes on goes on from its checkpoint (run/checkpoints.ts), and who is left is never measured on the test part.
// Of trials that were trained to the end the test figures lie in their runs, as in those of any train cell: only those of the chosen are read.
import { appError, type AppError } from '#lib/errors/app-error';
import { estimate } from '#lib/studies/sweep/figures';
import { runLabel } from '#lib/studies/treatment';
import { largest } from '#lib/elementary/extent';
import type { Metrics } from '#lib/evaluation/types';
import type { Points } from '../../plan/points';
import { VERSIONS } from '../../results/versions';
import type { Made } from '../../run/artifacts';
import type { CellWork } from '../../run/cell-work';
import { checkpointId, epochsHeld } from '../../run/checkpoints';
import { PointsProgress } from '../../run/points-progress';
import { idOf, type NotebookIds } from '../inputs';
import type { KindMaker, MakeOptions } from '../maker';
import { SoFar } from '../points/so-far';
import { metricOf } from '../sweep/metrics';
import type { ResolvedTrain } from '../train/describe';
import { runHead, validationHead, type StoredRun } from '../train/stored';
import type { ResolvedTune } from './settings';
import { showTune, tuneStored, type StoredTune, type TuneResult, type TuneTrial } from './stored';
import { halvingOf } from './trials';

export const maker: KindMaker<ResolvedTune, TuneResult> = {
  stored: tuneStored,
  make: (cell, plan, work, options) => new Tuning(cell, plan, work, options).toEnd()
};

/** One trial of one run. */
interface Trial {
  /** The cell that trains it. */
  readonly name: string;
  readonly set: TuneTrial['set'];
  epochs: number;
  rounds: number;
  validation: TuneTrial['validation'];
  mean: number | null;
  failed: string | null;
}

interface Arm {
  readonly run: string;
  readonly cell: ResolvedTrain;
  readonly trials: readonly Trial[];
  /** Epochs at which the rounds end; the last is the end. */
  readonly rungs: readonly { readonly epochs: number; readonly trials: number }[];
  readonly allowed: number;
  chosen: number | null;
  test: StoredTune['arms'][number]['test'];
}

class Tuning {
  readonly #cell: ResolvedTune;
  readonly #plan: NotebookIds;
  readonly #work: CellWork;
  readonly #options: MakeOptions;
  readonly #arms: readonly Arm[];
  readonly #progress: PointsProgress;
  #provenance: StoredRun['provenance'] | null = null;
  readonly #soFar = new SoFar();

  constructor(cell: ResolvedTune, plan: NotebookIds, work: CellWork, options: MakeOptions) {
    const points = plan.graph.points.get(cell.name);
    if (!points) throw new Error(`The tuning "${cell.name}" has no points`);
    this.#cell = cell;
    this.#plan = plan;
    this.#work = work;
    this.#options = options;
    this.#arms = cell.runs.map((run) => this.#armOf(run, points));
    const epochs = this.#arms.flatMap(({ rungs, cell: { seeds } }) =>
      rungs.map(({ epochs: end, trials }, at) => trials * seeds.length * (end - (rungs[at - 1]?.epochs ?? 0)))
    );
    this.#progress = new PointsProgress(
      epochs.reduce((sum, count) => sum + count, 0),
      'epochs'
    );
  }

  #armOf(run: string, points: Points): Arm {
    const { space, search, budget, unit } = this.#cell;
    const cell = this.#plan.graph.cells.get(run);
    if (cell?.kind !== 'train') throw new Error(`"${run}" is no train cell`);
    const trials = points.runs.flatMap((asked, at): Trial[] => {
      if (asked.run !== run) return [];
      const set = asked.set.map((override) => ({
        axis: space.findIndex((axis) => axis.cell === override.cell && axis.key === override.key),
        value: override.value
      }));
      const nothing = { epochs: 0, rounds: 0, validation: [], mean: null, failed: null };
      return [{ name: points.names[at] ?? run, set, ...nothing }];
    });
    const { epochs, validateEvery } = cell.settings;
    const training = { seeds: cell.seeds.length, epochs, validateEvery };
    const whole = [{ epochs, trials: trials.length }];
    const rungs = search === 'halving' ? (halvingOf(this.#cell, training, trials.length)?.rungs ?? whole) : whole;
    return { run, cell, trials, rungs, allowed: unit === 'runs' ? budget * epochs : budget, chosen: null, test: null };
  }

  /** @throws AppError internal/cancelled, notebook/no-trial-left, and what kept a trial from being trained */
  async toEnd(): Promise<Made> {
    const left = new Map(this.#arms.map((arm) => [arm, arm.trials]));
    const rounds = largest(
      this.#arms.map(({ rungs }) => rungs.length),
      0
    );
    for (let round = 0; round < rounds; round += 1) {
      await this.#round(round, left);
      for (const arm of this.#arms) {
        const next = arm.rungs[round + 1];
        if (next) left.set(arm, bestOf(left.get(arm) ?? []).slice(0, next.trials));
      }
    }
    for (const arm of this.#arms) await this.#choose(arm, left.get(arm) ?? []);
    await this.#forgetLeft();
    return this.#made();
  }

  /** Trains what is left of each run to the end of its round. */
  async #round(round: number, left: ReadonlyMap<Arm, readonly Trial[]>): Promise<void> {
    /** Epochs at which the round ends, by cell; none where that is the end of training. */
    const until = new Map<string, number>();
    const weights = new Map<string, number>();
    const trials = new Map<string, Trial[]>();
    for (const [arm, some] of left) {
      const rung = arm.rungs[round];
      if (!rung) continue;
      const from = arm.rungs[round - 1]?.epochs ?? 0;
      for (const trial of some) {
        trials.set(trial.name, [...(trials.get(trial.name) ?? []), trial]);
        if (round + 1 < arm.rungs.length) until.set(trial.name, rung.epochs);
        weights.set(trial.name, (rung.epochs - from) * arm.cell.seeds.length);
      }
    }
    this.#progress.round(weights, this.#cell.search === 'halving' ? `round ${round + 1}` : '');
    const read = async (name: string): Promise<void> => {
      for (const trial of trials.get(name) ?? []) await this.#read(trial, round + 1, until.get(name) ?? Infinity);
      this.#work.report?.(this.#progress.finish(name));
      this.#show();
    };
    await this.#options.makeCells([...trials.keys()], {
      until,
      progress: (name, now) => this.#work.report?.(this.#progress.update(name, now)),
      made: read,
      failed: (name, error) => this.#failed(trials.get(name) ?? [], error),
      warned: (error) => this.#options.onEvent({ type: 'cell-warning', cell: this.#cell.name, error })
    });
  }

  #failed(trials: readonly Trial[], error: AppError): 'go on' | 'stop' {
    if (error.code !== 'training/diverged' || trials.length === 0) return 'stop';
    for (const trial of trials) trial.failed = error.message;
    return 'go on';
  }

  /**
   * Takes the validation of a trial: of its runs, or of their first `until` epochs, whether they have more or not, so that who goes on does not
   * depend on what was stored before. Test figures are not looked at.
   */
  async #read(trial: Trial, round: number, until: number): Promise<void> {
    const { artifacts } = this.#work;
    const validation: { seed: number; value: number }[] = [];
    let epochs = 0;
    const { runs } = idOf(this.#plan, trial.name);
    for (const { seed, id } of runs) {
      const done = (await artifacts.head(id, validationHead))?.content.result;
      const records = (done?.epochs ?? (await epochsHeld(id, artifacts)) ?? []).filter(({ epoch }) => epoch < until);
      const val = done && until === Infinity ? done.val : bestSoFar(records);
      if (!val) throw appError('notebook/artifact-lost', { kind: 'trial' });
      epochs += records.length;
      validation.push({ seed, value: metricOf(val, this.#cell.metric) });
    }
    trial.epochs = epochs / runs.length;
    trial.rounds = round;
    trial.validation = validation;
    trial.mean = estimate(validation.map(({ value }) => value)).mean;
  }

  /** The best of the last round, and only of it the test figures. */
  async #choose(arm: Arm, last: readonly Trial[]): Promise<void> {
    const [best] = bestOf(last);
    if (!best) throw appError('notebook/no-trial-left', { run: arm.run }, { field: 'space' });
    arm.chosen = arm.trials.indexOf(best);
    const values: { seed: number; value: number }[] = [];
    for (const { id } of idOf(this.#plan, best.name).runs) {
      const head = await this.#work.artifacts.head(id, runHead);
      if (!head) throw appError('notebook/artifact-lost', { kind: 'run' });
      this.#provenance ??= head.content.provenance;
      const { seed, test } = head.content.result;
      values.push({ seed, value: metricOf(test, this.#cell.metric) });
    }
    arm.test = { values, ...estimate(values.map(({ value }) => value)) };
  }

  /** Nobody goes on with trials that were left: their checkpoints would lie about for good. */
  async #forgetLeft(): Promise<void> {
    const { artifacts } = this.#work;
    for (const { name } of this.#arms.flatMap(({ trials }) => trials)) {
      for (const { id } of idOf(this.#plan, name).runs) {
        if (!(await artifacts.isStored(id))) await artifacts.store.delete(await checkpointId(id));
      }
    }
  }

  #show(): void {
    if (!this.#soFar.isDue()) return;
    const result = showTune(this.#sofar(), this.#cell);
    this.#options.onEvent({ type: 'cell-so-far', cell: this.#cell.name, result });
  }

  #sofar(): Omit<StoredTune, 'provenance' | 'seeds'> {
    const { metric, search, budget, unit, space } = this.#cell;
    return {
      metric,
      search,
      budget,
      unit,
      axes: space.map(({ key }) => ({ key, label: key })),
      arms: this.#arms.map(({ cell, trials, chosen, test, allowed }) => ({
        label: runLabel(cell),
        backbone: cell.backbone,
        alignment: cell.alignment,
        trials: trials.map(({ set, epochs, rounds, validation, mean, failed }) => ({
          set,
          epochs,
          rounds,
          validation,
          mean: failed === null ? mean : null,
          ...(failed === null ? {} : { failed })
        })),
        chosen,
        runs: this.#runsOf(trials[chosen ?? -1]),
        test,
        spent: { epochs: trials.reduce((sum, trial) => sum + trial.epochs, 0) * cell.seeds.length, allowed }
      })),
      notes: []
    };
  }

  #runsOf(trial: Trial | undefined): string[] {
    return trial ? idOf(this.#plan, trial.name).runs.map(({ id }) => id) : [];
  }

  #made(): Made {
    const { metric, search, budget, unit, seed } = this.#cell;
    const sofar = this.#sofar();
    const seeds = [...new Set(this.#arms.flatMap(({ cell }) => cell.seeds))];
    const trials = sofar.arms.map(({ label, trials: all }) => `${label} ${all.length}`).join(', ');
    const notes = [
      `Each run may cost ${budget} ${unit}. Trials: ${trials}. Chosen by the mean of validation ${metric} over ${seeds.length} ${seeds.length === 1 ? 'seed' : 'seeds'}; of equal ones the first.`,
      'Test figures are read of the chosen trials alone, once all are chosen.',
      ...(search === 'halving'
        ? ['A trial that goes on goes on from its checkpoint; one that is left is never measured on the test part.']
        : [])
    ];
    const chosen = sofar.arms.map(({ label, trials: all, chosen: at }) => {
      const set = all[at ?? -1]?.set ?? [];
      return `${label}: ${set.map(({ axis, value }) => `${sofar.axes[axis]?.key ?? ''} ${String(value)}`).join(', ')}`;
    });
    const space = this.#cell.space.map(({ cell, key, values }) => {
      const told =
        'from' in values ? `${values.from} to ${values.to} (${values.scale})` : values.map(String).join(', ');
      return `${this.#armLabel(cell)}${key}: ${told}`;
    });
    const provenance = this.#provenance ?? { dataset: '', splitHash: '' };
    const json: StoredTune = {
      ...sofar,
      provenance: {
        dataset: provenance.dataset,
        splitHash: provenance.splitHash,
        versions: { ...VERSIONS },
        treatment: {
          search,
          budget: `${budget} ${unit} for each run`,
          seed,
          metric: `validation ${metric}`,
          space: space.join('; '),
          chosen: chosen.join('; ')
        }
      },
      seeds,
      notes
    };
    const { arms, axes } = json;
    return { json, arrays: {}, digested: { arms, axes, notes } };
  }

  /** Names of cells are stored nowhere: an axis of a run is told by the run's label. */
  #armLabel(cell: string): string {
    const arm = this.#arms.find(({ run }) => run === cell);
    return arm ? `${runLabel(arm.cell)} ` : '';
  }
}

/** The validation that training would have kept: that of the epoch with the best recall@20. */
function bestSoFar(records: readonly { readonly val?: Metrics | undefined }[]): Metrics | null {
  return records.reduce<Metrics | null>(
    (best, { val }) => (val && (!best || val.recall['20'] > best.recall['20']) ? val : best),
    null
  );
}

/** The best first; of equal ones the first stays first. Those without a figure are left out. */
function bestOf(trials: readonly Trial[]): readonly Trial[] {
  const counted = trials.flatMap((trial, at) => (trial.mean === null || trial.failed !== null ? [] : [{ trial, at }]));
  return counted.sort((a, b) => (b.trial.mean ?? 0) - (a.trial.mean ?? 0) || a.at - b.at).map(({ trial }) => trial);
}
