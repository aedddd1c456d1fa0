// Edge dropout's call into our module.
import { numberAttribute } from '../backend/host-kernel';
import type { WasmForm } from '../backend/wasm-form';
import { keyOf } from '../random/random';
import { edgeMaskHost } from './edge-mask.host';

export const edgeMaskWasm: WasmForm = {
  kernel: edgeMaskHost,
  call: 'edgeMask',
  pass(of, output, attributes) {
    const { seed, stream, step } = keyOf(attributes);
    const keepRate = numberAttribute(attributes, 'keepRate');
    return [of.floats('values'), output, of.length('values'), seed, stream, step, keepRate];
  }
};
