// The call of values by index into our module.
import type { WasmForm } from '../backend/wasm-form';
import { takeHost } from './take.host';

export const takeWasm: WasmForm = {
  kernel: takeHost,
  call: 'take',
  pass: (of, output) => [of.floats('values'), of.integers('index'), output, of.length('index')]
};
