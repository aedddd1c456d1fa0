// Two users beside each other: how far apart, how near in each run's space (model spec §11), how alike in words, and what they share.
import type { SemanticVectors } from '#lib/dataset/types';
import { cosineOf } from '#lib/embeddings/cosine';
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

/**
 * A pair of users under every run, in float64. Ranks are among all users more than three hops from `user` (model spec §11), from 1, equal
 * cosines sharing the middle of their ranks; null where `other` is nearer. Items are joint nodes, ascending.
 */
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
  const rowOf = (user: number) => users.subarray(user * dimensions, (user + 1) * dimensions);
  return cosineOf(rowOf(one), rowOf(other));
}
