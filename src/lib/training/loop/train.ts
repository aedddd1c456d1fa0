// A training run of one seed, start to end: epochs of BPR triples, validation every few epochs, early stopping, the best
// parameters restored, then validation and test once (official behaviour, model spec §2). Plain data in, plain data out.
import { clone } from '@tensorflow/tfjs-core';
import { as2d } from '#kernels/backend/tensors';
import type { ParameterData } from '#lib/backbones/types';
import { buildGraph } from '#lib/dataset/graph';
import type { Dataset, InteractionList, SemanticVectors } from '#lib/dataset/types';
import { appError } from '#lib/errors/app-error';
import { evaluateEmbeddings } from '#lib/evaluation/evaluate';
import type { Evaluation } from '#lib/evaluation/types';
import { paced } from '#lib/work/work';
import { makeBatch } from './batch';
import type { Checkpoint } from '../checkpoint/checkpoint';
import { CheckpointSaver } from '../checkpoint/checkpoint-saver';
import { EarlyStopping } from './early-stopping';
import { initNodeTable, withStart } from '../model/init';
import { textVarianceTable } from '../model/text-variance';
import { Model, NODE_TABLE } from '../model/model';
import { ParameterLayout } from '../model/parameters';
import { Pacer } from './pacer';
import type { ParameterPlace } from '../export/run-files';
import type { NamedArray } from '../export/safetensors';
import { EpochSampler } from './sampler';
import { downloadEmbeddings, Stepper } from './step';
import type { EpochRecord, RunArrays, RunResult, RunSettings, TrainControl } from '../types';

export interface TrainInput {
  readonly dataset: Pick<Dataset, 'userCount' | 'itemCount' | 'split'>;
  /** Needed by an alignment. */
  readonly vectors?: SemanticVectors;
  readonly settings: RunSettings;
  /** Integer in 0 .. 2^32 − 1. */
  readonly seed: number;
  /**
   * Arrays to start from in the place of fresh ones, by name: those of another trained run. With the node table alone this is the paper's
   * pre-training study (model spec §11); with all of a run's, that run trained on. The optimiser starts afresh.
   */
  readonly start?: Readonly<Record<string, NamedArray>>;
  /**
   * Which parameters the run leaves: those of the best validation, or those of its last epoch. With `last` nothing is validated on the
   * way and nothing ends the run early.
   */
  readonly keep?: 'best' | 'last';
}

export interface TrainOutput {
  readonly result: RunResult;
  readonly arrays: RunArrays;
  /** Where each array lies among `arrays.parameters`. */
  readonly places: readonly ParameterPlace[];
}

/**
 * Trains one seed on the backend that is on.
 * @throws AppError training/empty-part, training/diverged, internal/cancelled, device/…
 */
export async function trainRun(input: TrainInput, control: TrainControl = {}): Promise<TrainOutput> {
  const trained = await trainUntil(input, Infinity, control);
  if (!trained) throw new Error('A run that nothing holds has an end');
  return trained;
}

/**
 * The same, held after so many epochs unless it has ended before: it is saved then, nothing is measured on the test part, and training it
 * again goes on from there.
 * @returns null where it is held
 */
export async function trainUntil(
  input: TrainInput,
  epochs: number,
  control: TrainControl = {}
): Promise<TrainOutput | null> {
  const run = new Run(input, control);
  try {
    return await run.toEnd(epochs);
  } finally {
    run.dispose();
  }
}

/** The node table before the first step. @throws AppError training/needs-vectors, training/too-few-columns */
function firstNodes({ dataset, settings, seed, vectors }: TrainInput): ParameterData {
  const { userCount, itemCount, split } = dataset;
  const random = initNodeTable(userCount, itemCount, settings.dimensions, seed);
  if (settings.init === undefined) return random;
  if (!vectors) throw appError('training/needs-vectors', { what: 'A start from texts' });
  return textVarianceTable(random, vectors, split.train, userCount);
}

class Run {
  readonly #model: Model;
  readonly #layout: ParameterLayout;
  readonly #stepper: Stepper;
  readonly #sampler: EpochSampler;
  readonly #pacer: Pacer;
  readonly #stopping: EarlyStopping;
  readonly #stepsPerEpoch: number;
  #best: ReturnType<typeof as2d> | null = null;
  readonly #records: EpochRecord[] = [];
  readonly #saver: CheckpointSaver;
  /** Triples of this epoch that are done. */
  #position = 0;
  #epochStarted = performance.now();
  #secondsBefore = 0;
  /** The epoch at whose beginning it was found, where it was held. */
  #savedAt = -1;
  readonly #input: TrainInput;
  readonly #control: TrainControl;

