// What products along entries, and a sparse product that learns its values, must be on every backend: float64 values and
// gradients over patterns with empty rows, rows of one entry and a row that holds most of them.
import { grads, memory, mul, sum, tensor1d, tensor2d, tidy } from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { as1d, as2d } from '#kernels/backend/tensors';
import { disposeEdgePattern, edgeDot, makeEdgePattern } from '#kernels/edge-dot/edge-dot';
import type { HostCsr } from '#kernels/spmm/sparse-pair';
import { weightedSpmm } from '#kernels/weighted-spmm/weighted-spmm';
import { expectClose } from './compare';
import { ALTERNATING_WIDTHS, randomCsr, randomMatrix, sparseGradientReference, sparseReference } from './shapes';

const WIDTHS = [1, 3, 4, 8, 32, 33, ...ALTERNATING_WIDTHS] as const;

function dotReference(csr: HostCsr, x: ArrayLike<number>, y: ArrayLike<number>, width: number): Float64Array {
  const out = new Float64Array(csr.colIdx.length);
  for (let row = 0; row < csr.rows; row++) {
    for (let e = csr.rowPtr[row] ?? 0; e < (csr.rowPtr[row + 1] ?? 0); e++) {
      for (let c = 0; c < width; c++) {
        out[e] = (out[e] ?? 0) + (x[row * width + c] ?? 0) * (y[(csr.colIdx[e] ?? 0) * width + c] ?? 0);
      }
    }
  }
  return out;
}

const withValues = (csr: HostCsr, values: ArrayLike<number>): HostCsr => ({
  ...csr,
  values: Float32Array.from(values)
});

export function describeEdgeOperators(): void {
  describe.each(WIDTHS)('at width %i', (width) => {
    const csr = randomCsr(40 + width, 60, 50, 7);
    const [x, y] = [randomMatrix(1, 60, width), randomMatrix(2, 50, width)];
    const weights = randomMatrix(3, 1, csr.colIdx.length);

    it('edgeDot has the float64 products and gradients', async () => {
      const before = memory().numTensors;
      const pattern = makeEdgePattern(csr);
      const [value, dx, dy] = tidy(() => {
        const inputs = [tensor2d(x, [60, width]), tensor2d(y, [50, width])] as const;
        const w = tensor1d(weights);
        const [a, b] = grads((p, q) => sum(mul(w, edgeDot(pattern, as2d(p), as2d(q)))))([...inputs]);
        if (!a || !b) throw new Error('no gradients');
        return [edgeDot(pattern, ...inputs), a, b];
      });
      expectClose(await value.data(), dotReference(csr, x, y, width));
      expectClose(await dx.data(), sparseReference(withValues(csr, weights), y, width));
      expectClose(await dy.data(), sparseGradientReference(withValues(csr, weights), x, width));
      [value, dx, dy].forEach((t) => t.dispose());
      disposeEdgePattern(pattern);
      expect(memory().numTensors).toBe(before);
    });

    it('weightedSpmm has the float64 product and the gradients to values and rows', async () => {
      const before = memory().numTensors;
      const pattern = makeEdgePattern(csr);
      const upstream = randomMatrix(4, 60, width);
      const [value, dw, dx] = tidy(() => {
        const inputs = [tensor1d(weights), tensor2d(y, [50, width])] as const;
        const up = tensor2d(upstream, [60, width]);
        const [a, b] = grads((w, z) => sum(mul(up, weightedSpmm(pattern, as1d(w), as2d(z)))))([...inputs]);
        if (!a || !b) throw new Error('no gradients');
        return [weightedSpmm(pattern, ...inputs), a, b];
      });
      expectClose(await value.data(), sparseReference(withValues(csr, weights), y, width));
      expectClose(await dw.data(), dotReference(csr, upstream, y, width));
      expectClose(await dx.data(), sparseGradientReference(withValues(csr, weights), upstream, width));
      [value, dw, dx].forEach((t) => t.dispose());
      disposeEdgePattern(pattern);
      expect(memory().numTensors).toBe(before);
    });
  });

  it('edge operators take a pattern without entries, and refuse rows that do not fit', async () => {
    const empty = {
      rows: 3,
      columns: 2,
      rowPtr: new Int32Array(4),
      colIdx: new Int32Array(),
      values: new Float32Array()
    };
    const pattern = makeEdgePattern(empty);
    const [x, y] = [tensor2d([1, 2, 3], [3, 1]), tensor2d([1, 2], [2, 1])];
    const none = edgeDot(pattern, x, y);
    expect(none.shape).toEqual([0]);
    const zeros = weightedSpmm(pattern, none, y);
    expect(Array.from(await zeros.data())).toEqual([0, 0, 0]);
    expect(() => edgeDot(pattern, y, y)).toThrow(/A pattern \[3, 2\]/);
    expect(() => weightedSpmm(pattern, none, x)).toThrow(/of 0 entries/);
    [x, y, none, zeros].forEach((t) => t.dispose());
    disposeEdgePattern(pattern);
  });
}
