// Adam (Kingma & Ba 2015, algorithm 1) over all parameters in one pass. Parameters and both moments lie in one tensor
// [3, P], so that a step is one kernel on every backend and one dispatch on WebGPU. The bias corrections and the place of
// epsilon are PyTorch's: θ ← θ − lr · (m / (1 − β1^t)) / (sqrt(v / (1 − β2^t)) + ε).
// Bytes on WebGPU: 28 a parameter (four floats read, three written).
import { engine, type Tensor1D, type Tensor2D } from '@tensorflow/tfjs-core';
import { as2d } from '../backend/tensors';

export interface AdamSettings {
  /** t, from 1. */
  readonly step: number;
  readonly learningRate: number;
  readonly beta1: number;
  readonly beta2: number;
  readonly epsilon: number;
  /** Weight of the squared norm: adds 2 · l2 · θ to the gradient. */
  readonly l2: number;
}

export const ADAM_STEP = 'AdamStep';

/**
 * One step: state [3, P] (θ, m, v) and gradient [P] → new state [3, P]. Not differentiable.
 * @throws RangeError where the sizes do not fit
 */
export function adamStep(state: Tensor2D, gradient: Tensor1D, settings: AdamSettings): Tensor2D {
  const [rows, size] = state.shape;
  if (rows !== 3 || size !== gradient.shape[0]) {
    throw new RangeError(`Adam needs a state [3, P] and a gradient [P], got [${state.shape}] and [${gradient.shape}]`);
  }
  return as2d(engine().runKernel(ADAM_STEP, { state, gradient }, { ...settings }));
}
