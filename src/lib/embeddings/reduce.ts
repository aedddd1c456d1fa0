// Fewer dimensions for semantic vectors by principal components, so that contrastive alignment with 1,536-wide vectors is
// practical without a GPU: the projection's cost goes with the width. An approximation that is asked for, never done silently.
import { STREAM } from '#kernels/random/streams';
import { appError } from '#lib/errors/app-error';
import { truncatedSvd } from './lsa/truncated-svd';
import type { LinearMap } from './lsa/vectors';
import type { EmbeddingSet } from './types';
import { square } from '#lib/elementary/power';
import { paced, type Work } from '#lib/work/work';

/** Enough for the leading components of text embeddings, whose spectrum falls slowly but surely. */
const OVERSAMPLING = 10;
const ITERATIONS = 1;

/**
 * The scores of the vectors on their first `dimensions` principal components, users and items together, centred on their
 * mean. Nodes without a vector stay without.
 * @throws AppError embeddings/pca-too-wide where the vectors are not wider than that
 */
export async function reduceDimensions(set: EmbeddingSet, dimensions: number, work: Work): Promise<EmbeddingSet> {
  const { vectors, provenance } = set;
  const width = vectors.dimensions;
  if (dimensions >= width) throw appError('embeddings/pca-too-wide', { pca: dimensions, width }, { field: 'pca' });
  const parts = [
    { values: vectors.users, present: vectors.userPresent },
    { values: vectors.items, present: vectors.itemPresent }
  ];
  const rows = parts.flatMap(({ values, present }) =>
    Array.from(present.keys())
      .filter((row) => present[row] === 1)
      .map((row) => values.subarray(row * width, (row + 1) * width))
  );
  const map = centred(rows, width);
  const svd = await truncatedSvd(
    map,
    { count: dimensions, oversampling: OVERSAMPLING, iterations: ITERATIONS },
    { seed: 0, stream: STREAM.encoder, step: 1 },
    paced(work, 'Reducing dimensions')
  );
  let next = 0;
  const [users, items] = parts.map(({ present }) => {
    const out = new Float32Array(present.length * dimensions);
    present.forEach((flag, row) => {
      if (flag !== 1) return;
      svd.left.forEach((direction, k) => {
        out[row * dimensions + k] = (direction[next] ?? 0) * (svd.values[k] ?? 0);
      });
      next++;
    });
    return out;
  });
  const kept = svd.values.reduce((sum, value) => sum + value * value, 0);
  return {
    vectors: { ...vectors, dimensions, users: users ?? new Float32Array(), items: items ?? new Float32Array() },
    provenance: {
      ...provenance,
      settings: { ...provenance.settings, pca: dimensions },
      facts: {
        ...provenance.facts,
        'dimensions before PCA': width,
        'share of variance kept': Math.round((1e4 * kept) / Math.max(map.squares, Number.MIN_VALUE)) / 1e4
      }
    }
  };
}

/** The matrix of rows minus their mean, which is never written down, and the sum of its squares. */
export function centred(rows: readonly Float32Array[], width: number): LinearMap & { readonly squares: number } {
  const mean = new Float64Array(width);
  for (const row of rows) row.forEach((value, at) => (mean[at] = (mean[at] ?? 0) + value / rows.length));
  let squares = 0;
  for (const row of rows) for (let k = 0; k < width; k++) squares += square((row[k] ?? 0) - (mean[k] ?? 0));
  return {
    rows: rows.length,
    columns: width,
    squares,
    times(x) {
      let shift = 0;
      for (let k = 0; k < width; k++) shift += (mean[k] ?? 0) * (x[k] ?? 0);
      return Float64Array.from(rows, (row) => {
        let sum = 0;
        for (let k = 0; k < width; k++) sum += (row[k] ?? 0) * (x[k] ?? 0);
        return sum - shift;
      });
    },
    transposedTimes(x) {
      const y = new Float64Array(width);
      let total = 0;
      rows.forEach((row, at) => {
        const factor = x[at] ?? 0;
        total += factor;
        for (let k = 0; k < width; k++) y[k] = (y[k] ?? 0) + factor * (row[k] ?? 0);
      });
      for (let k = 0; k < width; k++) y[k] = (y[k] ?? 0) - total * (mean[k] ?? 0);
      return y;
    }
  };
}
