// Values by index on typed arrays.
import { floats, integers, type HostKernel } from '../backend/host-kernel';
import { TAKE } from './take';

export const takeHost: HostKernel = {
  name: TAKE,
  inputs: ['values', 'index'],
  outputShape: (shapes) => [shapes.index?.[0] ?? 0],
  compute(inputs, _, output) {
    const values = floats(inputs, 'values');
    const index = integers(inputs, 'index');
    for (let i = 0; i < output.length; i++) output[i] = values[index[i] ?? 0] ?? 0;
  }
};
