// Trains the plainest model that ranks: a row of numbers for each user and each item, and steps on pairs (BPR with matrix factorisation:
// Rendle et al., UAI 2009). One click after the other, in float64 on the host, so that a lesson can show every step of it; LightGCN learns
// by the same loss, in batches and over a graph.
import { permutation, uniformArray, uniformInt, type RandomKey } from '#kernels/random/random';
import { STREAM } from '#kernels/random/streams';
import { itemsOf, type ItemsByUser } from '#kernels/top-k/select';
import type { InteractionList } from '#lib/dataset/types';
import { pairLoss, scoreOf, stepOnPair, type Row, type StepSize } from '#lib/explain/pairwise-step';

/** Rows of users [users, width] and of items [items, width], row-major. */
export interface Tables {
  readonly width: number;
  readonly users: Float64Array;
  readonly items: Float64Array;
}

/** Where numbers begin: uniform between minus and plus this. */
const START = 0.1;
/** Draws of an item that was not clicked; a user who clicked nearly all may have none. */
const TRIES = 64;

export const rowAt = (table: Float64Array, width: number, at: number): Row =>
  table.subarray(at * width, (at + 1) * width);

export function startTables(userCount: number, itemCount: number, width: number, seed: number): Tables {
  const drawn = (stream: number, count: number): Float64Array =>
    Float64Array.from(uniformArray({ seed, stream, step: 0 }, count * width), (u) => (2 * u - 1) * START);
  return { width, users: drawn(STREAM.userInit, userCount), items: drawn(STREAM.itemInit, itemCount) };
}

/** A pair to learn from: this user clicked the one item and not the other. */
export interface RankingPair {
  readonly user: number;
  readonly clicked: number;
  readonly other: number;
}

/** One pair a training click, in a random order, each with an item drawn among those that its user did not click. */
export function* pairsOf(
  clicks: InteractionList,
  byUser: ItemsByUser,
  itemCount: number,
  { seed, epoch }: { readonly seed: number; readonly epoch: number }
): Generator<RankingPair, void> {
  const count = clicks.users.length;
  const key = { seed, stream: STREAM.negatives, step: epoch };
  for (const row of permutation({ seed, stream: STREAM.shuffle, step: epoch }, count)) {
    const user = clicks.users[row] ?? 0;
    const other = notClicked(itemsOf(byUser, user), itemCount, key, row, count);
    if (other !== null) yield { user, clicked: clicks.items[row] ?? 0, other };
  }
}

function notClicked(clicked: Int32Array, itemCount: number, key: RandomKey, row: number, rows: number): number | null {
  for (let attempt = 0; attempt < TRIES; attempt += 1) {
    const item = uniformInt(key, attempt * rows + row, itemCount);
    if (!clicked.includes(item)) return item;
  }
  return null;
}

/**
 * Makes one step on each pair, or none where `size` is null.
 * @returns the mean loss of the pairs, each before its own step, in nats; NaN without a pair
 */
export function runPairs({ users, items, width }: Tables, pairs: Iterable<RankingPair>, size: StepSize | null): number {
  let loss = 0;
  let count = 0;
  for (const { user, clicked, other } of pairs) {
    const [w, h, o] = [rowAt(users, width, user), rowAt(items, width, clicked), rowAt(items, width, other)];
    loss += pairLoss(size ? stepOnPair(w, h, o, size) : scoreOf(w, h) - scoreOf(w, o));
    count += 1;
  }
  return loss / count;
}
