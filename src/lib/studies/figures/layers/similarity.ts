// How alike the rows of a table of embeddings are: mean cosines over pairs of users, and over training clicks. Float64 on the host.
import { uniformInt } from '#kernels/random/random';
import { STREAM } from '#kernels/random/streams';
import type { InteractionList } from '#lib/dataset/types';

/** Pairs of rows of a table, as two parallel arrays. */
export interface RowPairs {
  readonly left: Int32Array;
  readonly right: Int32Array;
}

/** `count` pairs of two different users, drawn at random with replacement; none where there are fewer than two users. */
export function randomPairs(seed: number, userCount: number, count: number): RowPairs {
  const key = { seed, stream: STREAM.samples, step: 0 };
  const size = userCount < 2 ? 0 : count;
  const left = Int32Array.from({ length: size }, (_, at) => uniformInt(key, 2 * at, userCount));
  const right = left.map((user, at) => {
    const other = uniformInt(key, 2 * at + 1, userCount - 1);
    return other < user ? other : other + 1;
  });
  return { left, right };
}

/** The two nodes of each click: items stand behind the users. */
export function clickPairs({ users, items }: InteractionList, userCount: number): RowPairs {
  return { left: users, right: items.map((item) => userCount + item) };
}

/**
 * The mean cosine of the pairs of rows of `table` [n, width]. A pair with a row of zeros has no direction to compare and is left out.
 * @returns null where no pair remains
 */
export function meanCosine(table: Float32Array, width: number, { left, right }: RowPairs): number | null {
  let sum = 0;
  let counted = 0;
  left.forEach((row, at) => {
    const cosine = cosineOf(table, width, row, right[at] ?? 0);
    if (cosine === null) return;
    sum += cosine;
    counted++;
  });
  return counted === 0 ? null : sum / counted;
}

function cosineOf(table: Float32Array, width: number, a: number, b: number): number | null {
  let dot = 0;
  let squareA = 0;
  let squareB = 0;
  for (let d = 0; d < width; d++) {
    const x = table[a * width + d] ?? 0;
    const y = table[b * width + d] ?? 0;
    dot += x * y;
    squareA += x * x;
    squareB += y * y;
  }
  return squareA === 0 || squareB === 0 ? null : dot / Math.sqrt(squareA * squareB);
}
