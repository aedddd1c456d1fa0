// What signed unit noise must be on every backend: the float64 formula, rows of no noise and zeros left alone, and a gradient that
// passes through.
import { grad, memory, mul, sum, tensor2d, tidy } from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { as2d } from '#kernels/backend/tensors';
import { uniformArray } from '#kernels/random/random';
import { signNoise } from '#kernels/sign-noise/sign-noise';
import { expectClose } from './compare';
import { ALTERNATING_WIDTHS, randomMatrix } from './shapes';

const SHAPES = [[1, 8], [300, 32], [40, 33], ...ALTERNATING_WIDTHS.map((width) => [40, width] as const)] as const;

export function describeSignNoise(): void {
  describe('signNoise', () => {
    it.each(SHAPES)(
      'adds noise of length eps on the side of the sign, for %i rows of width %i',
      async (rows, width) => {
        const before = memory().numTensors;
        const x = randomMatrix(8, rows, width);
        const noise = uniformArray({ seed: 1, stream: 117, step: rows }, rows * width);
        x[0] = 0;
        noise.fill(0, (rows - 1) * width);
        const weights = randomMatrix(9, rows, width);
        const [y, dx] = tidy(() => {
          const draws = tensor2d(noise, [rows, width]);
          const w = tensor2d(weights, [rows, width]);
          const t = tensor2d(x, [rows, width]);
          return [signNoise(t, draws, 0.9), grad((u) => sum(mul(w, signNoise(as2d(u), draws, 0.9))))(t)];
        });
        const expected = Float64Array.from(x, (value, i) => {
          const row = Math.floor(i / width);
          const length = Math.hypot(...noise.subarray(row * width, (row + 1) * width));
          return value + (0.9 * Math.sign(value) * (noise[i] ?? 0)) / Math.max(length, 1e-12);
        });
        expectClose(await y.data(), expected);
        expect(Array.from(await dx.data())).toEqual(Array.from(weights));
        y.dispose();
        dx.dispose();
        expect(memory().numTensors).toBe(before);
      }
    );

    it('refuses noise of another shape', () => {
      const [x, noise] = [tensor2d([1, 2], [1, 2]), tensor2d([1], [1, 1])];
      expect(() => signNoise(x, noise, 1)).toThrow(/Noise \[1,1\] does not fit rows \[1,2\]/);
      x.dispose();
      noise.dispose();
    });
  });
}
