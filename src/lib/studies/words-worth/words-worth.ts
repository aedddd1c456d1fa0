// What words are worth in a set of semantic vectors, before anything is trained with it: how well they rank by themselves, whether they tell
// nodes apart, in what language they were. Plain float64 loops, no device. It reads held-out pairs to measure, and nothing is learned from it.
import { permutation } from '#kernels/random/random';
import { STREAM } from '#kernels/random/streams';
import { groupByUser, itemsOf, topItems } from '#kernels/top-k/select';
import type { Dataset, SemanticVectors } from '#lib/dataset/types';
import { centred } from '#kernels/svd/centred';
import type { EncoderInput } from '#lib/embeddings/types';
import { recallAt } from '#lib/evaluation/metrics';
import { semanticEmbeddings } from '#lib/evaluation/references';
import { languagesOf } from './language';

export const DEPTH = 20;
/** Multiplications that ranking may take: a second or two. More users than that allows are sampled. */
const MOST_WORK = 1e9;
/** Rows from which shares of variance are computed. */
const MOST_ROWS = 1000;
const ROUNDS = 30;

export interface SemanticRecall {
  readonly part: 'validation' | 'test';
  /** recall@20, all items but training ones ranked by the cosine of the vectors alone. */
  readonly value: number;
  /** What a random order reaches on average. */
  readonly chance: number;
  /** Over how many users; `of` have held-out items. */
  readonly users: number;
  readonly of: number;
}

/** How far the vectors of users, or of items, tell these apart. */
export interface Apartness {
  readonly nodes: number;
  readonly empty: number;
  /** Nodes whose vector is another one's too, number by number. */
  readonly same: number;
  /** Mean cosine over all pairs; null below two vectors. */
  readonly cosine: number | null;
}

export interface WordsWorth {
  /** null where nothing is held out. */
  readonly recall: SemanticRecall | null;
  readonly users: Apartness;
  readonly items: Apartness;
  /** Share of the variance, users and items together, along its first direction; null where all vectors are one. */
  readonly firstShare: number | null;
  /** Of the texts that were encoded; none of vectors that came from elsewhere. */
  readonly languages: readonly { readonly name: string; readonly texts: number }[];
}

/** @param pause is awaited between pieces of work, and throws where it is to end */
export async function wordsWorth(
  vectors: SemanticVectors,
  dataset: Dataset,
  texts: EncoderInput | null,
  pause: () => Promise<void>
): Promise<WordsWorth> {
  const { dimensions, users, items, userPresent, itemPresent } = vectors;
  const recall = await semanticRecall(vectors, dataset, pause);
  await pause();
  return {
    recall,
    users: apartness(users, userPresent, dimensions),
    items: apartness(items, itemPresent, dimensions),
    firstShare: firstShare(vectors),
    languages: texts ? languagesOf([...texts.users, ...texts.items]) : []
  };
}

async function semanticRecall(
  vectors: SemanticVectors,
  { split, userCount, itemCount }: Dataset,
  pause: () => Promise<void>
): Promise<SemanticRecall | null> {
  const part = split.val.users.length > 0 ? 'validation' : 'test';
  const heldOut = groupByUser(part === 'validation' ? split.val : split.test, userCount);
  const train = groupByUser(split.train, userCount);
  const order = permutation({ seed: 0, stream: STREAM.sampledUsers, step: 1 }, userCount);
  const asked = [...order].filter((user) => itemsOf(heldOut, user).length > 0);
  const { users, items, dimensions } = semanticEmbeddings(vectors);
  const most = Math.max(1, Math.floor(MOST_WORK / Math.max(1, itemCount * dimensions)));
  const sample = asked.slice(0, most);
  if (sample.length === 0) return null;
  let value = 0;
  let chance = 0;
  for (const [at, user] of sample.entries()) {
    if (at % 16 === 0) await pause();
    const seen = itemsOf(train, user);
    const scores = new Float64Array(itemCount).map((_, item) => {
      let product = 0;
      for (let k = 0; k < dimensions; k++)
        product += (users[user * dimensions + k] ?? 0) * (items[item * dimensions + k] ?? 0);
      return product;
    });
    const wanted = new Set(itemsOf(heldOut, user));
    value += recallAt(
      topItems(scores, DEPTH, seen).items.map((item) => wanted.has(item)),
      wanted.size,
      DEPTH
    );
    chance += Math.min(1, DEPTH / Math.max(1, itemCount - seen.length));
  }
  return { part, value: value / sample.length, chance: chance / sample.length, users: sample.length, of: asked.length };
}

