// Perturbations for robustness studies (model spec §11): clicks that mean nothing, descriptions that are missing, vectors that belong
// to others. Levels are nested: what a share takes, every larger share under the same seed takes too.
import '#lib/errors/data';
import { permutation, uniformAt } from '#kernels/random/random';
import { STREAM } from '#kernels/random/streams';
import { appError } from '#lib/errors/app-error';
import type { TextColumn } from '../columns/text-column';
import type { InteractionList, SemanticVectors } from '../types';
import type { VectorPerturbation } from './settings';

/** Draws for one more pair before it is said that there is none. */
const MOST_DRAWS = 200;

/**
 * Pairs to add to training: `share` × the training pairs, drawn uniformly among pairs in no part of the split.
 * @param parts all three parts
 * @throws AppError prepare/no-free-pairs
 */
export function noisePairs(
  parts: readonly InteractionList[],
  trainCount: number,
  userCount: number,
  itemCount: number,
  share: number,
  seed: number
): InteractionList {
  const wanted = Math.round(share * trainCount);
  const taken = new Set<number>();
  for (const { users, items } of parts) users.forEach((user, at) => taken.add(user * itemCount + (items[at] ?? 0)));
  if (taken.size + wanted > userCount * itemCount) throw appError('prepare/no-free-pairs', { wanted });
  const pairs: number[] = [];
  const key = { seed, stream: STREAM.noiseClicks, step: 0 };
  let draw = 0;
  for (let misses = 0; pairs.length < wanted;) {
    const user = Math.floor(uniformAt(key, draw++) * userCount);
    const item = Math.floor(uniformAt(key, draw++) * itemCount);
    const pair = user * itemCount + item;
    if (taken.has(pair)) {
      if (++misses > MOST_DRAWS * (wanted + 1)) throw appError('prepare/no-free-pairs', { wanted });
      continue;
    }
    taken.add(pair);
    pairs.push(pair);
  }
  return {
    users: Int32Array.from(pairs, (pair) => Math.floor(pair / itemCount)),
    items: Int32Array.from(pairs, (pair) => pair % itemCount)
  };
}

/** The column without the descriptions of `share` of the items that have one. */
export function withoutDescriptions(column: TextColumn, share: number, seed: number): TextColumn {
  const described = Array.from({ length: column.length }, (_, row) => row).filter((row) => column.byteLength(row) > 0);
  const order = permutation({ seed, stream: STREAM.droppedTexts, step: 0 }, described.length);
  const dropped = new Set([...order.subarray(0, Math.round(share * described.length))].map((at) => described[at]));
  return column.pick(Int32Array.from({ length: column.length }, (_, row) => (dropped.has(row) ? -1 : row)));
}

/**
 * For every item the item whose words it gets, none its own (where there are two): a cyclic shift of a random order. What is made of words
 * then holds none that belong to the item, and every click stays where it is.
 */
export function permutedItems(itemCount: number, seed: number): Int32Array {
  const order = permutation({ seed, stream: STREAM.permutedTexts, step: 0 }, itemCount);
  const from = new Int32Array(itemCount);
  order.forEach((item, rank) => (from[item] = order[(rank + 1) % itemCount] ?? item));
  return from;
}

/**
 * Vectors of `share` of the users and of the items made wrong:
 * - `shuffle`: each of them gets the vector of another of them, drawn (a cyclic shift of a random order);
 * - `swap`: pairs of them exchange their vectors;
 * - `remove`: they have no vector.
 * Users stay among users and items among items.
 */
export function perturbVectors(
  vectors: SemanticVectors,
  how: VectorPerturbation,
  share: number,
  seed: number
): SemanticVectors {
  if (how === 'none' || share === 0) return vectors;
  const users = perturbRows(vectors.users, vectors.userPresent, vectors.dimensions, how, share, { seed, step: 0 });
  const items = perturbRows(vectors.items, vectors.itemPresent, vectors.dimensions, how, share, { seed, step: 1 });
  return {
    dimensions: vectors.dimensions,
    users: users.values,
    userPresent: users.present,
    items: items.values,
    itemPresent: items.present
  };
}

function perturbRows(
  values: Float32Array,
  present: Uint8Array,
  width: number,
  how: Exclude<VectorPerturbation, 'none'>,
  share: number,
  { seed, step }: { readonly seed: number; readonly step: number }
): { values: Float32Array; present: Uint8Array } {
  const rows = present.length;
  const order = permutation({ seed, stream: STREAM.vectorRows, step }, rows).subarray(0, Math.round(share * rows));
  const out = { values: values.slice(), present: present.slice() };
  const take = (to: number, from: number): void => {
    out.values.set(values.subarray(from * width, (from + 1) * width), to * width);
    out.present[to] = present[from] ?? 0;
  };
  order.forEach((row, rank) => {
    if (how === 'remove') {
      out.values.fill(0, row * width, (row + 1) * width);
      out.present[row] = 0;
    } else {
      // In a swap the partner is the neighbour in the drawn order; the last of an odd number stays.
      const partner = how === 'shuffle' ? order[(rank + 1) % order.length] : order[rank ^ 1];
      take(row, partner ?? row);
    }
  });
  return out;
}
