// What losses are made of on every backend: sums of columns and of squares, a tensor times a number, losses added to their sums. Where a
// backend has no program for it, tfjs's own operations must come to the same.
import { grad, memory, scalar, tensor1d, tensor2d, tidy, type Tensor } from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { asScalar } from '#kernels/backend/tensors';
import { addToSums, MOST_TERMS } from '#kernels/loss-sums/loss-sums';
import { scaled } from '#kernels/scaled/scaled';
import { squaredNorm } from '#kernels/squared-norm/squared-norm';
import { hasStridedSum, stridedSum } from '#kernels/strided-sum/strided-sum';
import { expectClose } from './compare';
import { randomMatrix } from './shapes';

async function valuesOf(make: () => Tensor): Promise<Float32Array> {
  const made = tidy(make);
  const values = Float32Array.from(await made.data());
  made.dispose();
  return values;
}

export function describeLosses(): void {
  describe('what losses are made of', () => {
    it.each([1, 255, 256, 4099])('a column of %d rows is added up, the same bits twice', async (rows) => {
      if (!hasStridedSum()) return;
      const x = randomMatrix(rows, rows, 6);
      const before = memory().numTensors;
      const stride = { start: 4, stride: 6, count: rows, factor: -0.5 };
      const once = () => valuesOf(() => stridedSum(tensor2d(x, [rows, 6]), stride));
      const found = await once();
      let sum = 0;
      for (let row = 0; row < rows; row++) sum += -0.5 * (x[6 * row + 4] ?? 0);
      expectClose(found, Float64Array.of(sum));
      expect(await once()).toEqual(found);
      expect(memory().numTensors).toBe(before);
    });

    it.each([4, 1024, 100_000])('squares of the first %d numbers are added up', async (count) => {
      const x = randomMatrix(count, 3, count);
      const matrix = tensor2d(x, [3, count]);
      const norm = squaredNorm(matrix, count, 0.25);
      matrix.dispose();
      if (!norm) return;
      const values = await norm.data<'float32'>();
      norm.dispose();
      expectClose(values, Float64Array.of(0.25 * x.subarray(0, count).reduce((sum, value) => sum + value * value, 0)));
    });

    it.each([1, 3, 8, 33])('a tensor of %d numbers times a number, with its gradient', async (size) => {
      const before = memory().numTensors;
      const x = randomMatrix(size, 1, size);
      expectClose(
        await valuesOf(() => scaled(tensor1d(x), -3)),
        Float64Array.from(x, (value) => -3 * value)
      );
      expectClose(
        await valuesOf(() => grad((t) => scaled(t, -3))(tensor1d(x), tensor1d(x))),
        Float64Array.from(x, (value) => -3 * value)
      );
      expect(await valuesOf(() => scaled(scalar(2), 4))).toEqual(Float32Array.of(8));
      expect(memory().numTensors).toBe(before);
    });

    it.each([1, 2, MOST_TERMS, MOST_TERMS + 2])('%d losses are added to their sums', async (terms) => {
      const before = memory().numTensors;
      const sums = Float32Array.from({ length: terms }, (_, at) => 10 * at);
      const found = await valuesOf(() =>
        addToSums(
          tensor1d(sums),
          Array.from({ length: terms }, (_, at) => asScalar(scalar(at + 0.5)))
        )
      );
      expect([...found]).toEqual(Array.from({ length: terms }, (_, at) => 11 * at + 0.5));
      expect(memory().numTensors).toBe(before);
    });
  });
}
