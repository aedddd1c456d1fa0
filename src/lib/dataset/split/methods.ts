// Every way to split interactions into training, validation and test. A method says which part each interaction is in; what it
// cannot promise (an item that only the test has) is counted.
import '#lib/errors/data';
import { permutation } from '#kernels/random/random';
import { STREAM } from '#kernels/random/streams';
import { appError } from '#lib/errors/app-error';
import type { InteractionList } from '../types';
import type { SplitMethod } from './names';
import { withValidation } from './validation';
import { assignPaperSplit, partsByRank, type Shares } from './split';

export interface SplitInput {
  /** Pairs, each once. */
  readonly list: InteractionList;
  readonly userCount: number;
  readonly itemCount: number;
  /** Seconds since 1970 by interaction; NaN where unknown. */
  readonly timestamps: Float64Array | null;
  /** The file's own split. */
  readonly parts: Uint8Array | null;
}

/**
 * The part of each interaction, 0 train, 1 val, 2 test.
 * - `own`: as the files say; where they have no validation part it is drawn from training, by its share of what is not test.
 * - `paper`: at random over all interactions so that every node keeps one for training (model spec §8.16).
 * - `user-random`, `user-time`: each user's interactions by the shares, at random or the latest held out; a user keeps at least one
 *   for training.
 * - `time`: all interactions by the shares of time; users and items of the last days may have no training interaction.
 * - `leave-one-out`: each user's last interaction is test, the one before validation; users with fewer than three are training.
 *   Without times the order is drawn.
 * - `cold-items`: whole items, drawn, by the shares of the items: these have no training interaction, and what is held out is all of theirs.
 *   Every user keeps an interaction for training: an item that would take the last one is not drawn.
 * Interactions at one and the same time stand in the order of the file.
 * @throws AppError prepare/no-own-split, prepare/no-times, prepare/empty-part, dataset/cannot-split
 */
export function assignSplit(method: SplitMethod, input: SplitInput, shares: Shares, seed: number): Uint8Array {
  const parts = assign(method, input, shares, seed);
  for (const [part, name] of ['training', 'validation', 'test'].entries()) {
    if (!parts.includes(part)) throw appError('prepare/empty-part', { part: name, split: method });
  }
  return parts;
}

/** Whether parts are training and test and nothing else. */
export const lacksValidation = (parts: Uint8Array): boolean =>
  parts.includes(0) && parts.includes(2) && !parts.includes(1);

function assign(method: SplitMethod, input: SplitInput, shares: Shares, seed: number): Uint8Array {
  const { list, userCount, itemCount, timestamps } = input;
  const n = list.users.length;
  switch (method) {
    case 'own':
      if (!input.parts) throw appError('prepare/no-own-split', {});
      // Without validation, but with a test part: it is drawn from training.
      return lacksValidation(input.parts)
        ? withValidation(list, input.parts, shares[1] / (shares[0] + shares[1]), seed)
        : input.parts;
    case 'paper':
      return assignPaperSplit(list, userCount, itemCount, seed, shares);
    case 'user-random':
      return perUser(list, userCount, permutation({ seed, stream: STREAM.split, step: 0 }, n), (order) =>
        partsOfUser(order.length, shares)
      );
    case 'user-time':
      return perUser(list, userCount, byTime(timestamps, n, 'A split of each user by time'), (order) =>
        partsOfUser(order.length, shares)
      );
    case 'time':
      return partsByRank(byTime(timestamps, n, 'A split by time'), n, shares);
    case 'cold-items':
      return coldItems(input, shares, seed);
    case 'leave-one-out': {
      const isTimed = timestamps !== null && !timestamps.some(Number.isNaN);
      const order = isTimed ? byTime(timestamps, n, '') : permutation({ seed, stream: STREAM.split, step: 0 }, n);
      return perUser(list, userCount, order, (own) =>
        Uint8Array.from(own, (_, rank) =>
          own.length < 3 || rank < own.length - 2 ? 0 : rank === own.length - 2 ? 1 : 2
        )
      );
    }
  }
}

/** Whole items by the shares of their number: test first, so that the test part does not depend on the size of the validation part. */
function coldItems({ list, userCount, itemCount }: SplitInput, [, val, test]: Shares, seed: number): Uint8Array {
  const pairsOf = Array.from({ length: itemCount }, (): number[] => []);
  const left = new Int32Array(userCount);
  list.items.forEach((item, at) => {
    const user = list.users[at] ?? 0;
    pairsOf[item]?.push(at);
    left[user] = (left[user] ?? 0) + 1;
  });
  const parts = new Uint8Array(list.items.length);
  const wanted = [
    { part: 2, count: Math.round(test * itemCount) },
    { part: 1, count: Math.round(val * itemCount) }
  ];
  for (const item of permutation({ seed, stream: STREAM.split, step: 0 }, itemCount)) {
    const place = wanted.find(({ count }) => count > 0);
    if (!place) break;
    const own = pairsOf[item] ?? [];
    const users = own.map((at) => list.users[at] ?? 0);
    if (own.length === 0 || users.some((user) => (left[user] ?? 0) < 2)) continue;
    place.count--;
    for (const user of users) left[user] = (left[user] ?? 0) - 1;
    for (const at of own) parts[at] = place.part;
  }
  return parts;
}

/** Positions from the earliest to the latest. */
export function byTime(timestamps: Float64Array | null, n: number, what: string): Int32Array {
  const without = timestamps ? timestamps.reduce((sum, time) => sum + (Number.isNaN(time) ? 1 : 0), 0) : n;
  if (!timestamps || without > 0) throw appError('prepare/no-times', { what, without, interactions: n });
  return Int32Array.from({ length: n }, (_, at) => at).sort(
    (a, b) => (timestamps[a] ?? 0) - (timestamps[b] ?? 0) || a - b
  );
}

/** Each user's interactions in the given order, and their parts from `partsOf`. */
function perUser(
  list: InteractionList,
  userCount: number,
  order: Int32Array,
  partsOf: (own: readonly number[]) => Uint8Array
): Uint8Array {
  const own = Array.from({ length: userCount }, (): number[] => []);
  for (const at of order) own[list.users[at] ?? 0]?.push(at);
  const parts = new Uint8Array(list.users.length);
  for (const positions of own) {
    const theirs = partsOf(positions);
    positions.forEach((at, rank) => {
      parts[at] = theirs[rank] ?? 0;
    });
  }
  return parts;
}

/** By the shares, rounded; the first is always training. */
function partsOfUser(n: number, [train, val, test]: Shares): Uint8Array {
  const total = train + val + test;
  const testCount = Math.min(Math.round((n * test) / total), n - 1);
  const valCount = Math.min(Math.round((n * val) / total), n - 1 - testCount);
  return Uint8Array.from({ length: n }, (_, rank) =>
    rank < n - testCount - valCount ? 0 : rank < n - testCount ? 1 : 2
  );
}
