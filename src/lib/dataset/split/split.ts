// The split of the RLMRec data (model spec §8.16): 3:1:1 at random over interactions, not per user, redrawn until every user and
// every item has a training interaction; and what every split shares: its parts in order, and its hash. Others are in methods.ts.
import { permutation } from '#kernels/random/random';
import { STREAM } from '#kernels/random/streams';
import { appError } from '#lib/errors/app-error';
import { sha256 } from '../stored/digest';
import type { InteractionList, Split, SplitName } from '../types';

export const SPLIT_NAMES = ['train', 'val', 'test'] as const satisfies readonly SplitName[];

/** Relative sizes of the parts: train, val, test. */
export type Shares = readonly [train: number, val: number, test: number];

export const PAPER_SHARES: Shares = [3, 1, 1];

/** Complete redraws before single interactions are swapped instead: on sparse data a whole draw seldom fits. */
const REDRAWS = 20;

/**
 * The part of each interaction, 0 train, 1 val, 2 test; [n] in the order of the list. After 20 redraws that leave some
 * node that has an interaction without one for training, the last draw is mended: each such node swaps one of its held-out
 * interactions with a training interaction whose user and item both keep another one. Sizes stay exactly as asked.
 * @throws AppError dataset/cannot-split where that is impossible (fewer training places than nodes need)
 */
export function assignPaperSplit(
  list: InteractionList,
  userCount: number,
  itemCount: number,
  seed: number,
  shares: Shares = PAPER_SHARES
): Uint8Array {
  let parts: Uint8Array = new Uint8Array(0);
  for (let draw = 0; draw < REDRAWS; draw++) {
    parts = drawParts(list.users.length, seed, draw, shares);
    if (nodesWithoutTraining(list, parts, userCount, itemCount).length === 0) return parts;
  }
  return mended(list, parts, userCount, itemCount, seed);
}

function drawParts(n: number, seed: number, draw: number, shares: Shares): Uint8Array {
  return partsByRank(permutation({ seed, stream: STREAM.split, step: draw }, n), n, shares);
}

/** Parts of `n` interactions by their rank in `order`: the first are train, then val, then test. */
export function partsByRank(order: Int32Array, n: number, [train, val, test]: Shares): Uint8Array {
  const total = train + val + test;
  const valStart = Math.round((n * train) / total);
  const testStart = Math.round((n * (train + val)) / total);
  const parts = new Uint8Array(n);
  order.forEach((interaction, rank) => {
    parts[interaction] = rank < valStart ? 0 : rank < testStart ? 1 : 2;
  });
  return parts;
}

/** Training degree by joint node id (users first). */
function trainDegrees(list: InteractionList, parts: Uint8Array, userCount: number, itemCount: number): Int32Array {
  const degrees = new Int32Array(userCount + itemCount);
  parts.forEach((part, at) => {
    if (part !== 0) return;
    for (const node of nodesOf(list, at, userCount)) degrees[node] = (degrees[node] ?? 0) + 1;
  });
  return degrees;
}

const nodesOf = (list: InteractionList, at: number, userCount: number): readonly [number, number] => [
  list.users[at] ?? 0,
  userCount + (list.items[at] ?? 0)
];

function nodesWithoutTraining(
  list: InteractionList,
  parts: Uint8Array,
  userCount: number,
  itemCount: number
): number[] {
  const degrees = trainDegrees(list, parts, userCount, itemCount);
  const present = trainDegrees(list, new Uint8Array(parts.length), userCount, itemCount);
  return Array.from(degrees.keys()).filter((node) => degrees[node] === 0 && (present[node] ?? 0) > 0);
}

function mended(
  list: InteractionList,
  drawn: Uint8Array,
  userCount: number,
  itemCount: number,
  seed: number
): Uint8Array {
  const parts = drawn.slice();
  const degrees = trainDegrees(list, parts, userCount, itemCount);
  const order = permutation({ seed, stream: STREAM.split, step: REDRAWS }, parts.length);
  const without = nodesWithoutTraining(list, parts, userCount, itemCount);
  // Interactions of each such node, in the order of the draw.
  const own = new Map(without.map((node): [number, number[]] => [node, []]));
  for (const at of order) for (const node of nodesOf(list, at, userCount)) own.get(node)?.push(at);
  for (const node of without) {
    if ((degrees[node] ?? 0) > 0) continue; // An earlier swap has served it.
    const comes = own.get(node)?.find((at) => parts[at] !== 0);
    const goes = order.find(
      (at) => parts[at] === 0 && nodesOf(list, at, userCount).every((other) => (degrees[other] ?? 0) > 1)
    );
    if (comes === undefined || goes === undefined) {
      throw appError('dataset/cannot-split', { interactions: parts.length, nodes: userCount + itemCount });
    }
    [parts[comes], parts[goes]] = [0, parts[comes] ?? 1];
    for (const other of nodesOf(list, comes, userCount)) degrees[other] = (degrees[other] ?? 0) + 1;
    for (const other of nodesOf(list, goes, userCount)) degrees[other] = (degrees[other] ?? 0) - 1;
  }
  return parts;
}

/** Positions of a list in the order user, then item. */
export function sortedOrder(list: InteractionList): number[] {
  return Array.from(list.users.keys()).sort(
    (a, b) => (list.users[a] ?? 0) - (list.users[b] ?? 0) || (list.items[a] ?? 0) - (list.items[b] ?? 0)
  );
}

/** The pairs at `positions`, in that order. */
export function pick(list: InteractionList, positions: readonly number[]): InteractionList {
  return {
    users: Int32Array.from(positions, (at) => list.users[at] ?? 0),
    items: Int32Array.from(positions, (at) => list.items[at] ?? 0)
  };
}

export const sortInteractions = (list: InteractionList): InteractionList => pick(list, sortedOrder(list));

/** SHA-256 of sizes and pairs: two numbers may be compared only where it is equal. Lists must be sorted. */
export async function hashSplit(
  userCount: number,
  itemCount: number,
  parts: Readonly<Record<SplitName, InteractionList>>
): Promise<string> {
  const numbers: number[] = [userCount, itemCount];
  for (const name of SPLIT_NAMES) {
    const { users, items } = parts[name];
    numbers.push(users.length);
    users.forEach((user, at) => numbers.push(user, items[at] ?? 0));
  }
  const bytes = new DataView(new ArrayBuffer(4 * numbers.length));
  numbers.forEach((number, at) => bytes.setUint32(4 * at, number, true));
  return sha256(new Uint8Array(bytes.buffer));
}

export async function makeSplit(
  userCount: number,
  itemCount: number,
  parts: Readonly<Record<SplitName, InteractionList>>
): Promise<Split> {
  const sorted = {
    train: sortInteractions(parts.train),
    val: sortInteractions(parts.val),
    test: sortInteractions(parts.test)
  };
  return { ...sorted, hash: await hashSplit(userCount, itemCount, sorted) };
}
