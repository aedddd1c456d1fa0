// Triples of an epoch (official behaviour, model spec §1): for every training interaction one item drawn uniformly until
// it is no training item of that user (held-out items can be drawn), then all triples shuffled and cut into batches; the
// last one may be smaller.
import { permutation, uniformInt } from '#kernels/random/random';
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
  private readonly known: readonly ReadonlySet<number>[];

  constructor(
    private readonly train: InteractionList,
    userCount: number,
    private readonly itemCount: number,
    private readonly seed: number
  ) {
    const known: Set<number>[] = Array.from({ length: userCount }, () => new Set());
    train.users.forEach((user, at) => known[user]?.add(train.items[at] ?? -1));
    this.known = known;
  }

  /** The epoch's triples, shuffled. */
  epoch(epoch: number): Triples {
    const n = this.train.users.length;
    const order = permutation({ seed: this.seed, stream: STREAM.shuffle, step: epoch }, n);
    const users = new Int32Array(n);
    const positives = new Int32Array(n);
    const negatives = new Int32Array(n);
    order.forEach((from, to) => {
      users[to] = this.train.users[from] ?? 0;
      positives[to] = this.train.items[from] ?? 0;
      negatives[to] = this.negative(epoch, from, this.train.users[from] ?? 0);
    });
    return { users, positives, negatives };
  }

  private negative(epoch: number, interaction: number, user: number): number {
    const key = { seed: this.seed, stream: STREAM.negatives, step: epoch };
    const known = this.known[user];
    // A user who knows every item has no negative; the last draw then stands, and BPR compares two known items.
    let item = 0;
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      item = uniformInt(key, interaction * ATTEMPTS + attempt, this.itemCount);
      if (!known?.has(item)) break;
    }
    return item;
  }
}
