// What the matrix product and its gradient must be on every backend, whichever way it takes its transposes: the float64
// ones, for matrices and for stacks of them.
import { grads, matMul, memory, mul, sum, tensor, tidy } from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { expectClose } from './compare';
import { randomMatrix } from './shapes';

const [M, K, N] = [17, 9, 13];
const FLAGS = [
  [false, false],
  [false, true],
  [true, false],
  [true, true]
] as const;

/** Each of the stacked row-major matrices [rows, columns] transposed. */
function transposed(stack: Float32Array, rows: number, columns: number): Float32Array {
  const size = rows * columns;
  return stack.map((_, i) => {
    const [block, at] = [Math.floor(i / size) * size, i % size];
    return stack[block + (at % rows) * columns + Math.floor(at / rows)] ?? 0;
  });
}

export function describeMatMulGradient(): void {
  describe.each([[[]], [[4]], [[2, 3]]])('the matrix product and its gradient, stacked %j', (stack: number[]) => {
    it.each(FLAGS)('equal the float64 ones with transposes %s, %s', async (ta, tb) => {
      const before = memory().numTensors;
      const count = stack.reduce((a, b) => a * b, 1);
      const a = randomMatrix(1, count * M, K);
      const b = randomMatrix(2, count * K, N);
      const dy = randomMatrix(3, count * M, N);
      const [y, da, db] = tidy(() => {
        const first = ta ? tensor(transposed(a, M, K), [...stack, K, M]) : tensor(a, [...stack, M, K]);
        const second = tb ? tensor(transposed(b, K, N), [...stack, N, K]) : tensor(b, [...stack, K, N]);
        const weights = tensor(dy, [...stack, M, N]);
        return [
          matMul(first, second, ta, tb),
          ...grads((x, y) => sum(mul(weights, matMul(x, y, ta, tb))))([first, second])
        ];
      });
      const expected = new Float64Array(count * M * N);
      const expectA = new Float64Array(count * M * K);
      const expectB = new Float64Array(count * K * N);
      for (let s = 0; s < count; s++)
        for (let i = 0; i < M; i++)
          for (let j = 0; j < K; j++)
            for (let c = 0; c < N; c++) {
              const atA = s * M * K + (ta ? j * M + i : i * K + j);
              const atB = s * K * N + (tb ? c * K + j : j * N + c);
              const at = s * M * N + i * N + c;
              const weight = dy[at] ?? 0;
              expected[at] = (expected[at] ?? 0) + (a[s * M * K + i * K + j] ?? 0) * (b[s * K * N + j * N + c] ?? 0);
              expectA[atA] = (expectA[atA] ?? 0) + weight * (b[s * K * N + j * N + c] ?? 0);
              expectB[atB] = (expectB[atB] ?? 0) + weight * (a[s * M * K + i * K + j] ?? 0);
            }
      if (!y || !da || !db) throw new Error('no results');
      expectClose(await y.data(), expected);
      expectClose(await da.data(), expectA);
      expectClose(await db.data(), expectB);
      [y, da, db].forEach((result) => result.dispose());
      expect(memory().numTensors).toBe(before);
    });
  });
}
