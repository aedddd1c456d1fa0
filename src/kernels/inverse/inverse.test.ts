// The inverse in blocks over workers against float64 Cholesky, which is held to its definition.
import { beforeAll, describe, expect, it } from 'vitest';
import { readOperators } from 'virtual:wasm-operators';
import { uniformArray } from '../random/random';
import { RowPool } from '../workers/pool';
import { startNodeWorker } from '../workers/start.node';
import { mortal } from '../workers/testing';
import { choleskyInverse } from './cholesky';
import { invertInParts, PIVOTS } from './inverse.parts';
import { INVERSE_CHECKSUM, inverseChecksum } from './inverse.suite';
import { Triangle } from './triangle';

let module: WebAssembly.Module;
beforeAll(async () => {
  module = await WebAssembly.compile(await readOperators());
});

/** F Fᵀ + shift · I for drawn F [n, width], as [n, n] in float64, of numbers that float32 holds. */
function positive(n: number, width: number, shift: number): Float64Array {
  const draws = uniformArray({ seed: 1, stream: 131, step: n }, n * width);
  const a = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      let sum = i === j ? shift : 0;
      for (let k = 0; k < width; k++) sum += (draws[i * width + k] ?? 0) * (draws[j * width + k] ?? 0);
      a[i * n + j] = Math.fround(sum);
    }
  }
  return a;
}

function triangleOf(a: Float64Array, n: number): Triangle {
  const triangle = new Triangle(n);
  for (let i = 0; i < n; i++) triangle.row(i).set(a.subarray(i * n, i * n + i + 1));
  return triangle;
}

async function inverted(a: Float64Array, n: number) {
  const triangle = triangleOf(a, n);
  return (await invertInParts(new RowPool(module, null, 0), triangle)) ? triangle.whole() : null;
}

const largest = (values: Float64Array): number => values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);

/** The largest sum of a row's absolute values. */
const norm = (a: Float64Array, n: number): number =>
  largest(
    Float64Array.from({ length: n }, (_, i) =>
      a.subarray(i * n, (i + 1) * n).reduce((sum, value) => sum + Math.abs(value), 0)
    )
  );

describe('Cholesky in float64', () => {
  it('inverts: A · A⁻¹ is the unit matrix, also where A is close to singular', () => {
    const n = 40;
    const a = positive(n, 8, 1e-3);
    const p = choleskyInverse(a.slice(), n);
    for (let i = 0; i < n; i++) {
      for (let j = 0; j < n; j++) {
        let sum = 0;
        for (let k = 0; k < n; k++) sum += (a[i * n + k] ?? 0) * (p?.[k * n + j] ?? 0);
        expect(Math.abs(sum - (i === j ? 1 : 0))).toBeLessThan(1e-8);
      }
    }
  });

  it('gives nothing where the matrix is not positive definite', () => {
    expect(choleskyInverse(Float64Array.of(1, 2, 2, 1), 2)).toBeNull();
    expect(choleskyInverse(Float64Array.of(NaN), 1)).toBeNull();
  });
});

describe('the inverse in blocks', () => {
  it.each([1, 2, 7, 33, 65, PIVOTS, PIVOTS + 1, PIVOTS + 139])(
    'is that of float64 for %i rows, to the digits that float32 and the condition number leave',
    async (n) => {
      const a = positive(n, 20, 1);
      const ours = await inverted(a, n);
      const theirs = choleskyInverse(a.slice(), n) ?? new Float64Array(n * n);
      const error = largest(theirs.map((value, at) => value - (ours?.[at] ?? NaN))) / largest(theirs);
      // Half a unit of float32 in what is inverted moves the inverse by as much times the condition number, and no more is lost here.
      expect(error).toBeLessThan(2 ** -24 * norm(a, n) * norm(theirs, n));
    }
  );

  it('has the recorded bits, which Chromium has too, with no worker, with one, two and five', async () => {
    for (const workers of [0, 1, 2, 5]) {
      expect(await inverseChecksum(module, workers, startNodeWorker)).toBe(INVERSE_CHECKSUM);
    }
  });

  it('has them when workers die at any message', async () => {
    const lives: Record<number, number>[] = [{ 1: 7 }, { 0: 12, 1: 3 }];
    for (const deaths of lives) {
      expect(await inverseChecksum(module, 2, mortal(startNodeWorker, deaths))).toBe(INVERSE_CHECKSUM);
    }
  });

  it('says where a matrix is not positive definite, in the first block or in a later one', async () => {
    const n = PIVOTS + 40;
    for (const at of [3, PIVOTS + 20]) {
      const a = positive(n, 20, 1);
      a[at * n + at] = -1;
      expect(await inverted(a, n)).toBeNull();
    }
  });

  it('can be stopped between two blocks', async () => {
    const pool = new RowPool(module, null, 0);
    const seen: number[] = [];
    const stopping = invertInParts(pool, triangleOf(positive(PIVOTS + 9, 3, 1), PIVOTS + 9), (done) => {
      seen.push(done);
      return done > 0 ? Promise.reject(new Error('enough')) : Promise.resolve();
    });
    await expect(stopping).rejects.toThrow('enough');
    expect(seen).toEqual([0, PIVOTS]);
  });
});
