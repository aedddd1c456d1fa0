// Dense products in the shapes of the profiles' projection: LightGCN-Con on Amazon-book with vectors of 1,536 numbers, forward and backward,
// for the unique items of a batch (all users, 11,000 rows, take the same way). The stock form is tfjs's own fused product, which is not
// ours on WebGPU (kernels/dense/matmul.webgpu.ts replaces the plain one only); turned factors are turned before where that is faster.
import { engine, fused, mul, step, sum, tensor1d, transpose } from '@tensorflow/tfjs-core';
import { as1d, as2d, single } from '#kernels/backend/tensors';
import { dense } from '#kernels/dense/dense';
import { DENSE_BIAS_GRADIENT, DENSE_PULLED } from '#kernels/dense/names';
import { product } from '#kernels/matmul-gradient/matmul-gradient';
import { matrix, numbers, prepared } from './prepared';
import type { BenchCase } from './types';

const [ROWS, INPUTS, HIDDEN, OUTPUTS] = [5241, 1536, 784, 32] as const;
const SLOPE = 0.01;
const ON: BenchCase['only'] = ['wasm', 'webgpu'];

function layerCase(name: string, inputs: number, outputs: number, slope: number): BenchCase {
  const given = () => ({
    x: matrix(13, ROWS, inputs),
    w: matrix(14, inputs, outputs),
    b: tensor1d(numbers(15, outputs))
  });
  const activation = slope === 1 ? 'linear' : 'leakyrelu';
  return {
    name,
    what: `${ROWS} rows, ${inputs} → ${outputs}, bias${slope === 1 ? '' : ' and leaky ReLU'}.`,
    bytes: 4 * (ROWS * (inputs + outputs) + inputs * outputs),
    flops: 2 * ROWS * inputs * outputs,
    only: ON,
    forms: {
      ours: () => prepared(given(), ({ x, w, b }) => dense(x, w, as1d(b), slope)),
      stock: () =>
        prepared(given(), ({ x, w, b }) => fused.matMul({ a: x, b: w, bias: b, activation, leakyreluAlpha: slope }))
    }
  };
}

function weightCase(name: string, inputs: number, outputs: number): BenchCase {
  const given = () => ({ x: matrix(16, ROWS, inputs), dy: matrix(17, ROWS, outputs) });
  return {
    name,
    what: `xᵀ · dy over ${ROWS} rows, [${inputs}, ${outputs}].`,
    bytes: 4 * (ROWS * (inputs + outputs) + inputs * outputs),
    flops: 2 * ROWS * inputs * outputs,
    only: ON,
    forms: {
      ours: () => prepared(given(), ({ x, dy }) => product(x, dy, true, false)),
      stock: () => prepared(given(), ({ x, dy }) => fused.matMul({ a: x, b: dy, transposeA: true }))
    }
  };
}

const hiddenCase: BenchCase = {
  name: 'dense, gradient of hidden rows',
  what: `dy · weightᵀ for ${ROWS} rows, ${OUTPUTS} → ${HIDDEN}, pulled through a leaky ReLU.`,
  bytes: 4 * (ROWS * (OUTPUTS + 2 * HIDDEN) + HIDDEN * OUTPUTS),
  flops: 2 * ROWS * HIDDEN * OUTPUTS,
  only: ['webgpu'],
  forms: {
    ours: () =>
      prepared(hiddenInputs(), ({ dy, w, x }) =>
        single(engine().runKernel(DENSE_PULLED, { dy, weight: w, x }, { slope: SLOPE }))
      ),
    stock: () =>
      prepared(hiddenInputs(), ({ dy, w, x }) => mul(fused.matMul({ a: dy, b: as2d(transpose(w)) }), step(x, SLOPE)))
  }
};

const hiddenInputs = () => ({
  dy: matrix(18, ROWS, OUTPUTS),
  w: matrix(19, HIDDEN, OUTPUTS),
  x: matrix(20, ROWS, HIDDEN)
});

const biasCase: BenchCase = {
  name: 'dense, gradient of a bias',
  what: `The columns of [${ROWS}, ${HIDDEN}] added up.`,
  bytes: 4 * (ROWS * HIDDEN + HIDDEN),
  only: ['webgpu'],
  forms: {
    ours: () =>
      prepared({ dy: matrix(21, ROWS, HIDDEN) }, ({ dy }) => single(engine().runKernel(DENSE_BIAS_GRADIENT, { dy }))),
    stock: () => prepared({ dy: matrix(21, ROWS, HIDDEN) }, ({ dy }) => sum(dy, 0))
  }
};

export const denseCases: readonly BenchCase[] = [
  layerCase('dense layer', INPUTS, HIDDEN, SLOPE),
  layerCase('dense layer, narrow', HIDDEN, OUTPUTS, 1),
  weightCase('dense, gradient of a weight', INPUTS, HIDDEN),
  weightCase('dense, gradient of a narrow weight', HIDDEN, OUTPUTS),
  hiddenCase,
  biasCase
];
