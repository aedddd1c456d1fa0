// The call of dot products along entries into our module.
import type { WasmForm } from '../backend/wasm-form';
import { edgeDotHost } from './edge-dot.host';

export const edgeDotWasm: WasmForm = {
  kernel: edgeDotHost,
  call: 'edgeDot',
  pass: (of, output) => [
    of.floats('x'),
    of.floats('y'),
    of.integers('rowOf'),
    of.integers('colIdx'),
    output,
    of.length('colIdx'),
    of.length('x', 1)
  ]
};
