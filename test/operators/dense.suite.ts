// What a dense layer and matrix products must be on every backend: the float64 values and gradients, for shapes that tiles of six rows and
// eight columns do not fill, sums longer than one chunk and more rows than one part of a weight gradient.
import { grads, matMul, memory, mul, sum, tensor1d, tensor2d, tidy, type Tensor } from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import type { BackendName } from '#kernels/backend/choices';
import { as1d, as2d } from '#kernels/backend/tensors';
import { dense, denseTwice } from '#kernels/dense/dense';
import { uniformInt } from '#kernels/random/random';
import { expectClose } from './compare';
import { randomMatrix } from './shapes';

const key = { seed: 3, stream: 118, step: 0 };
/** Fewer on WebGPU: a software GPU takes two seconds to compile a large tile, so these shapes share programs where they can. */
const SHAPES_ON_DEVICE = [
  { rows: 1, inputs: 1, outputs: 1 },
  { rows: 7, inputs: 5, outputs: 9 },
  { rows: 30, inputs: 12, outputs: 15 },
  { rows: 25, inputs: 144, outputs: 256 },
  { rows: 1100, inputs: 68, outputs: 36 }
] as const;
/** Tails on every side, single numbers, a sum in parts; small ones are in matmul-gradient.suite.ts. */
const PRODUCTS_ON_DEVICE = [{ rows: 61, inputs: 1030, outputs: 62 }] as const;
const SLOPE = 0.01;
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
  describe.each([1, SLOPE])('a dense layer of slope %d', (slope) => {
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

  it.each(backend === 'webgpu' ? PRODUCTS_ON_DEVICE : SHAPES)(
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

  it.each([
    { rows: 9, inputs: 6, hidden: 10, outputs: 5 },
    { rows: 25, inputs: 144, hidden: 256, outputs: 520 }
  ])(
    'two layers have the values and gradients of one after the other, twice with the same bits: $hidden',
    async (s) => {
      const { rows, inputs, hidden, outputs } = s;
      const arrays = [
        randomMatrix(7, rows, inputs),
        randomMatrix(8, inputs, hidden),
        randomMatrix(9, 1, hidden),
        randomMatrix(10, hidden, outputs),
        randomMatrix(11, 1, outputs)
      ] as const;
      const [x, w0, b0, w1, b1] = arrays;
      const upstream = randomMatrix(12, rows, outputs);
      const once = () =>
        take(
          tidy(() => {
            const given = [
              tensor2d(x, [rows, inputs]),
              tensor2d(w0, [inputs, hidden]),
              tensor1d(b0),
              tensor2d(w1, [hidden, outputs]),
              tensor1d(b1)
            ];
            const up = tensor2d(upstream, [rows, outputs]);
            const layers = (...of: readonly Tensor[]): Tensor => {
              const [a = up, u = up, v = up, w = up, z = up] = of;
              return denseTwice(as2d(a), { weight: as2d(u), bias: as1d(v) }, { weight: as2d(w), bias: as1d(z) }, SLOPE);
            };
            return [layers(...given), ...grads((...of) => sum(mul(up, layers(...of))))(given)];
          })
        );
      const before = memory().numTensors;
      const [y = [], dx = [], dw0 = [], db0 = [], dw1 = [], db1 = []] = await once();
      const linear = times(x, w0, rows, inputs, hidden).map((v, at) => v + (b0[at % hidden] ?? 0));
      const between = linear.map((v) => (v > 0 ? v : SLOPE * v));
      const expected = times(between, w1, rows, hidden, outputs).map((v, at) => v + (b1[at % outputs] ?? 0));
      const pulled = times(upstream, transposed(w1, hidden, outputs), rows, outputs, hidden);
      const u = pulled.map((v, at) => ((linear[at] ?? 0) > 0 ? v : SLOPE * v));
      const ones = new Float32Array(rows).fill(1);
      expectClose(y, expected);
      expectClose(dx, times(u, transposed(w0, inputs, hidden), rows, hidden, inputs));
      expectClose(dw0, times(transposed(x, rows, inputs), u, inputs, rows, hidden));
      expectClose(db0, times(ones, u, 1, rows, hidden));
      expectClose(dw1, times(transposed(between, rows, hidden), upstream, hidden, rows, outputs));
      expectClose(db1, times(ones, upstream, 1, rows, outputs));
      expect(await once()).toEqual([y, dx, dw0, db0, dw1, db1]);
      expect(memory().numTensors).toBe(before);
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
