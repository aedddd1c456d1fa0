// The sparse product on typed arrays. Eight columns at a time stay in local variables, which the engine keeps in
// registers: about twice as fast as adding into the output row (measured at 240,000 entries, width 32).
import type { HostKernel } from '../backend/host-kernel';
import { floats, integers } from '../backend/host-kernel';
import { SPMM } from './spmm';

const BLOCK = 8;

export const spmmHost: HostKernel = {
  name: SPMM,
  inputs: ['x', 'rowPtr', 'colIdx', 'values'],
  optional: ['base'],
  outputShape: (shapes) => [(shapes.rowPtr?.[0] ?? 1) - 1, shapes.x?.[1] ?? 0],
  compute(inputs, _, output) {
    const rowPtr = integers(inputs, 'rowPtr');
    const width = inputs.x?.shape[1] ?? 0;
    sparseDenseProduct(
      rowPtr,
      integers(inputs, 'colIdx'),
      floats(inputs, 'values'),
      floats(inputs, 'x'),
      width,
      output,
      inputs.base ? floats(inputs, 'base') : null
    );
  }
};

/** y [rows, width] = base + A · x [columns, width]; writes every element of y. */
export function sparseDenseProduct(
  rowPtr: Int32Array,
  colIdx: Int32Array,
  values: Float32Array,
  x: Float32Array,
  width: number,
  y: Float32Array,
  base: Float32Array | null = null
): void {
  const rows = rowPtr.length - 1;
  const blocked = width - (width % BLOCK);
  for (let row = 0; row < rows; row++) {
    const start = rowPtr[row] ?? 0;
    const end = rowPtr[row + 1] ?? 0;
    const out = row * width;
    for (let column = 0; column < blocked; column += BLOCK) {
      let s0 = 0, s1 = 0, s2 = 0, s3 = 0, s4 = 0, s5 = 0, s6 = 0, s7 = 0; // prettier-ignore
      for (let e = start; e < end; e++) {
        const value = values[e] ?? 0;
        const from = (colIdx[e] ?? 0) * width + column;
        s0 += value * (x[from] ?? 0);
        s1 += value * (x[from + 1] ?? 0);
        s2 += value * (x[from + 2] ?? 0);
        s3 += value * (x[from + 3] ?? 0);
        s4 += value * (x[from + 4] ?? 0);
        s5 += value * (x[from + 5] ?? 0);
        s6 += value * (x[from + 6] ?? 0);
        s7 += value * (x[from + 7] ?? 0);
      }
      const at = out + column;
      if (base) {
        s0 += base[at] ?? 0;
        s1 += base[at + 1] ?? 0;
        s2 += base[at + 2] ?? 0;
        s3 += base[at + 3] ?? 0;
        s4 += base[at + 4] ?? 0;
        s5 += base[at + 5] ?? 0;
        s6 += base[at + 6] ?? 0;
        s7 += base[at + 7] ?? 0;
      }
      y[at] = s0;
      y[at + 1] = s1;
      y[at + 2] = s2;
      y[at + 3] = s3;
      y[at + 4] = s4;
      y[at + 5] = s5;
      y[at + 6] = s6;
      y[at + 7] = s7;
    }
    for (let column = blocked; column < width; column++) {
      let sum = base?.[out + column] ?? 0;
      for (let e = start; e < end; e++) sum += (values[e] ?? 0) * (x[(colIdx[e] ?? 0) * width + column] ?? 0);
      y[out + column] = sum;
    }
  }
}
