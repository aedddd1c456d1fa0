// Two users beside each other: how far apart, how near in each run's space (model spec §11), how alike in words, and what they share.
import type { SemanticVectors } from '#lib/dataset/types';
import { cosine, cosines, RanksAmong, type UnitRows } from '../case-study/far-ranks';
import { farUsersOf, sharedHeldOut, type HeldOut } from '../case-study/pairs';
import { neighboursOf, type Adjacency, type Walk } from '../graph-distance/graph-distance';
import type { ExplorePair, PairRelevance, RunKey } from './types';

export interface PairInput {
  readonly graph: Adjacency;
  readonly held: HeldOut;
  /** Unit rows of the users under each run. */
  readonly runs: readonly { readonly key: RunKey; readonly users: UnitRows }[];
  readonly vectors: SemanticVectors | null;
  readonly user: number;
  readonly other: number;
  /** From the user to the end of the graph, and one shortest path on it. */
  readonly walk: Walk;
  readonly path: readonly number[];
}

export function pairOf({ graph, held, runs, vectors, user, other, walk, path }: PairInput): ExplorePair {
  const { userCount } = graph;
  const { far } = farUsersOf(graph, held, user, new Uint8Array(userCount));
  const at = far.indexOf(other);
  const relevance = runs.map(({ key, users }): PairRelevance => {
    const rank = at === -1 ? null : new RanksAmong(cosines(users, user, far)).rank(at);
    return { run: key, cosine: cosine(users, user, other), rank, of: far.length };
  });
  const hops = walk.hops[other] ?? -1;
  const clicked = new Set(neighboursOf(graph, other));
  return {
    distance: hops === -1 ? null : hops,
    path,
    relevance,
    semantic: vectors && semanticCosine(vectors, user, other),
    sharedHeldOut: sharedHeldOut(held, user, other).map((item) => userCount + item),
    sharedTrain: [...neighboursOf(graph, user)].filter((item) => clicked.has(item))
  };
}

/** Cosine of two users' vectors; null where one has none. */
export function semanticCosine(
  { users, userPresent, dimensions }: SemanticVectors,
  one: number,
  other: number
): number | null {
  if (userPresent[one] !== 1 || userPresent[other] !== 1) return null;
  let [product, ours, theirs] = [0, 0, 0];
  for (let k = 0; k < dimensions; k++) {
    const [a, b] = [users[one * dimensions + k] ?? 0, users[other * dimensions + k] ?? 0];
    product += a * b;
    ours += a * a;
    theirs += b * b;
  }
  return ours === 0 || theirs === 0 ? null : product / Math.sqrt(ours * theirs);
}
