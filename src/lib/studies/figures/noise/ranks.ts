// Where a run ranks clicks: the relative rank of each held-out and each training click, and what groups of clicks come to. Plain
// float64 on the host, so that stored embeddings give the same numbers on every backend.
import type { Split } from '#lib/dataset/types';
import type { RunArrays } from '#lib/training/types';
import type { Ranks } from './stored';

/** Bins of the histograms. */
export const BINS = 20;
/** Users between two calls of `step`. */
const BLOCK = 64;

export interface RankInput {
  readonly userCount: number;
  readonly itemCount: number;
  readonly split: Pick<Split, 'train' | 'test'>;
  /** Scores are dot products of these rows. */
  readonly run: Pick<RunArrays, 'userEmbeddings' | 'itemEmbeddings'>;
  /** To be told of the users that are done. */
  step(users: number): Promise<void>;
}

/** Relative ranks, parallel to the rows of the test and of the training part. */
export interface RelativeRanks {
  readonly heldOut: Float64Array;
  readonly trained: Float64Array;
}

/**
 * The relative rank of each click: the share of the items that its user did not click in training, itself left out, that score
 * higher; 0 is the top, 1 the end. Of equal scores the lower item stands first, as in every list here. So held-out and training
 * clicks are ranked against the same items.
 */
export async function relativeRanks(input: RankInput): Promise<RelativeRanks> {
  const { userCount, itemCount, split, run } = input;
  const width = run.userEmbeddings.length / userCount;
  const ranks = {
    heldOut: new Float64Array(split.test.users.length),
    trained: new Float64Array(split.train.users.length)
  };
  const rows = { heldOut: rowsByUser(split.test.users, userCount), trained: rowsByUser(split.train.users, userCount) };
  const scores = new Float64Array(itemCount);
  const clicked = new Uint8Array(itemCount);
  for (let user = 0; user < userCount; user++) {
    if (user % BLOCK === 0) await input.step(user);
    const trained = rows.trained[user] ?? [];
    const heldOut = rows.heldOut[user] ?? [];
    if (trained.length + heldOut.length === 0) continue;
    scoreItems(run, user, width, scores);
    clicked.fill(0);
    for (const row of trained) clicked[split.train.items[row] ?? 0] = 1;
    for (const row of trained) ranks.trained[row] = relativeRank(scores, clicked, split.train.items[row] ?? 0);
    for (const row of heldOut) ranks.heldOut[row] = relativeRank(scores, clicked, split.test.items[row] ?? 0);
  }
  return ranks;
}

function rowsByUser(users: Int32Array, userCount: number): number[][] {
  const rows: number[][] = Array.from({ length: userCount }, () => []);
  users.forEach((user, row) => rows[user]?.push(row));
  return rows;
}

function scoreItems(
  { userEmbeddings, itemEmbeddings }: RankInput['run'],
  user: number,
  width: number,
  out: Float64Array
): void {
  for (let item = 0; item < out.length; item++) {
    let score = 0;
    for (let d = 0; d < width; d++) {
      score += (userEmbeddings[user * width + d] ?? 0) * (itemEmbeddings[item * width + d] ?? 0);
    }
    out[item] = score;
  }
}

/** @param clicked 1 at the items that take no part */
function relativeRank(scores: Float64Array, clicked: Uint8Array, item: number): number {
  const own = scores[item] ?? 0;
  let others = 0;
  let higher = 0;
  for (let other = 0; other < scores.length; other++) {
    if (other === item || clicked[other] === 1) continue;
    const score = scores[other] ?? 0;
    others++;
    if (score > own || (score === own && other < item)) higher++;
  }
  return others === 0 ? 0 : higher / others;
}

/** Histogram, median (the mean of two middles) and mean of the relative ranks at the rows that belong to a group. */
export function summariseRanks(ranks: Float64Array, belongs: (row: number) => boolean): Ranks {
  const group = ranks.filter((_, row) => belongs(row)).sort();
  const clicks = group.length;
  const counts = new Array<number>(BINS).fill(0);
  for (const rank of group) {
    const bin = Math.min(BINS - 1, Math.floor(rank * BINS));
    counts[bin] = (counts[bin] ?? 0) + 1;
  }
  if (clicks === 0) return { clicks, counts, median: null, mean: null };
  const median = ((group[Math.floor((clicks - 1) / 2)] ?? 0) + (group[Math.floor(clicks / 2)] ?? 0)) / 2;
  return { clicks, counts, median, mean: group.reduce((a, b) => a + b, 0) / clicks };
}
