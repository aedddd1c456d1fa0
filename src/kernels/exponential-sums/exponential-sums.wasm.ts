// Exponential sums by our module, in one call. It has no loops in JavaScript beside it: without the module, exponential-sums.ts goes by
// dense products.
import { engine, reshape, slice, type Tensor2D } from '@tensorflow/tfjs-core';
import { numberAttribute } from '../backend/host-kernel';
import { as2d, single } from '../backend/tensors';
import type { WasmForm } from '../backend/wasm-form';
import { partLength } from '../dense/row-parts';
import { othersPanelFloats, othersTileFloats, partScratchFloats } from './exponential-sums.module';
import type { ModuleSums, ShiftedSums } from './types';

/** s, z and, where there is a weight, t, one behind the other. */
export const EXPONENTIAL_SUMS_BY_MODULE = 'ExponentialSumsByModule';

export const exponentialSumsWasm: WasmForm = {
  kernel: {
    name: EXPONENTIAL_SUMS_BY_MODULE,
    outputShape: ({ x: [rows = 0, width = 0] = [], others: [count = 0] = [] }, attributes) => [
      rows * (width + 1 + numberAttribute(attributes, 'shifted')) +
        (numberAttribute(attributes, 'weight') === 0 ? 0 : count * width)
    ]
  },
  call: 'exponentialSums',
  scratch(of, attributes) {
    const [rows, width, count] = [of.length('x'), of.length('x', 1), of.length('others')];
    const hasWeights = numberAttribute(attributes, 'weight') !== 0;
    return (
      othersPanelFloats(count, width) +
      (hasWeights ? 2 * othersTileFloats(count, width) : 0) +
      partScratchFloats(Math.min(rows, partLength(rows)), count, width, hasWeights)
    );
  },
  pass: (of, output, attributes, scratch) => [
    of.floats('x'),
    of.floats('others'),
    output,
    scratch,
    of.length('x'),
    of.length('others'),
    of.length('x', 1),
    numberAttribute(attributes, 'temperature'),
    numberAttribute(attributes, 'weight'),
    partLength(of.length('x')),
    numberAttribute(attributes, 'shifted'),
    of.has('factors') ? of.floats('factors') : 0
  ]
};

/** As `exponentialSums`, by our module on this thread. */
export function exponentialSumsByModule(
  x: Tensor2D,
  others: Tensor2D,
  { temperature, weight, isShifted, factors }: ModuleSums
): ShiftedSums {
  const [rows, width] = x.shape;
  const count = others.shape[0];
  const all = single(
    engine().runKernel(
      EXPONENTIAL_SUMS_BY_MODULE,
      { x, others, ...(factors ? { factors } : {}) },
      { temperature, weight, shifted: Number(isShifted) }
    )
  );
  const part = (start: number, [height, across]: [number, number]): Tensor2D =>
    as2d(reshape(slice(all, [start], [height * across]), [height, across]));
  return {
    sums: part(0, [rows, width]),
    totals: part(rows * width, [rows, 1]),
    maxima: isShifted ? part(rows * (width + 1), [rows, 1]) : null,
    othersSums: weight === 0 ? null : part(rows * (width + 1 + Number(isShifted)), [count, width])
  };
}
