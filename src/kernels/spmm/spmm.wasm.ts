// The sparse product's call into our module.
import type { WasmForm } from '../backend/wasm-form';
import { spmmHost } from './spmm.host';

export const spmmWasm: WasmForm = {
  kernel: spmmHost,
  call: 'spmm',
  pass: (of, output) => [
    of.integers('rowPtr'),
    of.integers('colIdx'),
    of.floats('values'),
    of.floats('x'),
    of.has('base') ? of.floats('base') : 0,
    output,
    of.length('rowPtr') - 1,
    of.length('x', 1)
  ]
};
