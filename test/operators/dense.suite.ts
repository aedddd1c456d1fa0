// What a dense layer and matrix products must be on every backend: the float64 values and gradients, for shapes that tiles of six rows and
// eight columns do not fill, sums longer than one chunk and more rows than one part of a weight gradient.
import { grads, matMul, memory, mul, sum, tensor1d, tensor2d, tidy, type Tensor } from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import type { BackendName } from '#kernels/backend/choices';
import { as1d, as2d } from '#kernels/backend/tensors';
import { dense } from '#kernels/dense/dense';
import { uniformInt } from '#kernels/random/random';
import { expectClose } from './compare';
import { randomMatrix } from './shapes';

const key = { seed: 3, stream: 118, step: 0 };
/** On WebGPU the products are tfjs's own, so a layer has no tiles of ours: rows of single numbers and of vec4 are what it is made of. */
const SHAPES_ON_DEVICE = [
  { rows: 7, inputs: 5, outputs: 9 },
  { rows: 25, inputs: 144, outputs: 256 }
] as const;
const SHAPES = [
  { rows: 1, inputs: 1, outputs: 1 },
  { rows: 6, inputs: 4, outputs: 8 },
  { rows: 7, inputs: 5, outputs: 9 },
  { rows: 700, inputs: 33, outputs: 17 },
  { rows: 2000, inputs: 6, outputs: 24 },
  { rows: 3, inputs: 20_000, outputs: 2 },
  { rows: 25, inputs: 144, outputs: 256 },
  ...Array.from({ length: 12 }, (_, at) => ({
    rows: 1 + uniformInt(key, 3 * at, 60),
    inputs: 1 + uniformInt(key, 3 * at + 1, 40),
    outputs: 1 + uniformInt(key, 3 * at + 2, 40)
  }))
] as const;

/** a [m, k] · b [k, n] in float64. */
function times(a: ArrayLike<number>, b: ArrayLike<number>, m: number, k: number, n: number): Float64Array {
  const out = new Float64Array(m * n);
  for (let i = 0; i < m; i++)
    for (let t = 0; t < k; t++)
      for (let j = 0; j < n; j++) out[i * n + j] = (out[i * n + j] ?? 0) + (a[i * k + t] ?? 0) * (b[t * n + j] ?? 0);
  return out;
}

/** aᵀ for a [rows, columns]. */
function transposed(a: ArrayLike<number>, rows: number, columns: number): Float32Array {
  return Float32Array.from(
    { length: rows * columns },
    (_, at) => a[(at % rows) * columns + Math.floor(at / rows)] ?? 0
  );
}

async function take(tensors: readonly (Tensor | undefined)[]): Promise<Float32Array[]> {
  const values: Float32Array[] = [];
  for (const one of tensors) {
    if (!one) throw new Error('A result is missing');
    values.push(Float32Array.from(await one.data()));
    one.dispose();
  }
  return values;
}

export function describeDense(backend: BackendName): void {
  const shapes = backend === 'webgpu' ? SHAPES_ON_DEVICE : SHAPES;
  describe.each([1, 0.01])('a dense layer of slope %d', (slope) => {
    it.each(shapes)('has the float64 values and gradients for $rows rows, $inputs → $outputs', async (shape) => {
      const { rows, inputs, outputs } = shape;
      const before = memory().numTensors;
      const x = randomMatrix(1, rows, inputs);
      const weight = randomMatrix(2, inputs, outputs);
      const bias = randomMatrix(3, 1, outputs);
      const upstream = randomMatrix(4, rows, outputs);
      const results = tidy(() => {
        const given = [tensor2d(x, [rows, inputs]), tensor2d(weight, [inputs, outputs]), tensor1d(bias)];
        const up = tensor2d(upstream, [rows, outputs]);
        const layer = (a: Tensor, w: Tensor, b: Tensor): Tensor => dense(as2d(a), as2d(w), as1d(b), slope);
        const slopes = grads((a, w, b) => sum(mul(up, layer(a ?? up, w ?? up, b ?? up))))(given);
        const [a, w, b] = given;
        if (!a || !w || !b) throw new Error('Three inputs');
        return [layer(a, w, b), ...slopes];
      });
      const [y = [], dx = [], dw = [], db = []] = await take(results);
      const linear = times(x, weight, rows, inputs, outputs).map((v, at) => v + (bias[at % outputs] ?? 0));
      const u = Float64Array.from(upstream, (v, at) => (slope < 1 && !((y[at] ?? 0) > 0) ? slope * v : v));
      expectClose(
        y,
        linear.map((v) => (v > 0 ? v : slope * v))
      );
      expectClose(dx, times(u, transposed(weight, inputs, outputs), rows, outputs, inputs));
      expectClose(dw, times(transposed(x, rows, inputs), u, inputs, rows, outputs));
      expectClose(db, times(new Float32Array(rows).fill(1), u, 1, rows, outputs));
      expect(memory().numTensors).toBe(before);
    });
  });

  // For WebGPU those of matmul-gradient.suite.ts, with every transpose, are enough: each takes a program of tfjs's.
  if (backend !== 'webgpu')
    it.each(SHAPES)(
      'products with and without transposes are the float64 ones: $rows × $inputs × $outputs',
      async (s) => {
        const { rows, inputs, outputs } = s;
        const [a, b] = [randomMatrix(5, rows, inputs), randomMatrix(6, inputs, outputs)];
        const expected = times(a, b, rows, inputs, outputs);
        const results = tidy(() => {
          const [plain, turned] = [tensor2d(a, [rows, inputs]), tensor2d(transposed(a, rows, inputs), [inputs, rows])];
          const right = tensor2d(b, [inputs, outputs]);
          const turnedRight = tensor2d(transposed(b, inputs, outputs), [outputs, inputs]);
          return [
            matMul(plain, right),
            matMul(plain, turnedRight, false, true),
            matMul(turned, right, true, false),
            matMul(turned, turnedRight, true, true)
          ];
        });
        for (const values of await take(results)) expectClose(values, expected);
      }
    );

  it('a dense layer refuses shapes that do not fit and slopes that hide the sign', () => {
    const [x, weight, bias] = [tensor2d([1, 2], [1, 2]), tensor2d([1, 2], [2, 1]), tensor1d([1])];
    expect(() => dense(weight, weight, bias)).toThrow(/Rows of 1, a weight \[2, 1\] and 1 biases/);
    expect(() => dense(x, weight, tensor1d([1, 2]))).toThrow(/and 2 biases/);
    expect(() => dense(x, weight, bias, 0)).toThrow(/slope of 0 is not above 0/);
    [x, weight, bias].forEach((t) => t.dispose());
  });
}
