// What exponential sums must be on every backend: the float64 sums, for few rows and many others and the other way round,
// widths with and without vec4 groups, and rows wider than the fused program holds.
import { div, keep, memory, slice, tensor1d, tensor2d, tidy } from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { as2d } from '#kernels/backend/tensors';
import { exponentialSums } from '#kernels/exponential-sums/exponential-sums';
import type { Weights } from '#kernels/exponential-sums/types';
import { uniformArray } from '#kernels/random/random';
import { expectClose } from './compare';
import { ALTERNATING_WIDTHS, randomMatrix } from './shapes';

const SHAPES = [
  { n: 1, m: 1, d: 8 },
  { n: 7, m: 13, d: 3 },
  { n: 64, m: 1000, d: 32 },
  { n: 33, m: 65, d: 33 },
  { n: 20, m: 40, d: 256 },
  { n: 12, m: 30, d: 300 },
  { n: 8192, m: 200, d: 8 },
  { n: 16, m: 100_000, d: 8 },
  { n: 1, m: 4097, d: 64 },
  ...ALTERNATING_WIDTHS.map((d) => ({ n: 40, m: 60, d }))
] as const;
const TEMPERATURE = 0.2;

/** Rows of about unit length, as InfoNCE has them. */
function rowsOf(seed: number, n: number, d: number): Float32Array {
  const scale = Math.sqrt(12 / d);
  return randomMatrix(seed, n, d).map((value) => value * scale);
}

function reference(x: Float32Array, others: Float32Array, v: Float32Array, n: number, m: number, d: number) {
  const totals = new Float64Array(n);
  const sums = new Float64Array(n * d);
  const othersSums = new Float64Array(m * d);
  for (let i = 0; i < n; i++) {
    const e = new Float64Array(m);
    for (let o = 0; o < m; o++) {
      let s = 0;
      for (let k = 0; k < d; k++) s += (x[i * d + k] ?? 0) * (others[o * d + k] ?? 0);
      e[o] = Math.exp(s / TEMPERATURE);
      totals[i] = (totals[i] ?? 0) + (e[o] ?? 0);
    }
    const weight = (v[i] ?? 0) / (totals[i] ?? 1);
    for (let o = 0; o < m; o++) {
      for (let k = 0; k < d; k++) {
        sums[i * d + k] = (sums[i * d + k] ?? 0) + (e[o] ?? 0) * (others[o * d + k] ?? 0);
        othersSums[o * d + k] = (othersSums[o * d + k] ?? 0) + weight * (e[o] ?? 0) * (x[i * d + k] ?? 0);
      }
    }
  }
  return { totals, sums, othersSums };
}

async function run(
  x: Float32Array,
  others: Float32Array,
  v: Float32Array | number,
  n: number,
  m: number,
  d: number,
  ofRows?: Float32Array
) {
  const out = tidy(() => {
    const own = typeof v === 'number' ? null : tensor2d(v, [n, 1]);
    const weights: Weights = own ? (z, start) => as2d(div(slice(own, [start, 0], [z.shape[0], 1]), z)) : Number(v);
    const options = ofRows ? { factors: tensor2d(ofRows, [n, 1]) } : {};
    const result = exponentialSums(tensor2d(x, [n, d]), tensor2d(others, [m, d]), TEMPERATURE, weights, options);
    return [result.totals, result.sums, result.othersSums ?? tensor1d([])].map((t) => keep(t));
  });
  const values = await Promise.all(out.map((t) => t.data()));
  out.forEach((t) => t.dispose());
  return values;
}

export function describeExponentialSums(): void {
  describe('exponentialSums', () => {
    it.each(SHAPES)(
      'equals the float64 sums for $n rows, $m others, width $d, twice with equal bits',
      async ({ n, m, d }) => {
        const before = memory().numTensors;
        const [x, others] = [rowsOf(n + d, n, d), rowsOf(m + 2 * d, m, d)];
        const v = uniformArray({ seed: n, stream: 112, step: m }, n);
        const [totals, sums, othersSums] = await run(x, others, v, n, m, d);
        const expected = reference(x, others, v, n, m, d);
        if (!totals || !sums || !othersSums) throw new Error('No result');
        expectClose(totals, expected.totals);
        expectClose(sums, expected.sums);
        expectClose(othersSums, expected.othersSums);
        expect(await run(x, others, v, n, m, d)).toEqual([totals, sums, othersSums]);
        expect(memory().numTensors).toBe(before);
      }
    );

    it.each(SHAPES.filter(({ m }) => m < 10_000))(
      'equals them where one number over z is each row’s weight, for $n rows, $m others, width $d',
      async ({ n, m, d }) => {
        const [x, others] = [rowsOf(n + d, n, d), rowsOf(m + 2 * d, m, d)];
        const results = await run(x, others, 0.7, n, m, d);
        const expected = reference(x, others, new Float32Array(n).fill(0.7), n, m, d);
        [expected.totals, expected.sums, expected.othersSums].forEach((values, at) => {
          expectClose(results[at] ?? new Float32Array(), values);
        });
        expect(await run(x, others, 0.7, n, m, d)).toEqual(results);
      }
    );

    it.each(SHAPES.filter(({ m }) => m < 1000))(
      'equals them where a factor of its own stands before each row’s number, for $n rows, $m others, width $d',
      async ({ n, m, d }) => {
        const [x, others] = [rowsOf(n + d, n, d), rowsOf(m + 2 * d, m, d)];
        const factors = uniformArray({ seed: n, stream: 112, step: m }, n);
        const results = await run(x, others, 0.7, n, m, d, factors);
        const weights = factors.map((factor) => factor * 0.7);
        const expected = reference(x, others, weights, n, m, d);
        [expected.totals, expected.sums, expected.othersSums].forEach((values, at) => {
          expectClose(results[at] ?? new Float32Array(), values);
        });
      }
    );
  });
}
