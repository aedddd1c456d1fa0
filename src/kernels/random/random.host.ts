// The counter generator as a kernel for the cpu and wasm backends.
import type { HostKernel } from '../backend/host-kernel';
import { numbersAttribute } from '../backend/host-kernel';
import { keyOf, RANDOM_UNIFORM, uniformArray } from './random';

export const randomUniformHost: HostKernel = {
  name: RANDOM_UNIFORM,
  outputShape: (_, attributes) => numbersAttribute(attributes, 'shape'),
  compute(_, attributes, output) {
    output.set(uniformArray(keyOf(attributes), output.length));
  }
};
