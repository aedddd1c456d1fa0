// The linear algebra of LSA against matrices whose decomposition is known.
import { describe, expect, it } from 'vitest';
import { uniformArray } from '#kernels/random/random';
import { symmetricEigen } from '#kernels/svd/symmetric-eigen';
import { truncatedSvd } from '#kernels/svd/truncated-svd';
import { dot, orthonormalise } from '#kernels/svd/vectors';
import { multiply, multiplyTransposed, sparseMap } from './sparse';
import type { SparseRows } from './tfidf';

const rest = async () => undefined;

async function orthonormalised(vectors: readonly Float64Array[]): Promise<Float64Array[]> {
  const kept = await orthonormalise(
    vectors.map((image) => ({ image, source: new Float64Array(0) })),
    rest
  );
  return kept.map(({ image }) => image);
}

function random(count: number, step: number): Float64Array {
  return Float64Array.from(uniformArray({ seed: 11, stream: 0, step }, count), (u) => 2 * u - 1);
}

function sparse(rows: readonly (readonly number[])[]): SparseRows {
  const rowStart = [0];
  const column: number[] = [];
  const value: number[] = [];
  for (const row of rows) {
    row.forEach((entry, at) => {
      if (entry !== 0) {
        column.push(at);
        value.push(entry);
      }
    });
    rowStart.push(column.length);
  }
  return {
    rows: rows.length,
    columns: rows[0]?.length ?? 0,
    rowStart: Int32Array.from(rowStart),
    column: Int32Array.from(column),
    value: Float64Array.from(value)
  };
}

/** Σ_k scale_k · a_k b_kᵀ with given vectors. */
function outerSum(scales: readonly number[], a: readonly Float64Array[], b: readonly Float64Array[]): number[][] {
  return Array.from(a[0] ?? [], (_, i) =>
    Array.from(b[0] ?? [], (__, j) =>
      scales.reduce((sum, scale, k) => sum + scale * (a[k]?.[i] ?? 0) * (b[k]?.[j] ?? 0), 0)
    )
  );
}

async function knownMatrix(rows: number, columns: number, scales: readonly number[], step: number) {
  const left = await orthonormalised(scales.map((_, k) => random(rows, step + k)));
  const right = await orthonormalised(scales.map((_, k) => random(columns, step + 100 + k)));
  return { matrix: sparse(outerSum(scales, left, right)), left };
}

function expectOrthonormal(vectors: readonly Float64Array[]) {
  vectors.forEach((a, i) =>
    vectors.forEach((b, j) => expect(Math.abs(dot(a, b) - (i === j ? 1 : 0))).toBeLessThan(1e-9))
  );
}

describe('orthonormalise', () => {
  it('gives orthonormal vectors and drops what depends on those before', async () => {
    const a = random(9, 1);
    const b = random(9, 2);
    const dependent = a.map((value, at) => 2 * value - (b[at] ?? 0));
    const kept = await orthonormalised([a, b, dependent, new Float64Array(9)]);
    expect(kept).toHaveLength(2);
    expectOrthonormal(kept);
  });

  it('keeps each vector the image of what stands beside it', async () => {
    const matrix = sparse(Array.from({ length: 7 }, (_, row) => [...random(5, 40 + row)]));
    const sources = [random(5, 50), random(5, 51), random(5, 52)];
    const pairs = sources.map((source) => ({ image: multiply(matrix, source), source: source.slice() }));
    const kept = await orthonormalise(pairs, rest);
    expect(kept).toHaveLength(3);
    for (const { image, source } of kept) {
      multiply(matrix, source).forEach((value, at) => expect(value).toBeCloseTo(image[at] ?? NaN, 10));
    }
  });
});

describe('symmetricEigen', () => {
  it('gives the eigenvalues of a 2 × 2 matrix worked by hand', async () => {
    const { values } = await symmetricEigen([Float64Array.of(2, 1), Float64Array.of(1, 2)], rest);
    expect(values[0]).toBeCloseTo(3, 12);
    expect(values[1]).toBeCloseTo(1, 12);
  });
  it('gives M v = λ v with orthonormal v, largest λ first, for random matrices of any size', async () => {
    for (const n of [1, 2, 3, 7, 20]) {
      const half = Array.from({ length: n }, (_, row) => random(n, n * 50 + row));
      const matrix = half.map((row, i) => row.map((value, j) => value + (half[j]?.[i] ?? 0)));
      const { values, vectors } = await symmetricEigen(matrix, rest);
      expectOrthonormal(vectors);
      expect([...values]).toEqual([...values].sort((x, y) => y - x));
      vectors.forEach((vector, k) =>
        matrix.forEach((row, i) => expect(dot(row, vector)).toBeCloseTo((values[k] ?? 0) * (vector[i] ?? 0), 9))
      );
    }
  });
});

