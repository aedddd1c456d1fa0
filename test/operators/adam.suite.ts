// What a step of Adam must do on every backend: PyTorch's formula, in float64.
import { memory, tensor1d, tensor2d, tidy, type Tensor2D } from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { adamStep } from '#kernels/adam/adam';
import { expectClose } from './compare';
import { ALTERNATING_WIDTHS, randomMatrix } from './shapes';

const CASES = [{ size: 700, l2: 1e-2 }, { size: 1, l2: 0 }, ...ALTERNATING_WIDTHS.map((size) => ({ size, l2: 0 }))];

export function describeAdam(): void {
  describe('adamStep', () => {
    it.each(CASES)('follows the float64 formula over three steps ($size parameters, l2 $l2)', async ({ size, l2 }) => {
      const before = memory().numTensors;
      const start = randomMatrix(1, 1, size);
      const settings = { learningRate: 1e-3, beta1: 0.9, beta2: 0.999, epsilon: 1e-8, l2 };
      let state: Tensor2D = tidy(() => tensor2d([...start, ...new Float32Array(2 * size)], [3, size]));
      const theta = Float64Array.from(start);
      const m = new Float64Array(size);
      const v = new Float64Array(size);
      for (let step = 1; step <= 3; step++) {
        const gradient = randomMatrix(step + 10, 1, size);
        const next = tidy(() => adamStep(state, tensor1d(gradient), { ...settings, step }));
        state.dispose();
        state = next;
        for (let i = 0; i < size; i++) {
          const g = (gradient[i] ?? 0) + 2 * l2 * (theta[i] ?? 0);
          m[i] = 0.9 * (m[i] ?? 0) + 0.1 * g;
          v[i] = 0.999 * (v[i] ?? 0) + 0.001 * g * g;
          const corrected = (m[i] ?? 0) / (1 - 0.9 ** step) / (Math.sqrt((v[i] ?? 0) / (1 - 0.999 ** step)) + 1e-8);
          theta[i] = (theta[i] ?? 0) - 1e-3 * corrected;
        }
      }
      const out = await state.data();
      expectClose(out.slice(0, size), theta, 1e-6);
      expectClose(out.slice(size, 2 * size), m);
      expectClose(out.slice(2 * size), v);
      state.dispose();
      expect(memory().numTensors).toBe(before);
    });

    it('refuses a state and a gradient that do not fit', () => {
      const state = tensor2d([1, 2, 3], [3, 1]);
      const gradient = tensor1d([1, 2]);
      const settings = { step: 1, learningRate: 1, beta1: 0.9, beta2: 0.999, epsilon: 1e-8, l2: 0 };
      expect(() => adamStep(state, gradient, settings)).toThrow(/state \[3, P\] and a gradient \[P\]/);
      state.dispose();
      gradient.dispose();
    });
  });
}
