// Edge dropout on typed arrays.
import { floats, numberAttribute, type HostKernel } from '../backend/host-kernel';
import { keyOf, uniformArray } from '../random/random';
import { EDGE_MASK } from './edge-mask';

export const edgeMaskHost: HostKernel = {
  name: EDGE_MASK,
  inputs: ['values'],
  outputShape: (shapes) => [...(shapes.values ?? [])],
  compute(inputs, attributes, output) {
    const keepRate = Math.fround(numberAttribute(attributes, 'keepRate'));
    const draws = uniformArray(keyOf(attributes), output.length);
    floats(inputs, 'values').forEach((value, e) => {
      output[e] = (draws[e] ?? 0) < keepRate ? value : 0;
    });
  }
};
