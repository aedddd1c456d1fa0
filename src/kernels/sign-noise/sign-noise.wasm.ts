// Signed unit noise's call into our module.
import { numberAttribute } from '../backend/host-kernel';
import type { WasmForm } from '../backend/wasm-form';
import { signNoiseHost } from './sign-noise.host';

export const signNoiseWasm: WasmForm = {
  kernel: signNoiseHost,
  call: 'signNoise',
  pass: (of, output, attributes) => [
    of.floats('x'),
    of.floats('noise'),
    output,
    of.length('x'),
    of.length('x', 1),
    numberAttribute(attributes, 'eps')
  ]
};
