// What fused BPR must do on every backend: the float64 loss and gradient, for batches with repeated rows and rows in several
// roles, and exact limits where the margin is large.
import { grad, memory, mul, tensor2d, tidy } from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { as2d } from '#kernels/backend/tensors';
import { bprLoss, disposeTripleIndex, makeTripleIndex } from '#kernels/bpr/bpr';
import { uniformInt } from '#kernels/random/random';
import { expectClose } from './compare';
import { ALTERNATING_WIDTHS, randomMatrix } from './shapes';

const SHAPES = [
  { rows: 3, batch: 1, width: 8 },
  { rows: 40, batch: 64, width: 3 },
  { rows: 300, batch: 512, width: 32 },
  { rows: 50, batch: 100, width: 33 },
  { rows: 30, batch: 20, width: 256 },
  { rows: 100_000, batch: 300, width: 4 },
  { rows: 500, batch: 8192, width: 8 },
  ...ALTERNATING_WIDTHS.map((width) => ({ rows: 40, batch: 64, width }))
] as const;

function reference(x: Float32Array, lists: readonly Int32Array[], width: number, upstream: number) {
  const [anchors = new Int32Array(), positives, negatives] = lists;
  const gradient = new Float64Array(x.length);
  let loss = 0;
  anchors.forEach((anchor, b) => {
    const [a, p, n] = [anchor * width, (positives?.[b] ?? 0) * width, (negatives?.[b] ?? 0) * width];
    let margin = 0;
    for (let c = 0; c < width; c++) margin += (x[a + c] ?? 0) * ((x[p + c] ?? 0) - (x[n + c] ?? 0));
    loss += Math.log1p(Math.exp(-margin)) / anchors.length;
    const pull = upstream / (1 + Math.exp(margin)) / anchors.length;
    for (let c = 0; c < width; c++) {
      gradient[a + c] = (gradient[a + c] ?? 0) + pull * ((x[n + c] ?? 0) - (x[p + c] ?? 0));
      gradient[p + c] = (gradient[p + c] ?? 0) - pull * (x[a + c] ?? 0);
      gradient[n + c] = (gradient[n + c] ?? 0) + pull * (x[a + c] ?? 0);
    }
  });
  return { loss, gradient };
}

export function describeBpr(): void {
  describe('bprLoss', () => {
    it.each(SHAPES)(
      'equals the float64 loss and gradient for $batch triples of $rows rows, width $width',
      async (shape) => {
        const { rows, batch, width } = shape;
        const before = memory().numTensors;
        const x = randomMatrix(rows, rows, width).map((value) => 4 * value);
        const lists = [0, 1, 2].map((role) =>
          Int32Array.from({ length: batch }, (_, b) => uniformInt({ seed: rows, stream: 113, step: role }, b, rows))
        );
        const [anchors = new Int32Array(), positives = anchors, negatives = anchors] = lists;
        const index = makeTripleIndex(anchors, positives, negatives, rows);
        const [loss, dx] = tidy(() => {
          const t = tensor2d(x, [rows, width]);
          return [bprLoss(t, index), grad((u) => mul(bprLoss(as2d(u), index), 3))(t)];
        });
        const expected = reference(x, lists, width, 3);
        expectClose(await loss.data(), [expected.loss]);
        expectClose(await dx.data(), expected.gradient);
        [loss, dx].forEach((t) => t.dispose());
        disposeTripleIndex(index);
        expect(memory().numTensors).toBe(before);
      }
    );

    it('neither overflows nor loses the gradient where the margin is 1000 either way', async () => {
      const x = tensor2d([100, 10, 0], [3, 1]);
      const index = makeTripleIndex(Int32Array.of(0, 0), Int32Array.of(1, 2), Int32Array.of(2, 1), 3);
      const [loss, dx] = tidy(() => [bprLoss(x, index), grad((u) => bprLoss(as2d(u), index))(x)]);
      expectClose(await loss.data(), [500]);
      expectClose(await dx.data(), [5, 50, -50]);
      [loss, dx, x].forEach((t) => t.dispose());
      disposeTripleIndex(index);
    });

    it('refuses rows outside, lists of unequal length and a matrix of another height', () => {
      const one = Int32Array.of(0);
      expect(() => makeTripleIndex(one, one, Int32Array.of(5), 5)).toThrow(/Row 5 is outside 0\.\.4/);
      expect(() => makeTripleIndex(one, one, new Int32Array(), 5)).toThrow(/one length, got 1, 1, 0/);
      const index = makeTripleIndex(one, one, one, 5);
      const x = tensor2d([1, 2], [2, 1]);
      expect(() => bprLoss(x, index)).toThrow(/of 5 rows, the matrix has 2/);
      x.dispose();
      disposeTripleIndex(index);
    });
  });
}
