// Triples of an epoch (official behaviour, model spec §1): for every training interaction one item drawn uniformly until
// it is no training item of that user (held-out items can be drawn), then all triples shuffled and cut into batches; the
// last one may be smaller.
import { permutation, uniformInt, uniformInts, type RandomKey } from '#kernels/random/random';
import { STREAM } from '#kernels/random/streams';
import type { InteractionList } from '#lib/dataset/types';

export interface Triples {
  readonly users: Int32Array; // [n]
  readonly positives: Int32Array; // [n] items
  readonly negatives: Int32Array; // [n] items
}

/** Draws of one interaction are `ATTEMPTS` apart, so that a rejected one never takes its neighbour's number. */
const ATTEMPTS = 64;

export class EpochSampler {
  readonly #known: readonly ReadonlySet<number>[];
  readonly #train: InteractionList;
  readonly #itemCount: number;
  readonly #seed: number;

  constructor(train: InteractionList, userCount: number, itemCount: number, seed: number) {
    this.#train = train;
    this.#itemCount = itemCount;
    this.#seed = seed;
    const known: Set<number>[] = Array.from({ length: userCount }, () => new Set());
    train.users.forEach((user, at) => known[user]?.add(train.items[at] ?? -1));
    this.#known = known;
  }

  /** The epoch's triples, shuffled. */
  epoch(epoch: number): Triples {
    const n = this.#train.users.length;
    const order = permutation({ seed: this.#seed, stream: STREAM.shuffle, step: epoch }, n);
    const drawn = this.#negatives(epoch);
    const users = new Int32Array(n);
    const positives = new Int32Array(n);
    const negatives = new Int32Array(n);
    for (let to = 0; to < n; to++) {
      const from = order[to] ?? 0;
      users[to] = this.#train.users[from] ?? 0;
      positives[to] = this.#train.items[from] ?? 0;
      negatives[to] = drawn[from] ?? 0;
    }
    return { users, positives, negatives };
  }

  /** One for each interaction, in the order of the data: a user's stand together there, and what a user knows is looked up at one place. */
  #negatives(epoch: number): Int32Array {
    const key = { seed: this.#seed, stream: STREAM.negatives, step: epoch };
    const { users } = this.#train;
    const items = uniformInts(key, users.length, this.#itemCount, ATTEMPTS);
    for (let at = 0; at < items.length; at++) {
      const user = users[at] ?? 0;
      if (this.#known[user]?.has(items[at] ?? 0)) items[at] = this.#nextNegative(key, at, user);
    }
    return items;
  }

  /** What is drawn for an interaction whose first draw the user knows. */
  #nextNegative(key: RandomKey, interaction: number, user: number): number {
    const known = this.#known[user];
    // A user who knows every item has no negative; the last draw then stands, and BPR compares two known items.
    let item = 0;
    for (let attempt = 1; attempt < ATTEMPTS; attempt++) {
      item = uniformInt(key, interaction * ATTEMPTS + attempt, this.#itemCount);
      if (!known?.has(item)) break;
    }
    return item;
  }
}
