// What rows of length one must be on every backend: the float64 values and gradients, of a row of zeros too. At width 1 the gradient is 0, and
// what rounding leaves of it has no scale.
import { grad, memory, tensor2d, tidy } from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { as2d } from '#kernels/backend/tensors';
import { unitRows, type Floor } from '#kernels/unit-rows/unit-rows';
import { expectClose } from './compare';
import { ALTERNATING_WIDTHS, randomMatrix } from './shapes';

const FLOORS: readonly Floor[] = [
  { added: 1e-8, least: 0 },
  { added: 0, least: 1e-24 },
  { added: 0, least: 0.5 }
];
const ROWS = 13;

function reference(x: Float32Array, dy: Float32Array, width: number, { added, least }: Floor) {
  const [y, dx] = [new Float64Array(x.length), new Float64Array(x.length)];
  for (let row = 0; row < ROWS; row++) {
    const at = Array.from({ length: width }, (_, k) => row * width + k);
    const square = at.reduce((sum, i) => sum + (x[i] ?? 0) ** 2, added);
    const norm = Math.sqrt(Math.max(square, least));
    const along = square < least ? 0 : at.reduce((sum, i) => sum + (x[i] ?? 0) * (dy[i] ?? 0), 0) / norm ** 2;
    for (const i of at) {
      y[i] = (x[i] ?? 0) / norm;
      dx[i] = ((dy[i] ?? 0) - along * (x[i] ?? 0)) / norm;
    }
  }
  return { y, dx };
}

export function describeUnitRows(): void {
  describe.each(FLOORS)('unit rows with $added added, at least $least', (floor) => {
    it.each([4, 32, ...ALTERNATING_WIDTHS.filter((width) => width > 1)])(
      'have the float64 values and gradients at width %d',
      async (width) => {
        const before = memory().numTensors;
        const [x, dy] = [randomMatrix(width, ROWS, width), randomMatrix(width + 1, ROWS, width)];
        x.fill(0, 2 * width, 3 * width);
        dy.fill(0, 2 * width, 3 * width); // A gradient there is divided by the floor alone: 1e12 times as large as the others.
        const once = () =>
          tidy(() => [
            unitRows(tensor2d(x, [ROWS, width]), floor),
            grad((t) => unitRows(as2d(t), floor))(tensor2d(x, [ROWS, width]), tensor2d(dy, [ROWS, width]))
          ]);
        const values = await Promise.all(
          once().map(async (tensor) => {
            const data = Float32Array.from(await tensor.data());
            tensor.dispose();
            return data;
          })
        );
        const expected = reference(x, dy, width, floor);
        expectClose(values[0] ?? x, expected.y);
        expectClose(values[1] ?? x, expected.dx);
        expect(memory().numTensors).toBe(before);
      }
    );
  });
}
