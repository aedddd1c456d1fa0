// Adam on typed arrays.
import type { HostKernel } from '../backend/host-kernel';
import { floats } from '../backend/host-kernel';
import { ADAM_STEP } from './adam';
import { adamFactors } from './adam-factors';

export const adamHost: HostKernel = {
  name: ADAM_STEP,
  inputs: ['state', 'gradient'],
  outputShape: (shapes) => [3, shapes.gradient?.[0] ?? 0],
  compute(inputs, attributes, output) {
    const state = floats(inputs, 'state');
    const gradient = floats(inputs, 'gradient');
    const size = gradient.length;
    const { beta1, beta2, rest1, rest2, stepSize, scale, epsilon, decay } = adamFactors(attributes);
    for (let i = 0; i < size; i++) {
      const theta = state[i] ?? 0;
      const g = (gradient[i] ?? 0) + decay * theta;
      const m = beta1 * (state[size + i] ?? 0) + rest1 * g;
      const v = beta2 * (state[2 * size + i] ?? 0) + rest2 * g * g;
      output[i] = theta - (stepSize * m) / (Math.sqrt(v) * scale + epsilon);
      output[size + i] = m;
      output[2 * size + i] = v;
    }
  }
};