describe('truncatedSvd', () => {
  const key = { seed: 1, stream: 0, step: 0 };

  it('recovers a matrix of low rank: singular values, vectors up to sign, and no more than its rank', async () => {
    const scales = [5, 3, 2, 0.5];
    const { matrix, left } = await knownMatrix(23, 17, scales, 1000);
    const svd = await truncatedSvd(sparseMap(matrix), { count: 10, oversampling: 5, iterations: 3 }, key, rest);
    expect(svd.values).toHaveLength(scales.length);
    scales.forEach((scale, k) => {
      expect(svd.values[k]).toBeCloseTo(scale, 9);
      expect(Math.abs(dot(svd.left[k] ?? new Float64Array(23), left[k] ?? new Float64Array(23)))).toBeCloseTo(1, 9);
    });
    expectOrthonormal(svd.left);
  });
  it('agrees with the eigenvalues of A Aᵀ on random sparse matrices, tall and wide', async () => {
    for (const [rows, columns] of [
      [30, 12],
      [12, 30],
      [1, 9],
      [9, 1]
    ] as const) {
      const dense = Array.from({ length: rows }, (_, row) =>
        Array.from(random(columns, 5000 + rows * 40 + row), (value) => (value > 0.2 ? value : 0))
      );
      const matrix = sparse(dense);
      const gram = dense.map((a) =>
        Float64Array.from(dense, (b) => a.reduce((sum, value, at) => sum + value * (b[at] ?? 0), 0))
      );
      const exact = await symmetricEigen(gram, rest);
      const count = Math.min(4, rows, columns);
      const svd = await truncatedSvd(sparseMap(matrix), { count, oversampling: 10, iterations: 12 }, key, rest);
      svd.values.forEach((value, k) => expect(value * value).toBeCloseTo(exact.values[k] ?? 0, 6));
    }
  });
  it('gives the map by which rows became rows of U Σ: A · map = U Σ, however few rounds there were', async () => {
    for (const iterations of [0, 1, 4]) {
      const matrix = sparse(Array.from({ length: 25 }, (_, row) => [...random(18, 6000 + row)]));
      const svd = await truncatedSvd(sparseMap(matrix), { count: 6, oversampling: 3, iterations }, key, rest);
      expect(svd.map).toHaveLength(6);
      svd.map.forEach((column, k) =>
        multiply(matrix, column).forEach((value, row) =>
          expect(value).toBeCloseTo((svd.values[k] ?? NaN) * (svd.left[k]?.[row] ?? NaN), 9)
        )
      );
    }
  });
  it('gives the same bits twice and fixed signs', async () => {
    const { matrix } = await knownMatrix(20, 20, [3, 2, 1], 2000);
    const options = { count: 3, oversampling: 2, iterations: 2 };
    const first = await truncatedSvd(sparseMap(matrix), options, key, rest);
    expect(await truncatedSvd(sparseMap(matrix), options, key, rest)).toEqual(first);
    const other = await truncatedSvd(sparseMap(matrix), { ...options, iterations: 9 }, { ...key, seed: 2 }, rest);
    other.left.forEach((vector, k) => expect(dot(vector, first.left[k] ?? vector)).toBeCloseTo(1, 6));
  });
  it('gives nothing for a matrix of zeros', async () => {
    const svd = await truncatedSvd(
      sparseMap(sparse([[0, 0]])),
      { count: 2, oversampling: 1, iterations: 1 },
      key,
      rest
    );
    expect(svd.left).toEqual([]);
  });
});

describe('multiply', () => {
  it('and its transpose are adjoint: (A x) · y = x · (Aᵀ y)', () => {
    const matrix = sparse(Array.from({ length: 6 }, (_, row) => [...random(4, 7000 + row)]));
    const x = random(4, 7100);
    const y = random(6, 7101);
    expect(dot(multiply(matrix, x), y)).toBeCloseTo(dot(x, multiplyTransposed(matrix, y)), 12);
  });
});
