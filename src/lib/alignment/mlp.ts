// The two-layer projection between semantic and collaborative space: in → floor((in + out) / 2) → out, LeakyReLU(0.01)
// between. One for users and items (official behaviour). Contrastive alignment projects down (σ↓), generative up (σ↑).
import type { Tensor, Tensor2D } from '@tensorflow/tfjs-core';
import { as1d, as2d } from '#kernels/backend/tensors';
import { denseTwice } from '#kernels/dense/dense';
import { STREAM } from '#kernels/random/streams';
import { uniformArray, type RandomKey } from '#kernels/random/random';
import type { ParameterSet, TensorSet } from '#lib/backbones/types';

/** Of LeakyReLU below 0, PyTorch's default. */
export const SLOPE = 0.01;

export const hiddenWidth = (inputs: number, outputs: number): number => Math.floor((inputs + outputs) / 2);

/**
 * Weights [in, out] Xavier uniform, biases U(−1/√in, +1/√in) (the PyTorch default of Linear, which the official code keeps).
 */
export function initMlp(inputs: number, outputs: number, key: RandomKey): ParameterSet {
  const hidden = hiddenWidth(inputs, outputs);
  const stream = { ...key, stream: STREAM.alignmentInit };
  return {
    'mlp.0.weight': {
      shape: [inputs, hidden],
      values: symmetric({ ...stream, step: 0 }, inputs * hidden, xavier(inputs, hidden))
    },
    'mlp.0.bias': { shape: [hidden], values: symmetric({ ...stream, step: 1 }, hidden, 1 / Math.sqrt(inputs)) },
    'mlp.2.weight': {
      shape: [hidden, outputs],
      values: symmetric({ ...stream, step: 2 }, hidden * outputs, xavier(hidden, outputs))
    },
    'mlp.2.bias': { shape: [outputs], values: symmetric({ ...stream, step: 3 }, outputs, 1 / Math.sqrt(hidden)) }
  };
}

const xavier = (rows: number, columns: number): number => Math.sqrt(6 / (rows + columns));

function symmetric(key: RandomKey, n: number, bound: number): Float32Array {
  return uniformArray(key, n).map((draw) => bound * (2 * draw - 1));
}

/** The projection's tensors. @throws where one is missing */
export function mlpTensors(parameters: TensorSet): Record<'weight0' | 'bias0' | 'weight2' | 'bias2', Tensor> {
  const of = (name: string): Tensor => {
    const found = parameters[name];
    if (!found) throw new Error(`The projection has no ${name}`);
    return found;
  };
  return {
    weight0: of('mlp.0.weight'),
    bias0: of('mlp.0.bias'),
    weight2: of('mlp.2.weight'),
    bias2: of('mlp.2.bias')
  };
}

/** x [n, in] → [n, out]. */
export function applyMlp(parameters: TensorSet, x: Tensor2D): Tensor2D {
  const { weight0, bias0, weight2, bias2 } = mlpTensors(parameters);
  const [first, second] = [
    { weight: as2d(weight0), bias: as1d(bias0) },
    { weight: as2d(weight2), bias: as1d(bias2) }
  ];
  return denseTwice(x, first, second, SLOPE);
}
