// The case study of one pair as a picture: all far users of one by their rank under each run, the other marked among them, with the ranks that
// other seeds of the same run give; and how far all pairs moved from A to B, this one among them. In float64, in a fixed order.
import type { WorkStep } from '#lib/work/work';
import { cosines, RanksAmong, unitRows, type UnitRows } from '../case-study/far-ranks';
import { BINS, binOf, closerBy } from '../case-study/tally';
import { farUsersOf, type HeldOut } from '../case-study/pairs';
import type { Adjacency } from '../graph-distance/graph-distance';
import type { PairMove, PairPicture, PairStrip, RunKey } from './types';

export interface PictureRun {
  readonly key: RunKey;
  readonly users: UnitRows;
}

/** The users of another seed of a run that is open. [users, width] */
export interface OtherSeed {
  readonly run: RunKey;
  readonly seed: number;
  readonly userEmbeddings: Float32Array;
}

export interface PictureInput {
  readonly graph: Adjacency;
  readonly held: HeldOut;
  readonly runs: readonly (PictureRun & { readonly seed: number })[];
  readonly others: readonly OtherSeed[];
}

/** Users between two steps. */
const BLOCK = 16;

/** How far all ordered pairs moved: far apart, with a held-out item in common. */
export interface AllMoves {
  /** Of relative ranks, before − after: above zero they came closer. Ascending. */
  readonly sorted: Float64Array;
}

/** null where there is one run only. */
export async function movesOfAll(
  { graph, held, runs }: Pick<PictureInput, 'graph' | 'held' | 'runs'>,
  step: WorkStep
): Promise<AllMoves | null> {
  const [a, b] = runs;
  if (!a || !b) return null;
  const moves: number[] = [];
  const scratch = new Uint8Array(graph.userCount);
  for (let user = 0; user < graph.userCount; user++) {
    if (user % BLOCK === 0) await step(user, graph.userCount, 'Ranks of all pairs', 'users');
    const { far, partners } = farUsersOf(graph, held, user, scratch);
    if (partners.length === 0) continue;
    const [before, after] = [a, b].map(({ users }) => new RanksAmong(cosines(users, user, far)));
    if (!before || !after) continue;
    for (const at of partners) moves.push(before.relative(at) - after.relative(at));
  }
  return { sorted: Float64Array.from(moves).sort() };
}

/** null where the two are not far from each other. */
export function pictureOf(input: PictureInput, user: number, other: number, all: AllMoves | null): PairPicture | null {
  const { graph, held, runs, others } = input;
  const { far, partners } = farUsersOf(graph, held, user, new Uint8Array(graph.userCount));
  const at = far.indexOf(other);
  if (at === -1) return null;
  const strips = runs.map(({ key, seed, users }): PairStrip => {
    const ranks = new RanksAmong(cosines(users, user, far));
    const seeds = others
      .filter(({ run }) => run === key)
      .map(({ seed: theirs, userEmbeddings }) => {
        const space = unitRows(userEmbeddings, userEmbeddings.length / graph.userCount);
        return { seed: theirs, rank: new RanksAmong(cosines(space, user, far)).rank(at) };
      });
    return {
      run: key,
      rank: ranks.rank(at),
      seeds: [{ seed, rank: ranks.rank(at) }, ...seeds],
      partners: Float64Array.from(partners, (partner) => ranks.rank(partner)).sort(),
      likeness: Float64Array.from(ranks.scores).sort().reverse()
    };
  });
  const [before, after] = strips;
  const relative = (rank: number) => (far.length < 2 ? 0 : (rank - 1) / (far.length - 1));
  const own = before && after ? relative(before.rank) - relative(after.rank) : null;
  return { user, other, of: far.length, strips, spread: all && own !== null ? spreadOf(all, own) : null };
}

function spreadOf({ sorted }: AllMoves, own: number): NonNullable<PairPicture['spread']> {
  const bins = new Array<number>(BINS).fill(0);
  let [closer, less, equal] = [0, 0, 0];
  for (const move of sorted) {
    const bin = binOf(move);
    bins[bin] = (bins[bin] ?? 0) + 1;
    closer += closerBy(move);
    less += move < own ? 1 : 0;
    equal += move === own ? 1 : 0;
  }
  const pairs = sorted.length;
  return {
    pairs,
    bins,
    own,
    closer: pairs > 0 ? closer / pairs : 0,
    below: pairs > 0 ? (less + equal / 2) / pairs : 0,
    median: sorted[Math.floor(pairs / 2)] ?? 0
  };
}

/** Ranks of two users among each other's far users, both directions, under each run; none where they are near. */
export function movesBetween(
  { graph, held, runs }: Pick<PictureInput, 'graph' | 'held' | 'runs'>,
  one: number,
  other: number
): readonly PairMove[] {
  return [
    [one, other],
    [other, one]
  ].flatMap(([from = 0, to = 0]): PairMove[] => {
    const { far } = farUsersOf(graph, held, from, new Uint8Array(graph.userCount));
    const at = far.indexOf(to);
    if (at === -1) return [];
    const [before, after] = runs.map(({ users }) => new RanksAmong(cosines(users, from, far)).rank(at));
    return before === undefined ? [] : [{ from, to, before, after: after ?? null, of: far.length }];
  });
}
