// What every operator must do on every backend. Run on cpu and wasm in Node and on WebGPU in Chromium.
import { grad, grads, matMul, memory, mul, sum, tensor1d, tensor2d, tidy, type Tensor2D } from '@tensorflow/tfjs-core';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { adamStep } from '#kernels/adam/adam';
import { throwIfDeviceFailed, type BackendName } from '#kernels/backend/backend';
import { as2d } from '#kernels/backend/tensors';
import { disposeRowIndex, gatherRows, makeRowIndex } from '#kernels/gather-rows/gather-rows';
import { randomUniform, uniformArray, uniformInt } from '#kernels/random/random';
import { disposeSparsePair, disposeValues, makeSparsePair, spmm, withValues } from '#kernels/spmm/spmm';
import { startForTest } from './backends';
import { expectClose } from './compare';
import { randomCsr, randomMatrix, sparseGradientReference, sparseReference } from './shapes';

const SHAPES: readonly (readonly [rows: number, columns: number, width: number, degree: number])[] = [
  [1, 1, 1, 1],
  [5, 7, 3, 2],
  [64, 33, 8, 4],
  [301, 200, 32, 9],
  [120, 500, 33, 12],
  [40, 60, 256, 5]
];

export function describeOperators(backend: BackendName, options: { readonly large: boolean }): void {
  describe(`operators on ${backend}`, () => {
    beforeAll(() => startForTest(backend));
    afterEach(() => throwIfDeviceFailed());

    describe('spmm', () => {
      it.each(SHAPES)('equals the float64 product for %i × %i times width %i', async (rows, columns, width, degree) => {
        const csr = randomCsr(rows + width, rows, columns, degree);
        const x = randomMatrix(width, columns, width);
        const pair = makeSparsePair(csr);
        const y = tidy(() => spmm(pair, tensor2d(x, [columns, width])));
        expectClose(await y.data(), sparseReference(csr, x, width));
        y.dispose();
        disposeSparsePair(pair);
      });

      it.each(SHAPES)('has the float64 gradient for %i × %i times width %i', async (rows, columns, width, degree) => {
        const csr = randomCsr(rows + width, rows, columns, degree);
        const x = randomMatrix(width, columns, width);
        const weights = randomMatrix(width + 1, rows, width);
        const pair = makeSparsePair(csr);
        const dx = tidy(() => {
          const w = tensor2d(weights, [rows, width]);
          return grad((t) => sum(mul(w, spmm(pair, as2d(t)))))(tensor2d(x, [columns, width]));
        });
        expectClose(await dx.data(), sparseGradientReference(csr, weights, width));
        dx.dispose();
        disposeSparsePair(pair);
      });

      it('uses the values of withValues in both directions', async () => {
        const csr = randomCsr(3, 50, 40, 6);
        const values = csr.values.map((v, e) => (e % 3 === 0 ? 0 : 2 * v));
        const pair = makeSparsePair(csr);
        const changed = withValues(pair, values);
        const x = randomMatrix(9, 40, 8);
        const dy = randomMatrix(10, 50, 8);
        const [y, dx] = tidy(() => {
          const t = tensor2d(x, [40, 8]);
          return [spmm(changed, t), grad((u) => sum(mul(tensor2d(dy, [50, 8]), spmm(changed, as2d(u)))))(t)];
        });
        expectClose(await y.data(), sparseReference({ ...csr, values }, x, 8));
        expectClose(await dx.data(), sparseGradientReference({ ...csr, values }, dy, 8));
        y.dispose();
        dx.dispose();
        disposeValues(changed);
        disposeSparsePair(pair);
      });

      it('refuses a matrix of the wrong height', () => {
        const pair = makeSparsePair(randomCsr(3, 5, 4, 2));
        const x = tensor2d(new Float32Array(9), [3, 3]);
        expect(() => spmm(pair, x)).toThrow(/4 columns cannot multiply 3 rows/);
        x.dispose();
        disposeSparsePair(pair);
      });

      it.runIf(options.large)('handles 100,000 nodes with a row of degree 5,000', async () => {
        const nodes = 100_000;
        const rowPtr = Int32Array.from({ length: nodes + 1 }, (_, r) => (r === 0 ? 0 : 5000 + Math.floor((r - 1) / 2)));
        const entries = rowPtr[nodes] ?? 0;
        const key = { seed: 5, stream: 105, step: 0 };
        const colIdx = Int32Array.from({ length: entries }, (_, e) => uniformInt(key, e, nodes));
        const csr = { rows: nodes, columns: nodes, rowPtr, colIdx, values: uniformArray(key, entries) };
        const x = randomMatrix(4, nodes, 4);
        const pair = makeSparsePair(csr);
        const y = tidy(() => spmm(pair, tensor2d(x, [nodes, 4])));
        expectClose(await y.data(), sparseReference(csr, x, 4));
        y.dispose();
        disposeSparsePair(pair);
      });
    });

    describe('gatherRows', () => {
      it.each([
        [1, 1, 1],
        [10, 25, 3],
        [200, 64, 32],
        [33, 300, 8]
      ])('takes rows and adds up their gradients (%i rows, %i picks, width %i)', async (rows, picks, width) => {
        const x = randomMatrix(rows, rows, width);
        const weights = randomMatrix(picks, picks, width);
        const index = Int32Array.from({ length: picks }, (_, i) =>
          uniformInt({ seed: picks, stream: 1, step: 0 }, i, rows)
        );
        const plan = makeRowIndex(index, rows);
        const [y, dx] = tidy(() => {
          const t = tensor2d(x, [rows, width]);
          const w = tensor2d(weights, [picks, width]);
          return [gatherRows(t, plan), grad((u) => sum(mul(w, gatherRows(as2d(u), plan))))(t)];
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
      });

      it('refuses an index outside the matrix', () => {
        expect(() => makeRowIndex(Int32Array.from([0, 4]), 4)).toThrow(/Row 4 is outside 0..3/);
      });
    });

    describe('randomUniform', () => {
      it.each([
        { seed: 2023, stream: 8, step: 0 },
        { seed: 4294967295, stream: 1, step: 4000000000 }
      ])('has the bits of the host’s generator for %o', async (key) => {
        const t = randomUniform(key, [1037]);
        expect(Array.from(await t.data())).toEqual(Array.from(uniformArray(key, 1037)));
        t.dispose();
      });
    });

    describe('adamStep', () => {
      it('follows the float64 formula over three steps with decay', async () => {
        const size = 700;
        const start = randomMatrix(1, 1, size);
        const settings = { learningRate: 1e-3, beta1: 0.9, beta2: 0.999, epsilon: 1e-8, l2: 1e-2 };
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
            const g = (gradient[i] ?? 0) + 2 * settings.l2 * (theta[i] ?? 0);
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
      });
    });

    describe('the gradient of the matrix product', () => {
      it.each([
        [false, false],
        [false, true],
        [true, false],
        [true, true]
      ])('equals the float64 one with transposes %s, %s', async (ta, tb) => {
        const [m, k, n] = [17, 9, 13];
        const a = randomMatrix(1, m, k);
        const b = randomMatrix(2, k, n);
        const dy = randomMatrix(3, m, n);
        const transposed = (x: Float32Array, rows: number, columns: number) =>
          x.map((_, i) => x[(i % rows) * columns + Math.floor(i / rows)] ?? 0);
        const [da, db] = tidy(() => {
          const first = ta ? tensor2d(transposed(a, m, k), [k, m]) : tensor2d(a, [m, k]);
          const second = tb ? tensor2d(transposed(b, k, n), [n, k]) : tensor2d(b, [k, n]);
          const weights = tensor2d(dy, [m, n]);
          return grads((x, y) => sum(mul(weights, matMul(as2d(x), as2d(y), ta, tb))))([first, second]);
        });
        const expectA = new Float64Array(m * k);
        const expectB = new Float64Array(k * n);
        for (let i = 0; i < m; i++)
          for (let j = 0; j < k; j++)
            for (let c = 0; c < n; c++) {
              const atA = ta ? j * m + i : i * k + j;
              const atB = tb ? c * k + j : j * n + c;
              expectA[atA] = (expectA[atA] ?? 0) + (dy[i * n + c] ?? 0) * (b[j * n + c] ?? 0);
              expectB[atB] = (expectB[atB] ?? 0) + (dy[i * n + c] ?? 0) * (a[i * k + j] ?? 0);
            }
        if (!da || !db) throw new Error('no gradients');
        expectClose(await da.data(), expectA);
        expectClose(await db.data(), expectB);
        da.dispose();
        db.dispose();
      });
    });

    it('gives identical bits twice, and leaks no tensor', async () => {
      const before = memory().numTensors;
      const csr = randomCsr(77, 300, 300, 9);
      const x = randomMatrix(7, 300, 32);
      const once = async () => {
        const pair = makeSparsePair(csr);
        const plan = makeRowIndex(
          Int32Array.from({ length: 400 }, (_, i) => (i * i) % 300),
          300
        );
        const dx = tidy(() =>
          grad((t) => {
            const rows = gatherRows(spmm(pair, spmm(pair, as2d(t))), plan);
            return sum(mul(rows, rows));
          })(tensor2d(x, [300, 32]))
        );
        const bits = new Uint8Array((await dx.data()).slice().buffer);
        dx.dispose();
        disposeSparsePair(pair);
        disposeRowIndex(plan);
        return bits;
      };
      const first = await once();
      expect(await once()).toEqual(first);
      expect(memory().numTensors).toBe(before);
    });
  });
}
