// The call of rows by index into our module.
import type { WasmForm } from '../backend/wasm-form';
import { gatherRowsHost } from './gather-rows.host';

export const gatherRowsWasm: WasmForm = {
  kernel: gatherRowsHost,
  call: 'gatherRows',
  pass: (of, output) => [of.floats('x'), of.integers('index'), output, of.length('index'), of.length('x', 1)]
};
