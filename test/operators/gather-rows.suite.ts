// What gathering rows must do on every backend: rows come out bit for bit, gradients of repeated rows add up.
import { grad, memory, tensor2d, tidy } from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { as2d } from '#kernels/backend/tensors';
import { disposeRowIndex, gatherRows, makeRowIndex } from '#kernels/gather-rows/gather-rows';
import { uniformInt } from '#kernels/random/random';
import { expectClose } from './compare';
import { ALTERNATING_WIDTHS, randomMatrix } from './shapes';

export function describeGatherRows(): void {
  describe('gatherRows', () => {
    it.each([
      [1, 1, 1],
      [10, 25, 3],
      [200, 64, 32],
      [33, 300, 8],
      [7, 1, 33],
      [90, 70, 256],
      [5, 0, 4],
      // Rows that more positions come from than one thread adds up.
      [3, 1000, 32],
      [3, 1000, 5],
      ...ALTERNATING_WIDTHS.map((width) => [40, 60, width])
    ])('takes rows and adds up their gradients (%i rows, %i picks, width %i)', async (rows, picks, width) => {
      const before = memory().numTensors;
      const x = randomMatrix(rows, rows, width);
      const weights = randomMatrix(picks + 1, picks, width);
      const key = { seed: picks, stream: 1, step: 0 };
      const index = Int32Array.from({ length: picks }, (_, i) => uniformInt(key, i, rows));
      const plan = makeRowIndex(index, rows);
      const [y, dx] = tidy(() => {
        const t = tensor2d(x, [rows, width]);
        const w = tensor2d(weights, [picks, width]);
        return [gatherRows(t, plan), grad((u) => gatherRows(as2d(u), plan))(t, w)];
      });
      const expected = new Float64Array(rows * width);
      const taken = new Float64Array(picks * width);
      index.forEach((row, pick) => {
        for (let c = 0; c < width; c++) {
          taken[pick * width + c] = x[row * width + c] ?? 0;
          expected[row * width + c] = (expected[row * width + c] ?? 0) + (weights[pick * width + c] ?? 0);
        }
      });
      expect(Array.from(await y.data())).toEqual(Array.from(taken));
      expectClose(await dx.data(), expected);
      y.dispose();
      dx.dispose();
      disposeRowIndex(plan);
      expect(memory().numTensors).toBe(before);
    });

    it('refuses an index outside the matrix, and a matrix that the plan is not for', () => {
      expect(() => makeRowIndex(Int32Array.from([0, 4]), 4)).toThrow(/Row 4 is outside 0..3/);
      expect(() => makeRowIndex(Int32Array.from([-1]), 4)).toThrow(/Row -1 is outside 0..3/);
      const plan = makeRowIndex(Int32Array.from([1]), 4);
      const x = tensor2d([1, 2, 3], [3, 1]);
      expect(() => gatherRows(x, plan)).toThrow(/for 4 rows, the matrix has 3/);
      x.dispose();
      disposeRowIndex(plan);
    });
  });
}
