// The counter generator as a kernel for the cpu and wasm backends.
import type { HostKernel } from '../backend/host-kernel';
import { numberAttribute, numbersAttribute } from '../backend/host-kernel';
import { RANDOM_UNIFORM, uniformArray } from './random';

export const randomUniformHost: HostKernel = {
  name: RANDOM_UNIFORM,
  outputShape: (_, attributes) => numbersAttribute(attributes, 'shape'),
  compute(_, attributes, output) {
    const key = {
      seed: numberAttribute(attributes, 'seed'),
      stream: numberAttribute(attributes, 'stream'),
      step: numberAttribute(attributes, 'step')
    };
    output.set(uniformArray(key, output.length));
  }
};
