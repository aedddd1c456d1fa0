// Dot products along entries on typed arrays.
import { floats, integers, type HostKernel } from '../backend/host-kernel';
import { EDGE_DOT } from './edge-dot';

export const edgeDotHost: HostKernel = {
  name: EDGE_DOT,
  inputs: ['x', 'y', 'rowOf', 'colIdx'],
  outputShape: (shapes) => [shapes.colIdx?.[0] ?? 0],
  compute(inputs, _, output) {
    const [x, y] = [floats(inputs, 'x'), floats(inputs, 'y')];
    const [rowOf, colIdx] = [integers(inputs, 'rowOf'), integers(inputs, 'colIdx')];
    const width = inputs.x?.shape[1] ?? 0;
    for (let e = 0; e < output.length; e++) {
      const a = (rowOf[e] ?? 0) * width;
      const b = (colIdx[e] ?? 0) * width;
      let sum = 0;
      for (let c = 0; c < width; c++) sum += (x[a + c] ?? 0) * (y[b + c] ?? 0);
      output[e] = sum;
    }
  }
};
