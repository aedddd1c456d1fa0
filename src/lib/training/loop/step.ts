// One training step: draws, loss and gradients, Adam. Loss terms are summed on the device and read back seldom, since a
// read waits for everything before it.
import {
  keep,
  tensor1d,
  tensor2d,
  tidy,
  zeros,
  type Scalar,
  type Tensor1D,
  type Tensor2D
} from '@tensorflow/tfjs-core';
import { adamStep } from '#kernels/adam/adam';
import { finishStep, throwIfDeviceFailed } from '#kernels/backend/backend';
import { as2d } from '#kernels/backend/tensors';
import { addToSums } from '#kernels/loss-sums/loss-sums';
import type { Batch } from '#lib/backbones/types';
import type { Checkpoint } from '../checkpoint/checkpoint';
import type { Model, ModelState } from '../model/model';
import type { ParameterLayout } from '../model/parameters';
import type { RunSettings } from '../types';

/** Adam's constants in the official code (PyTorch defaults). */
const ADAM = { beta1: 0.9, beta2: 0.999, epsilon: 1e-8 };

type OptimiserState = Pick<
  Checkpoint,
  'step' | 'state' | 'lossSums' | 'termNames' | 'summed' | 'backbone' | 'alignment'
>;

/** The optimiser's side of a run: the state tensor [3, P], the step counter, the epoch's loss sums. */
export class Stepper {
  state: Tensor2D;
  /** Steps done. */
  step = 0;
  #termNames: readonly string[] = [];
  #sums: Tensor1D | null = null;
  #summed = 0;
  #modelState: ModelState | undefined;
  readonly #model: Model;
  readonly #layout: ParameterLayout;
  readonly #settings: RunSettings;
  readonly #seed: number;
  /** Kept, since a device would get it anew each step. */
  readonly #padding: Tensor1D;

  constructor(model: Model, layout: ParameterLayout, settings: RunSettings, seed: number, start: Tensor2D) {
    this.#model = model;
    this.#layout = layout;
    this.#settings = settings;
    this.#seed = seed;
    this.state = start;
    this.#padding = keep(zeros([layout.padding]));
  }

  /** @param stepInEpoch steps since the epoch began */
  async run(batch: Batch, stepInEpoch: number): Promise<void> {
    const [settings, layout, model] = [this.#settings, this.#layout, this.#model];
    const parameters = tidy(() => layout.read(this.state));
    // The stream is the purpose's own: each draw below names it; only seed and step come from here.
    const key = { seed: this.#seed, stream: 0, step: this.step };
    this.#modelState = await model.prepare({ key, stepInEpoch }, model.nodes(parameters), this.#modelState);
    const { terms, gradients } = await model.lossAndGradients(parameters, batch, this.#modelState);
    const next = tidy(() =>
      adamStep(this.state, layout.flatten(gradients, this.#padding), {
        ...ADAM,
        step: this.step + 1,
        learningRate: settings.learningRate,
        l2: settings.regWeight
      })
    );
    this.#collect(terms);
    this.state.dispose();
    this.state = next;
    this.step++;
    for (const part of [parameters, gradients, terms]) Object.values(part).forEach((tensor) => tensor.dispose());
    finishStep();
  }

  /** Mean of each term over the steps since the last call with `reset`; waits for the device. */
  async meanLosses(reset: boolean): Promise<Record<string, number>> {
    if (!this.#sums || this.#summed === 0) return {};
    const values = await this.#sums.data<'float32'>();
    const means = Object.fromEntries(this.#termNames.map((name, at) => [name, (values[at] ?? 0) / this.#summed]));
    if (reset) {
      this.#sums.dispose();
      this.#sums = null;
      this.#summed = 0;
    }
    return means;
  }

  /** The optimiser's part of a checkpoint; waits for the device. */
  async save(): Promise<OptimiserState> {
    const [state, lossSums] = await Promise.all([
      this.state.data<'float32'>(),
      this.#sums?.data<'float32'>() ?? Promise.resolve(new Float32Array())
    ]);
    throwIfDeviceFailed();
    return {
      step: this.step,
      // Copies: the arrays may be views on the backend's own memory.
      state: state.slice(),
      lossSums: lossSums.slice(),
      termNames: this.#termNames,
      summed: this.#summed,
      backbone: this.#modelState?.backbone ?? {},
      alignment: this.#modelState?.alignment ?? {}
    };
  }

  /** Goes on from a checkpoint. */
  restore(saved: OptimiserState): void {
    this.#disposeState();
    this.state = tensor2d(saved.state, [3, this.#layout.size]);
    this.#sums = saved.summed > 0 ? tensor1d(saved.lossSums) : null;
    this.#termNames = saved.termNames;
    this.#summed = saved.summed;
    this.step = saved.step;
    this.#modelState = { backbone: saved.backbone, alignment: saved.alignment };
  }

  dispose(): void {
    this.#padding.dispose();
    this.#disposeState();
  }

  #disposeState(): void {
    this.state.dispose();
    this.#sums?.dispose();
  }

  /** Adds this step's terms, the regulariser at the parameters before the update among them (official behaviour). */
  #collect(terms: Readonly<Record<string, Scalar>>): void {
    this.#termNames = [...Object.keys(terms), 'reg_loss'];
    const next = tidy(() => {
      const reg = this.#layout.regulariser(this.state, this.#settings.regWeight);
      return addToSums(this.#sums ?? zeros([this.#termNames.length]), [...Object.values(terms), reg]);
    });
    this.#sums?.dispose();
    this.#sums = next;
    this.#summed++;
  }
}

/** Clean final embeddings on the host, users and items apart. */
export async function downloadEmbeddings(
  model: Model,
  layout: ParameterLayout,
  state: Tensor2D,
  userCount: number
): Promise<{ users: Float32Array; items: Float32Array; width: number }> {
  const final = tidy(() => as2d(model.cleanEmbeddings(layout.read(state)).clone()));
  const data = await final.data<'float32'>();
  const width = final.shape[1];
  final.dispose();
  throwIfDeviceFailed();
  return { users: data.slice(0, userCount * width), items: data.slice(userCount * width), width };
}
