// The call of scoring with selection into our module; without the module, top-k.ts goes by dense products and selects in JavaScript.
import { numberAttribute } from '../backend/host-kernel';
import type { WasmForm } from '../backend/wasm-form';
import { topKScratch } from './query';
import { TOP_K } from './top-k';

export const topKWasm: WasmForm = {
  kernel: {
    name: TOP_K,
    outputShape: ({ x }, attributes) => [2 * (x?.[0] ?? 0), numberAttribute(attributes, 'k')]
  },
  call: 'topK',
  scratch: (of) => topKScratch(of.length('items'), of.length('items', 1)),
  pass: (of, output, attributes, scratch) => [
    of.floats('x'),
    of.floats('items'),
    of.integers('rowPtr'),
    of.integers('excluded'),
    output,
    scratch,
    of.length('x'),
    of.length('items'),
    of.length('x', 1),
    numberAttribute(attributes, 'k')
  ]
};
