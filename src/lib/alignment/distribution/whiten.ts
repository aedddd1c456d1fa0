// Vectors after whitening by principal components: centred, turned to their first axes, each axis of the same variance, rows of length one.
// What is left of a likeness is then no longer what all texts share.
import { STREAM } from '#kernels/random/streams';
import { centred } from '#kernels/svd/centred';
import { truncatedSvd } from '#kernels/svd/truncated-svd';
import type { WorkStep } from '#lib/work/work';
import type { SemanticTable } from '../semantic-table';

/** Axes are scaled to the same variance, the small ones too: more rounds than LSA needs. */
const SVD = { oversampling: 10, iterations: 2 };

/** Rows of one width. */
export interface Whitened {
  readonly rows: Float32Array;
  readonly width: number;
}

/**
 * Rows of the tables on their `count` first principal components (on fewer where their rank is less), together, scaled to the same variance
 * and then to length one; row-major, one table behind the other. A row in their mean is zeros.
 */
export async function whiten(tables: readonly SemanticTable[], count: number, step: WorkStep): Promise<Whitened> {
  const all = tables.flatMap(({ rows, count: own, dimensions }) =>
    Array.from({ length: own }, (_, row) => rows.subarray(row * dimensions, (row + 1) * dimensions))
  );
  const dimensions = tables[0]?.dimensions ?? 0;
  const key = { seed: 0, stream: STREAM.encoder, step: 2 };
  // Left singular vectors are the scores over their axis's spread.
  const { left } = await truncatedSvd(centred(all, dimensions), { count, ...SVD }, key, step);
  const rows = new Float32Array(all.length * left.length);
  for (let row = 0; row < all.length; row++) {
    const squares = left.reduce((sum, axis) => sum + (axis[row] ?? 0) * (axis[row] ?? 0), 0);
    const length = Math.sqrt(squares);
    left.forEach((axis, at) => {
      rows[row * left.length + at] = length > 0 ? (axis[row] ?? 0) / length : 0;
    });
  }
  return { rows, width: left.length };
}
