// Exponential sums by our module: its kernels take a block of rows at a time and write into room that one call makes for all of its
// blocks. They have no loops in JavaScript beside them: without the module, exponential-sums.ts goes by dense products.
import { concat, engine, mul, reshape, slice, tidy, zeros, type Tensor, type Tensor2D } from '@tensorflow/tfjs-core';
import { numberAttribute, numbersAttribute } from '../backend/host-kernel';
import { as2d, single } from '../backend/tensors';
import type { WasmForm } from '../backend/wasm-form';
import type { ExponentialSums, Weigh } from './types';

export const EXPONENTIAL_BLOCK = 'ExponentialSumsOfBlock';
const PACKED = 'ExponentialSumsPacked';
const ADD_TO_OTHERS = 'ExponentialSumsAddToOthers';
const OTHERS_SUMS = 'ExponentialSumsOfOthers';

/** Rows of a block: a multiple of four and of six, as tiles want it. */
const BLOCK_ROWS = 96;
/** Others whose exponentials the module uses up before the next ones. */
const SOME = 256;

const upTo = (count: number, size: number): number => size * Math.ceil(count / size);

export const exponentialSumsWasm: readonly WasmForm[] = [
  {
    kernel: {
      name: PACKED,
      outputShape: ({ others: [count = 0, width = 0] = [] }) => [
        upTo(count, 8) * upTo(width, 4) + upTo(width, 8) * upTo(count, 4)
      ]
    },
    call: 'packOthers',
    pass: (of, output, attributes) => [
      of.floats('others'),
      output,
      of.length('others'),
      of.length('others', 1),
      numberAttribute(attributes, 'temperature')
    ]
  },
  {
    kernel: { name: EXPONENTIAL_BLOCK, outputShape: ({ x: [rows = 0, width = 0] = [] }) => [rows * (width + 1)] },
    call: 'exponentialSums',
    scratch(of) {
      const [rows, width] = [of.length('x'), of.length('x', 1)];
      return upTo(rows, 6) * (upTo(width, 4) + SOME + upTo(width, 8)) + 4 * rows + 48;
    },
    pass: (of, output, attributes, scratch) => [
      of.floats('x'),
      of.floats('panels'),
      of.has('e') ? of.floats('e') : 0,
      output,
      scratch,
      of.length('x'),
      numberAttribute(attributes, 'count'),
      of.length('x', 1),
      Number(of.has('e'))
    ]
  },
  {
    kernel: { name: ADD_TO_OTHERS, outputShape: () => [0] },
    call: 'addToOthers',
    scratch: (of) => upTo(of.length('weighted', 1), 6) * upTo(of.length('weighted'), 4),
    pass: (of, _, attributes, scratch) => [
      of.floats('e'),
      of.floats('weighted'),
      of.floats('tiles'),
      scratch,
      of.length('weighted'),
      numberAttribute(attributes, 'count'),
      of.length('weighted', 1)
    ]
  },
  {
    kernel: { name: OTHERS_SUMS, outputShape: (_, attributes) => numbersAttribute(attributes, 'shape') },
    call: 'openOthers',
    pass: (of, output, attributes) => [of.floats('tiles'), output, ...numbersAttribute(attributes, 'shape')]
  }
];

/** As `exponentialSums`. */
export function exponentialSumsByModule(
  x: Tensor2D,
  others: Tensor2D,
  temperature: number,
  weigh: Weigh | null
): ExponentialSums {
  const [rows, width] = x.shape;
  const count = others.shape[0];
  const [totals, sums, t] = tidy(() => {
    const panels = single(engine().runKernel(PACKED, { others }, { temperature }));
    const e = weigh && zeros([upTo(count, 8) * upTo(Math.min(BLOCK_ROWS, rows), 4)]);
    const tiles = weigh && zeros([upTo(count, 8) * upTo(width, 6)]);
    const [totals, sums]: [Tensor[], Tensor[]] = [[], []];
    for (let start = 0; start < rows; start += BLOCK_ROWS) {
      const some = Math.min(BLOCK_ROWS, rows - start);
      const [z, s] = tidy(() => {
        const block = slice(x, [start, 0], [some, width]);
        const given = { x: block, panels, ...(e ? { e } : {}) };
        const both = single(engine().runKernel(EXPONENTIAL_BLOCK, given, { count }));
        const s = slice(both, [0], [some * width]);
        const z = as2d(reshape(slice(both, [some * width], [some]), [some, 1]));
        if (weigh && e && tiles) {
          engine().runKernel(ADD_TO_OTHERS, { e, weighted: mul(block, weigh(z, start)), tiles }, { count });
        }
        return [z, s];
      });
      if (!z || !s) throw new Error('A block made no sums');
      totals.push(z);
      sums.push(s);
    }
    const t = tiles ? [single(engine().runKernel(OTHERS_SUMS, { tiles }, { shape: [count, width] }))] : [];
    return [concat(totals, 0), reshape(concat(sums, 0), [rows, width]), ...t];
  });
  if (!totals || !sums) throw new Error('No block made sums');
  return { totals: as2d(totals), sums: as2d(sums), othersSums: t ? as2d(t) : null };
}
