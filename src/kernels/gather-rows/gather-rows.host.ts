// Rows by index on typed arrays.
import type { HostKernel } from '../backend/host-kernel';
import { floats, integers } from '../backend/host-kernel';
import { GATHER_ROWS } from './gather-rows';

export const gatherRowsHost: HostKernel = {
  name: GATHER_ROWS,
  inputs: ['x', 'index'],
  outputShape: (shapes) => [shapes.index?.[0] ?? 0, shapes.x?.[1] ?? 0],
  compute(inputs, _, output) {
    const x = floats(inputs, 'x');
    const width = inputs.x?.shape[1] ?? 0;
    integers(inputs, 'index').forEach((row, position) => {
      output.set(x.subarray(row * width, (row + 1) * width), position * width);
    });
  }
};
