// One inversion of drawn numbers, for the tests in Node and in Chromium, and what its bits come to in both.
import { checksumOf } from '../workers/checksum';
import { uniformArray } from '../random/random';
import { RowPool } from '../workers/pool';
import type { StartWorker } from '../workers/runner';
import { invertInParts, PIVOTS } from './inverse.parts';
import { Triangle } from './triangle';

/** A sum of all bits of an inverse of more than one block. */
export async function inverseChecksum(module: WebAssembly.Module, workers: number, start: StartWorker) {
  const size = PIVOTS + 61;
  const draws = uniformArray({ seed: 4, stream: 131, step: 0 }, size * size);
  const triangle = new Triangle(size);
  for (let i = 0; i < size; i++) {
    const row = triangle.row(i);
    for (let j = 0; j <= i; j++) row[j] = (draws[i * size + j] ?? 0) - 0.5 + (i === j ? size : 0);
  }
  const pool = new RowPool(module, start, workers);
  try {
    if (!(await invertInParts(pool, triangle))) throw new Error('It is not positive definite');
    return checksumOf([triangle.whole()]);
  } finally {
    pool.end();
  }
}

/** With any number of workers, in every engine. */
export const INVERSE_CHECKSUM = 1313871543;
