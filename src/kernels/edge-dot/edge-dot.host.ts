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
      // Four chains, so that additions do not wait for each other.
      let s0 = 0, s1 = 0, s2 = 0, s3 = 0; // prettier-ignore
      let c = 0;
      for (; c + 4 <= width; c += 4) {
        s0 += (x[a + c] ?? 0) * (y[b + c] ?? 0);
        s1 += (x[a + c + 1] ?? 0) * (y[b + c + 1] ?? 0);
        s2 += (x[a + c + 2] ?? 0) * (y[b + c + 2] ?? 0);
        s3 += (x[a + c + 3] ?? 0) * (y[b + c + 3] ?? 0);
      }
      for (; c < width; c++) s0 += (x[a + c] ?? 0) * (y[b + c] ?? 0);
      output[e] = s0 + s1 + (s2 + s3);
    }
  }
};
