// Room that the module's exponential sums need, in floats: the same on tfjs's memory and on a worker's own.

/** Rows whose exponentials are there at a time, and others whose exponentials are used up before the next ones are made. */
const [BLOCK_ROWS, SOME] = [96, 256];

const upTo = (count: number, size: number): number => size * Math.ceil(count / size);

/** The others as both products need them. */
export const othersPanelFloats = (count: number, width: number): number =>
  upTo(count, 8) * upTo(width, 4) + upTo(width, 8) * upTo(count, 4);

/** t as it is added up. */
export const othersTileFloats = (count: number, width: number): number => upTo(count, 8) * upTo(width, 6);

/** What `exponentialSumsOfPart` needs beside its results. @param hasWeights whether it makes t */
export function partScratchFloats(rows: number, count: number, width: number, hasWeights: boolean): number {
  const block = Math.min(BLOCK_ROWS, rows);
  const forSums = upTo(block, 6) * (upTo(width, 4) + SOME + upTo(width, 8)) + 4 * block + 48;
  if (!hasWeights) return forSums;
  return forSums + upTo(count, 8) * upTo(block, 4) + block * width + upTo(width, 6) * upTo(block, 4);
}
