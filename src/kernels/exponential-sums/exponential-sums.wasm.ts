// Exponential sums by our module: its kernels take a block of rows at a time and write into room that one call makes for all of its
// blocks. They have no loops in JavaScript beside them: without the module, exponential-sums.ts goes by dense products.
import { concat, engine, mul, reshape, slice, tidy, zeros, type Tensor, type Tensor2D } from '@tensorflow/tfjs-core';
import { numberAttribute } from '../backend/host-kernel';
import { as2d, single } from '../backend/tensors';
import type { WasmForm } from '../backend/wasm-form';
import type { ExponentialSums, Weigh } from './exponential-sums';

export const EXPONENTIAL_BLOCK = 'ExponentialSumsOfBlock';
const PACKED = 'ExponentialSumsPacked';
const ADD_TO_OTHERS = 'ExponentialSumsAddToOthers';

/** Rows of a block: a multiple of the module's four, and few, so that their exponentials stay in the cache. */
const BLOCK_ROWS = 24;
/** Others in a panel of the module. */
const PANEL = 8;

const panelsOf = (count: number): number => Math.ceil(count / PANEL);

export const exponentialSumsWasm: readonly WasmForm[] = [
  {
    kernel: {
      name: PACKED,
      outputShape: ({ others }) => [panelsOf(others?.[0] ?? 0), others?.[1] ?? 0, PANEL]
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
    kernel: { name: EXPONENTIAL_BLOCK, outputShape: ({ x }) => [(x?.[0] ?? 0) * ((x?.[1] ?? 0) + 1)] },
    call: 'exponentialSums',
    pass: (of, output) => [
      of.floats('x'),
      of.floats('others'),
      of.floats('panels'),
      of.floats('e'),
      output,
      of.floats('scratch'),
      of.length('x'),
      of.length('others'),
      of.length('x', 1),
      of.length('e') > 1 ? 1 : 0
    ]
  },
  {
    kernel: { name: ADD_TO_OTHERS, outputShape: () => [0] },
    call: 'addToOthers',
    pass: (of) => [
      of.floats('e'),
      of.floats('weighted'),
      of.floats('t'),
      of.length('weighted'),
      of.length('t'),
      of.length('t', 1)
    ]
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
  const most = Math.min(BLOCK_ROWS, rows);
  const [totals, sums, t] = tidy(() => {
    const panels = single(engine().runKernel(PACKED, { others }, { temperature }));
    const scratch = zeros([most, width + 4]);
    const e = zeros([weigh ? panelsOf(count) : 1, most, PANEL]);
    const t = zeros([count, width]);
    const [totals, sums]: [Tensor[], Tensor[]] = [[], []];
    for (let start = 0; start < rows; start += BLOCK_ROWS) {
      const some = Math.min(BLOCK_ROWS, rows - start);
      const [z, s] = tidy(() => {
        const block = slice(x, [start, 0], [some, width]);
        const both = single(engine().runKernel(EXPONENTIAL_BLOCK, { x: block, others, panels, e, scratch }));
        const s = slice(both, [0], [some * width]);
        const z = as2d(reshape(slice(both, [some * width], [some]), [some, 1]));
        if (weigh) engine().runKernel(ADD_TO_OTHERS, { e, weighted: mul(block, weigh(z, start)), t });
        return [z, s];
      });
      if (!z || !s) throw new Error('A block made no sums');
      totals.push(z);
      sums.push(s);
    }
    return [concat(totals, 0), reshape(concat(sums, 0), [rows, width]), t];
  });
  if (!totals || !sums || !t) throw new Error('No block made sums');
  if (!weigh) t.dispose();
  return { totals: as2d(totals), sums: as2d(sums), othersSums: weigh ? as2d(t) : null };
}
