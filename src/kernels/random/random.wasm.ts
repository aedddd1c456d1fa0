// The counter generator's call into our module.
import { numbersAttribute } from '../backend/host-kernel';
import type { WasmForm } from '../backend/wasm-form';
import { keyOf } from './random';
import { randomUniformHost } from './random.host';

export const randomUniformWasm: WasmForm = {
  kernel: randomUniformHost,
  call: 'uniformDraws',
  pass(_, output, attributes) {
    const { seed, stream, step } = keyOf(attributes);
    const count = numbersAttribute(attributes, 'shape').reduce((a, b) => a * b, 1);
    return [seed, stream, step, output, count];
  }
};
