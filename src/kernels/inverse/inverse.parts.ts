// The inverse of a symmetric positive definite matrix of thousands of rows, in place, with its rows over workers. Block after block of
// pivots K is eliminated, and the inverse takes the place of what it came from (the sweep operator: Goodnight, The American
// Statistician 1979). With D = A_KK⁻¹ and U = A_:K
//   A_ij −= U_i D U_jᵀ (i, j ∉ K),   A_iK = U_i D,   A_KK = −D;   after the last block −A⁻¹ stands there.
// What is eliminated is what blocked Cholesky eliminates: the pivots are its Schur complements, inverted in float64 by their own Cholesky
// factors, and one that is not positive shows that the matrix is not. All else is float32: each number is changed once a block, by a sum
// over its pivots in ascending order. The matrix stays symmetric, so that only its lower triangle is kept and changed: n³ / 2
// multiply-adds. Parts lie with the calling thread and travel with each block: a worker that dies costs its parts of one block.
import { panelFloats, rowsScratchFloats } from '../dense/dense.module';
import type { HeldParts, RowPool, Round } from '../workers/pool';
import { choleskyInverse } from './cholesky';
import { triangleBytes, type Triangle, type TrianglePart } from './triangle';

/** Rows that are eliminated at a time: more would make the pivots' own inverses count, fewer the copies of the matrix. */
export const PIVOTS = 256;

/** Bytes that an inversion takes at most, the triangle included: it is kept, sent, worked on, and sent back. */
export const inverseBytes = (size: number, runners: number): number =>
  4 * triangleBytes(size) + 4 * PIVOTS * size * (3 + 4 * runners);

/**
 * Turns `a` into its inverse.
 * @param onStep called between two blocks; throws to cancel, and `a` is worth nothing then
 * @returns false where `a` is not positive definite, or rounds to such; it is worth nothing then
 */
export async function invertInParts(
  pool: RowPool,
  a: Triangle,
  onStep: (done: number, total: number) => Promise<void> = () => Promise.resolve()
): Promise<boolean> {
  const table = pool.open(a.parts.length);
  try {
    for (let first = 0; first < a.size; first += PIVOTS) {
      await onStep(first, a.size);
      if (!(await eliminate(table, a, { first, end: Math.min(a.size, first + PIVOTS) }))) return false;
    }
  } finally {
    table.release();
  }
  for (const { values } of a.parts) for (let at = 0; at < values.length; at++) values[at] = -(values[at] ?? 0);
  await onStep(a.size, a.size);
  return true;
}

interface Block {
  readonly first: number;
  readonly end: number;
}

async function eliminate(table: HeldParts, a: Triangle, block: Block): Promise<boolean> {
  const depth = block.end - block.first;
  const inverse = pivotInverse(a, block);
  if (!inverse) return false;
  const across = new Float32Array(a.size * depth);
  await table.run(roundOf(a, inverse, panelOf(a, block), depth), true, ([rest, own], part) => {
    const { first, values } = a.parts[part] ?? NO_PART;
    if (rest) values.set(rest);
    if (own) across.set(own, first * depth);
  });
  putBack(a, block, across, inverse);
  return true;
}

const NO_PART: TrianglePart = { first: 0, end: 0, values: new Float32Array() };

/** D, [depth, depth] in float64; null where the block is not positive definite. */
function pivotInverse(a: Triangle, { first, end }: Block): Float64Array | null {
  const depth = end - first;
  const pivots = new Float64Array(depth * depth);
  for (let i = 0; i < depth; i++) {
    const row = a.row(first + i);
    for (let j = 0; j <= i; j++) {
      pivots[i * depth + j] = row[first + j] ?? 0;
      pivots[j * depth + i] = row[first + j] ?? 0;
    }
  }
  return choleskyInverse(pivots, depth);
}

/** U, [size, depth], with zeros for the pivots' own rows, so that nothing is taken off them. */
function panelOf(a: Triangle, { first, end }: Block): Float32Array {
  const depth = end - first;
  const panel = new Float32Array(a.size * depth);
  for (let k = first; k < end; k++) {
    const row = a.row(k);
    for (let i = 0; i < first; i++) panel[i * depth + k - first] = row[i] ?? 0;
  }
  for (let i = end; i < a.size; i++) panel.set(a.row(i).subarray(first, end), i * depth);
  return panel;
}

/** rest −= (own · D) · Uᵀ, for the rows of each part. */
function roundOf(a: Triangle, inverse: Float64Array, panel: Float32Array, depth: number): Round {
  const pivots = Float32Array.from(inverse);
  return {
    shared: {
      put: { panel, pivots },
      room: {
        panels: panelFloats(depth, a.size),
        pivotPanels: panelFloats(depth, depth),
        scratch: rowsScratchFloats(depth)
      },
      calls: [
        { name: 'densePanels', values: ['panel', 'panels', depth, a.size, 1] },
        { name: 'densePanels', values: ['pivots', 'pivotPanels', depth, depth, 0] }
      ]
    },
    of(part) {
      const { first, end, values } = a.parts[part] ?? NO_PART;
      const rows = end - first;
      return {
        put: { rest: values, own: panel.subarray(first * depth, end * depth) },
        room: { across: rows * depth },
        calls: [
          { name: 'denseRows', values: ['own', 'pivotPanels', 0, 'across', 'scratch', rows, depth, depth, 1] },
          { name: 'inverseUpdate', values: ['rest', 'across', 'panels', 'scratch', rows, depth, end, first] }
        ],
        give: ['rest', 'across']
      };
    }
  };
}

/** U D to the pivots' columns and, below the diagonal, to their rows; −D to the pivots themselves. */
function putBack(a: Triangle, { first, end }: Block, across: Float32Array, inverse: Float64Array): void {
  const depth = end - first;
  for (let k = first; k < end; k++) {
    const row = a.row(k);
    const own = k - first;
    for (let i = 0; i < first; i++) row[i] = across[i * depth + own] ?? 0;
    for (let j = 0; j <= own; j++) row[first + j] = -(inverse[own * depth + j] ?? 0);
  }
  for (let i = end; i < a.size; i++) a.row(i).set(across.subarray(i * depth, (i + 1) * depth), first);
}
