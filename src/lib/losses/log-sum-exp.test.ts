// Against float64 and its central differences, in one block and in several, also where exp overflows float32.
import { engine, memory, tensor2d, tidy } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { startBackend } from '#kernels/backend/backend';
import { normalArray } from '#kernels/random/random';
import { meanLogSumExp } from './log-sum-exp';

const [n, m, d] = [7, 11, 5];

function reference(x: ArrayLike<number>, others: ArrayLike<number>): number {
  let total = 0;
  for (let i = 0; i < n; i++) {
    const s = Array.from({ length: m }, (_, o) => {
      let sum = 0;
      for (let k = 0; k < d; k++) sum += (x[i * d + k] ?? 0) * (others[o * d + k] ?? 0);
      return sum;
    });
    const largest = Math.max(...s);
    total += largest + Math.log(s.reduce((z, value) => z + Math.exp(value - largest), 0));
  }
  return total / n;
}

describe.each(['cpu', 'wasm'] as const)('on %s', (backend) => {
  beforeAll(async () => {
    await startBackend(backend, { wasmBinaries: 'node_modules/@tensorflow/tfjs-backend-wasm/dist/' });
  });

  it.each([
    [1, undefined],
    [1, 20],
    [12, undefined],
    [12, 1]
  ])('has the value and gradients of the formula for rows of scale %f, blocks of %s', (scale, block) => {
    const draw = (count: number, step: number): Float32Array =>
      Float32Array.from(normalArray({ seed: 1, stream: 130, step }, count), (value) => scale * value);
    const [x, others] = [draw(n * d, 0), draw(m * d, 1)];
    const before = memory().numTensors;
    const { value, dx, dc } = tidy(() => {
      const inputs = [tensor2d(x, [n, d]), tensor2d(others, [m, d])] as const;
      const { value, grads } = engine().gradients(() => meanLogSumExp(inputs[0], inputs[1], block), [...inputs]);
      return { value: value.dataSync()[0] ?? NaN, dx: grads[0]?.dataSync() ?? [], dc: grads[1]?.dataSync() ?? [] };
    });
    expect(memory().numTensors).toBe(before);
    expect(Math.abs(value / reference(x, others) - 1)).toBeLessThan(1e-6);
    const slope = (of: 'x' | 'others', at: number): number => {
      const moved = (by: number): number => {
        const [a, b] = [Float64Array.from(x), Float64Array.from(others)];
        const target = of === 'x' ? a : b;
        target[at] = (target[at] ?? 0) + by;
        return reference(a, b);
      };
      return (moved(1e-5) - moved(-1e-5)) / 2e-5;
    };
    for (const at of [0, 8, 34]) expect(dx[at]).toBeCloseTo(slope('x', at), 3);
    for (const at of [0, 21, 54]) expect(dc[at]).toBeCloseTo(slope('others', at), 3);
  });
});