function apartness(values: Float32Array, present: Uint8Array, dimensions: number): Apartness {
  const rows = [...present.keys()].filter((row) => present[row] === 1);
  // |Σ u|² of unit vectors u is their number plus the cosines of all pairs, each twice.
  const sum = new Float64Array(dimensions);
  let counted = 0;
  for (const row of rows) {
    const vector = values.subarray(row * dimensions, (row + 1) * dimensions);
    const length = Math.sqrt(vector.reduce((squares, value) => squares + value * value, 0));
    if (length === 0) continue;
    counted += 1;
    vector.forEach((value, k) => (sum[k] = (sum[k] ?? 0) + value / length));
  }
  const squares = sum.reduce((total, value) => total + value * value, 0);
  return {
    nodes: present.length,
    empty: present.length - rows.length,
    same: sameRows(values, rows, dimensions),
    cosine: counted < 2 ? null : (squares - counted) / (counted * (counted - 1))
  };
}

/** How many rows have the numbers of another one. */
function sameRows(values: Float32Array, rows: readonly number[], dimensions: number): number {
  const byHash = new Map<number, number[]>();
  const bits = new Uint32Array(values.buffer, values.byteOffset, values.length);
  for (const row of rows) {
    let hash = 0;
    for (let at = row * dimensions; at < (row + 1) * dimensions; at++)
      hash = (Math.imul(hash, 31) + (bits[at] ?? 0)) | 0;
    const alike = byHash.get(hash) ?? [];
    alike.push(row);
    byHash.set(hash, alike);
  }
  const equal = (a: number, b: number): boolean => {
    for (let k = 0; k < dimensions; k++) if (bits[a * dimensions + k] !== bits[b * dimensions + k]) return false;
    return true;
  };
  return [...byHash.values()].reduce(
    (count, alike) => count + alike.filter((row) => alike.some((other) => other !== row && equal(row, other))).length,
    0
  );
}

/** By the power method on a sample of rows spread evenly over users and items. */
function firstShare({ dimensions, users, items, userPresent, itemPresent }: SemanticVectors): number | null {
  const all = [...rowsOf(users, userPresent, dimensions), ...rowsOf(items, itemPresent, dimensions)];
  const step = Math.max(1, all.length / MOST_ROWS);
  const rows = Array.from({ length: Math.floor(all.length / step) }, (_, at) => all[Math.floor(at * step)]).filter(
    (row) => row !== undefined
  );
  if (rows.length < 2) return null;
  const map = centred(rows, dimensions);
  if (map.squares < 1e-12) return null;
  let direction = new Float64Array(dimensions).map((_, k) => 1 + (k % 7));
  let value = 0;
  for (let round = 0; round < ROUNDS; round++) {
    const next = map.transposedTimes(map.times(direction));
    const length = Math.sqrt(next.reduce((sum, x) => sum + x * x, 0));
    if (length === 0) return null;
    const before = Math.sqrt(direction.reduce((sum, x) => sum + x * x, 0));
    value = length / before;
    direction = next.map((x) => x / length);
  }
  return value / map.squares;
}

const rowsOf = (values: Float32Array, present: Uint8Array, dimensions: number): readonly Float32Array[] =>
  [...present.keys()]
    .filter((row) => present[row] === 1)
    .map((row) => values.subarray(row * dimensions, (row + 1) * dimensions));
