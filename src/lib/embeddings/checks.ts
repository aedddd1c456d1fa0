// Checks semantic vectors before anything learns from them: heights, finite numbers, rows that are zero throughout.
import type { SemanticVectors } from '#lib/dataset/types';
import type { AppError } from '#lib/errors/app-error';
import { appError } from '#lib/errors/app-error';

export interface NodeIds {
  readonly userIds: readonly string[];
  readonly itemIds: readonly string[];
}

interface Part {
  readonly node: 'user' | 'item';
  readonly ids: readonly string[];
  readonly values: Float32Array;
  readonly present: Uint8Array;
}

function parts(vectors: SemanticVectors, ids: NodeIds): readonly Part[] {
  return [
    { node: 'user', ids: ids.userIds, values: vectors.users, present: vectors.userPresent },
    { node: 'item', ids: ids.itemIds, values: vectors.items, present: vectors.itemPresent }
  ];
}

export function isZeroRow(values: Float32Array, row: number, dimensions: number): boolean {
  for (let at = row * dimensions; at < (row + 1) * dimensions; at++) if (values[at] !== 0) return false;
  return true;
}

function problemOf({ node, ids, values, present }: Part, dimensions: number): AppError | null {
  const rows = values.length / dimensions;
  if (rows !== ids.length || present.length !== ids.length) {
    return appError('embeddings/wrong-height', {
      node,
      rows: rows === ids.length ? present.length : rows,
      expected: ids.length
    });
  }
  const unusable = values.findIndex((value) => !Number.isFinite(value));
  if (unusable >= 0) {
    const row = Math.floor(unusable / dimensions);
    const value = String(values[unusable]);
    return appError('embeddings/not-finite', { node, row, id: ids[row] ?? '', column: unusable % dimensions, value });
  }
  const zero = ids.map((_, row) => row).filter((row) => present[row] === 1 && isZeroRow(values, row, dimensions));
  const [row] = zero;
  return row === undefined
    ? null
    : appError('embeddings/zero-vector', { node, row, id: ids[row] ?? '', count: zero.length });
}

/** What is wrong, one error a part at most (users, items); empty where all is well. */
export function findVectorProblems(vectors: SemanticVectors, ids: NodeIds): AppError[] {
  if (vectors.dimensions < 1) return [appError('embeddings/no-width', {})];
  return parts(vectors, ids)
    .map((part) => problemOf(part, vectors.dimensions))
    .filter((problem) => problem !== null);
}

/** Throws the first problem. */
export function checkVectors(vectors: SemanticVectors, ids: NodeIds): void {
  const [problem] = findVectorProblems(vectors, ids);
  if (problem) throw problem;
}
