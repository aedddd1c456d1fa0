// What the sparse product must do on every backend: values and gradients against float64, over random shapes with empty
// rows, rows of one entry and a row that holds most of them.
import { grad, memory, mul, sum, tensor1d, tensor2d, tidy } from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { as2d } from '#kernels/backend/tensors';
import { uniformArray, uniformInt } from '#kernels/random/random';
import { spmm, sumOfPowers } from '#kernels/spmm/spmm';
import {
  disposeSparsePair,
  disposeValues,
  makeSparsePair,
  withValues,
  type HostCsr,
  type SparsePair
} from '#kernels/spmm/sparse-pair';
import { expectClose } from './compare';
import { ALTERNATING_WIDTHS, randomCsr, randomMatrix, sparseGradientReference, sparseReference } from './shapes';

/** Widths: vec4 groups, blocks of eight with and without a rest, one column. */
const WIDTHS = [1, 3, 4, 8, 12, 32, 33, 64, 256, ...ALTERNATING_WIDTHS] as const;

/** A · x and the gradient of Σ weights ∘ (A · x) to x. */
async function run(pair: SparsePair, x: Float32Array, weights: Float32Array, width: number) {
  const { rows, columns } = pair.forward;
  const [y, dx] = tidy(() => {
    const t = tensor2d(x, [columns, width]);
    const w = tensor2d(weights, [rows, width]);
    return [spmm(pair, t), grad((u) => sum(mul(w, spmm(pair, as2d(u)))))(t)];
  });
  const result = { y: await y.data(), dx: await dx.data() };
  y.dispose();
  dx.dispose();
  return result;
}

async function expectFloat64(csr: HostCsr, width: number): Promise<void> {
  const x = randomMatrix(width, csr.columns, width);
  const weights = randomMatrix(width + 1, csr.rows, width);
  const pair = makeSparsePair(csr);
  const { y, dx } = await run(pair, x, weights, width);
  expectClose(y, sparseReference(csr, x, width));
  expectClose(dx, sparseGradientReference(csr, weights, width));
  disposeSparsePair(pair);
}

export function describeSpmm(): void {
  describe('spmm', () => {
    it.each(WIDTHS)('equals the float64 product and gradient for random matrices at width %i', async (width) => {
      const before = memory().numTensors;
      for (let trial = 0; trial < 4; trial++) {
        const key = { seed: width, stream: 110, step: trial };
        const rows = 1 + uniformInt(key, 0, 150);
        const columns = 1 + uniformInt(key, 1, 150);
        await expectFloat64(randomCsr(width + 1000 * trial, rows, columns, 1 + uniformInt(key, 2, 12)), width);
      }
      expect(memory().numTensors).toBe(before);
    });

    it('multiplies a matrix of one entry', () => expectFloat64(randomCsr(1, 1, 1, 1), 1));

    it('gives zeros for a matrix without entries, in both directions', async () => {
      const rowPtr = new Int32Array(8);
      const pair = makeSparsePair({
        rows: 7,
        columns: 5,
        rowPtr,
        colIdx: new Int32Array(0),
        values: new Float32Array(0)
      });
      const { y, dx } = await run(pair, randomMatrix(1, 5, 8), randomMatrix(2, 7, 8), 8);
      expect(Array.from(y)).toEqual(Array.from({ length: 56 }, () => 0));
      expect(Array.from(dx)).toEqual(Array.from({ length: 40 }, () => 0));
      disposeSparsePair(pair);
    });

    it.each(['host', 'device'] as const)('uses values given on the %s in both directions', async (where) => {
      const csr = randomCsr(3, 50, 40, 6);
      const values = csr.values.map((v, e) => (e % 3 === 0 ? 0 : 2 * v));
      const x = randomMatrix(9, 40, 8);
      const dy = randomMatrix(10, 50, 8);
      const before = memory().numTensors;
      const pair = makeSparsePair(csr);
      const given = where === 'host' ? null : tensor1d(values);
      const changed = withValues(pair, given ?? values);
      given?.dispose(); // The pair keeps values of its own.
      const result = await run(changed, x, dy, 8);
      expectClose(result.y, sparseReference({ ...csr, values }, x, 8));
      expectClose(result.dx, sparseGradientReference({ ...csr, values }, dy, 8));
      disposeValues(changed);
      disposeSparsePair(pair);
      expect(memory().numTensors).toBe(before);
    });

    it.each([0, 1, 3])('sums the powers up to %i, and its gradient those of the transpose', async (layers) => {
      const [nodes, width] = [300, 12];
      const csr = randomCsr(11, nodes, nodes, 6);
      const [x, weights] = [randomMatrix(5, nodes, width), randomMatrix(6, nodes, width)];
      const before = memory().numTensors;
      const pair = makeSparsePair(csr);
      const [y, dx] = tidy(() => {
        const t = tensor2d(x, [nodes, width]);
        const w = tensor2d(weights, [nodes, width]);
        return [sumOfPowers(pair, t, layers), grad((u) => sum(mul(w, sumOfPowers(pair, as2d(u), layers))))(t)];
      });
      const powers = (apply: (v: Float64Array) => Float64Array, start: Float32Array): Float64Array => {
        let layer: Float64Array = Float64Array.from(start);
        const total = layer.slice();
        for (let l = 0; l < layers; l++) {
          layer = apply(layer);
          layer.forEach((value, i) => (total[i] = (total[i] ?? 0) + value));
        }
        return total;
      };
      expectClose(
        await y.data(),
        powers((v) => sparseReference(csr, v, width), x)
      );
      expectClose(
        await dx.data(),
        powers((v) => sparseGradientReference(csr, v, width), weights)
      );
      y.dispose();
      dx.dispose();
      disposeSparsePair(pair);
      expect(memory().numTensors).toBe(before);
    });

    it('refuses a matrix of the wrong height and a wrong count of values', () => {
      const pair = makeSparsePair(randomCsr(3, 5, 4, 2));
      const x = tensor2d(new Float32Array(9), [3, 3]);
      expect(() => spmm(pair, x)).toThrow(/4 columns cannot multiply 3 rows/);
      expect(() => withValues(pair, new Float32Array(1))).toThrow(/1 values for/);
      x.dispose();
      disposeSparsePair(pair);
    });

    it('handles 100,000 nodes with a row of degree 5,000', async () => {
      const nodes = 100_000;
      const rowPtr = Int32Array.from({ length: nodes + 1 }, (_, r) => (r === 0 ? 0 : 5000 + Math.floor((r - 1) / 2)));
      const entries = rowPtr[nodes] ?? 0;
      const key = { seed: 5, stream: 105, step: 0 };
      const colIdx = Int32Array.from({ length: entries }, (_, e) => uniformInt(key, e, nodes));
      await expectFloat64({ rows: nodes, columns: nodes, rowPtr, colIdx, values: uniformArray(key, entries) }, 4);
    });
  });
}