  constructor(input: TrainInput, control: TrainControl) {
    this.#input = input;
    this.#control = control;
    const { dataset, settings, seed, vectors } = input;
    const { userCount, itemCount, split } = dataset;
    for (const [part, list] of parts(split)) {
      if (list.users.length === 0) throw appError('training/empty-part', { part });
    }
    this.#model = new Model({ graph: buildGraph(userCount, itemCount, split.train), vectors, settings });
    const fresh = {
      ...(this.#model.hasTable ? { [NODE_TABLE]: firstNodes(input) } : {}),
      ...this.#model.init({ seed, stream: 0, step: 0 })
    };
    const arrays = withStart(fresh, input.start ?? {});
    this.#layout = new ParameterLayout(arrays);
    this.#stepper = new Stepper(this.#model, this.#layout, settings, seed, this.#layout.initialState(arrays));
    this.#sampler = new EpochSampler(split.train, userCount, itemCount, seed);
    this.#stepsPerEpoch = Math.ceil(split.train.users.length / settings.batchSize);
    this.#stopping = new EarlyStopping(settings.patience, settings.patienceSteps);
    this.#pacer = new Pacer(control);
    this.#saver = new CheckpointSaver(control.checkpoints);
  }

  /** To early stopping or the last epoch; null where it is held before, after `until` epochs. */
  async toEnd(until: number): Promise<TrainOutput | null> {
    const { settings, seed, dataset } = this.#input;
    const { signal, gate } = this.#control;
    await this.#model.ready(paced({ ...(signal && { signal }), ...(gate && { gate }) }, 'Training'));
    for (let epoch = await this.#resume(); epoch < settings.epochs; epoch++) {
      if (epoch >= until && this.#position === 0) {
        if (epoch > this.#savedAt) await this.#saver.save(() => this.#checkpoint(epoch));
        return null;
      }
      await this.#epoch(epoch);
      if (this.#stopping.shouldStop(this.#stepper.step)) break;
    }
    const bestState = this.#best ?? this.#stepper.state;
    const final = await downloadEmbeddings(this.#model, this.#layout, bestState, dataset.userCount);
    const val = await this.#evaluate(final, 'val');
    const test = await this.#evaluate(final, 'test');
    return {
      result: {
        seed,
        epochs: this.#records,
        best_epoch: this.#keepsLast ? settings.epochs - 1 : Math.max(0, this.#stopping.bestEpoch),
        val: val.metrics,
        test: test.metrics
      },
      arrays: {
        userEmbeddings: final.users,
        itemEmbeddings: final.items,
        testUsers: test.users,
        testRecall20: test.perUser.recall['20'],
        testNdcg20: test.perUser.ndcg['20'],
        parameters: (await this.#layout.download(bestState)).slice(0, this.#layout.used)
      },
      places: this.#layout.slots.map(({ name, shape, offset }) => ({ name, shape: [...shape], offset }))
    };
  }

  dispose(): void {
    this.#best?.dispose();
    this.#stepper.dispose();
    this.#model.dispose();
  }

  get #keepsLast(): boolean {
    return this.#input.keep === 'last';
  }

  /** Goes on from the last checkpoint, where there is one; returns the epoch to go on with. */
  async #resume(): Promise<number> {
    const saved = await this.#saver.load();
    if (!saved) return 0;
    this.#stepper.restore(saved);
    this.#stopping.restore(saved.stopping);
    for (const record of saved.records) {
      this.#records.push(record);
      this.#control.onEpoch?.(record);
    }
    // Of the best state only the parameters are read again.
    this.#best = saved.best && this.#layout.stateOf(saved.best);
    this.#position = saved.position;
    this.#secondsBefore = saved.seconds;
    if (saved.position === 0) this.#savedAt = saved.epoch;
    return saved.epoch;
  }

  async #checkpoint(epoch: number): Promise<Checkpoint> {
    return {
      ...(await this.#stepper.save()),
      epoch,
      position: this.#position,
      seconds: this.#position === 0 ? 0 : this.#seconds(),
      records: [...this.#records],
      stopping: this.#stopping.state,
      best: this.#best && (await this.#layout.download(this.#best))
    };
  }

  /** Seconds spent on this epoch, those before an interruption included. */
  #seconds(): number {
    return this.#secondsBefore + (performance.now() - this.#epochStarted) / 1000;
  }

  async #epoch(epoch: number): Promise<void> {
    const { settings, dataset } = this.#input;
    const nodeCount = dataset.userCount + dataset.itemCount;
    this.#epochStarted = performance.now();
    const triples = this.#sampler.epoch(epoch);
    const n = triples.users.length;
    while (this.#position < n) {
      await this.#beforeStep(epoch);
      const end = Math.min(n, this.#position + settings.batchSize);
      const batch = makeBatch(
        triples,
        this.#position,
        end,
        dataset.userCount,
        nodeCount,
        this.#model.backbone.usesNegatives
      );
      try {
        await this.#stepper.run(batch, this.#position / settings.batchSize);
      } finally {
        batch.dispose();
      }
      this.#position = end;
      await this.#pacer.afterStep(async () => this.#progress(epoch));
    }
    await this.#endEpoch(epoch);
  }

  /** Waits while paused. What a paused or cancelled run has done is saved: running it again goes on from here. */
  async #beforeStep(epoch: number): Promise<void> {
    try {
      await this.#pacer.beforeStep(async () => {
        if (this.#stepper.step > 0) await this.#saver.saveIfDue(() => this.#checkpoint(epoch));
      });
    } catch (error) {
      if (this.#stepper.step > 0) await this.#saver.save(() => this.#checkpoint(epoch));
      throw error;
    }
  }

  async #endEpoch(epoch: number): Promise<void> {
    const { settings } = this.#input;
    const losses = await this.#readLosses(epoch, true); // Waits for the device: its time belongs to the epoch.
    // To the millisecond: a clock says no more, and every page with the run's stored results carries it.
    const seconds = Math.round(1000 * this.#seconds()) / 1000;
    this.#position = 0;
    this.#secondsBefore = 0;
    const isDue = epoch % settings.validateEvery === 0 || epoch === settings.epochs - 1;
    const validates = isDue && !this.#keepsLast;
    const val = validates ? await this.#validate(epoch) : undefined;
    const record: EpochRecord = { epoch, losses, val: val?.metrics, seconds };
    this.#records.push(record);
    this.#control.onEpoch?.(record);
  }

  async #validate(epoch: number): Promise<Evaluation> {
    const final = await downloadEmbeddings(
      this.#model,
      this.#layout,
      this.#stepper.state,
      this.#input.dataset.userCount
    );
    const val = await this.#evaluate(final, 'val');
    if (this.#stopping.report(epoch, this.#stepper.step, val.metrics.recall['20'])) {
      this.#best?.dispose();
      this.#best = as2d(clone(this.#stepper.state));
    }
    return val;
  }

  async #progress(epoch: number): Promise<void> {
    const { validateEvery, epochs } = this.#input.settings;
    const [stepsPerEpoch, stepper] = [this.#stepsPerEpoch, this.#stepper];
    const rate = this.#pacer.rate;
    const toStopping = this.#keepsLast ? Infinity : this.#stopping.epochsLeft(epoch, stepsPerEpoch, validateEvery);
    const left = Math.min(epochs - epoch, toStopping);
    this.#control.report?.({
      epoch,
      step: stepper.step - epoch * stepsPerEpoch,
      stepsPerEpoch,
      rate,
      secondsLeft: rate > 0 ? (left * stepsPerEpoch) / rate : null,
      losses: await this.#readLosses(epoch, false)
    });
  }

  /** Means so far in this epoch. One step that is no number makes the mean none, so nothing slips through between reads. */
  async #readLosses(epoch: number, reset: boolean): Promise<Record<string, number>> {
    const losses = await this.#stepper.meanLosses(reset);
    for (const [term, value] of Object.entries(losses)) {
      const { step } = this.#stepper;
      if (!Number.isFinite(value)) throw appError('training/diverged', { epoch, step, term, value: String(value) });
    }
    return losses;
  }

  #evaluate(final: Awaited<ReturnType<typeof downloadEmbeddings>>, part: 'val' | 'test'): Promise<Evaluation> {
    const { split } = this.#input.dataset;
    return evaluateEmbeddings(final.users, final.items, final.width, split.train, split[part]);
  }
}

function parts(split: Dataset['split']): readonly (readonly [string, InteractionList])[] {
  return [
    ['training', split.train],
    ['validation', split.val],
    ['test', split.test]
  ];
}
