// Adam's call into our module.
import type { WasmForm } from '../backend/wasm-form';
import { adamFactors } from './adam-factors';
import { adamHost } from './adam.host';

export const adamWasm: WasmForm = {
  kernel: adamHost,
  call: 'adamStep',
  pass(of, output, attributes) {
    const { beta1, beta2, rest1, rest2, stepSize, scale, epsilon, decay } = adamFactors(attributes);
    const places = [of.floats('state'), of.floats('gradient'), output, of.length('gradient')];
    return [...places, beta1, beta2, rest1, rest2, stepSize, scale, epsilon, decay];
  }
};
