// Fewer dimensions for semantic vectors by principal components, so that contrastive alignment with 1,536-wide vectors is
// practical without a GPU: the projection's cost goes with the width. An approximation that is asked for, never done silently.
import { STREAM } from '#kernels/random/streams';
import { appError } from '#lib/errors/app-error';
import { centred } from '#kernels/svd/centred';
import { truncatedSvd } from '#kernels/svd/truncated-svd';
import type { EmbeddingSet } from './types';
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
