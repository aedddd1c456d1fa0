// Fused BPR's calls into our module.
import type { WasmForm } from '../backend/wasm-form';
import { bprGradientHost, bprMarginsHost } from './bpr.host';

export const bprMarginsWasm: WasmForm = {
  kernel: bprMarginsHost,
  call: 'bprMargins',
  pass: (of, output) => [of.floats('x'), of.integers('triples'), output, of.length('triples', 1), of.length('x', 1)]
};

export const bprGradientWasm: WasmForm = {
  kernel: bprGradientHost,
  call: 'bprGradient',
  pass: (of, output) => [
    of.floats('x'),
    of.integers('triples'),
    of.integers('rowPtr'),
    of.integers('places'),
    of.floats('margins'),
    of.floats('scale'),
    output,
    of.length('x'),
    of.length('triples', 1),
    of.length('x', 1)
  ]
};
