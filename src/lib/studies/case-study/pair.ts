// The one pair of the case study (paper §4.5, Fig. 6): how far apart two users are, what their profiles share, and where one stands
// among the other's far users under each run. An example to look at, not evidence: that is population.ts.
import type { Dataset } from '#lib/dataset/types';
import { sharedWords } from '#lib/profiles/shared-words';
import type { ProfileSet } from '#lib/profiles/types';
import { pathTo, walkFrom, type Adjacency } from '../graph-distance/graph-distance';
import { itemsOfUser } from '../rankings';
import type { CaseStudyPair, CaseStudyPerson } from './data';
import { cosine, cosines, RanksAmong, unitRows, type UnitRows } from './far-ranks';
import { semanticOf } from './finder';
import { farUsersOf, sharedHeldOut, type HeldOut } from './pairs';
import type { SeedEmbeddings } from './population';

export interface PairInput {
  readonly dataset: Dataset;
  readonly graph: Adjacency;
  readonly held: HeldOut;
  readonly semantic: UnitRows | null;
  /** 1 where a user has a vector. [users] */
  readonly present: Uint8Array;
  readonly profiles: ProfileSet | null;
  /** In the order of `relevance` (data.ts). */
  readonly runs: readonly (SeedEmbeddings & { readonly arm: number })[];
  /** More than three hops apart. */
  readonly user: number;
  readonly other: number;
  readonly rule: string | null;
}

/**
 * What is shown of one pair: distance and one shortest way in the training graph, shared phrases and held-out items, and under each run the
 * cosine of the final embeddings with the rank of `other` among the users far from `user` (1 the nearest; ties share the middle).
 */
export function describePair(input: PairInput): CaseStudyPair {
  const { dataset, graph, held, profiles, user, other, rule } = input;
  const walk = walkFrom(graph, user);
  const hops = walk.hops[other] ?? -1;
  const scratch = new Uint8Array(graph.userCount);
  const { far } = farUsersOf(graph, held, user, scratch);
  const at = far.indexOf(other);
  const titled = (item: number) => titleOf(dataset, item);
  return {
    user: personOf(input, user, other),
    other: personOf(input, other, user),
    rule,
    profileLabel: profiles?.provenance.label ?? null,
    distance: hops === -1 ? null : hops,
    path: (pathTo(walk, other) ?? []).map((node) =>
      node < graph.userCount
        ? { node: 'user', id: idOf(dataset, node), title: dataset.userTexts?.[node]?.name || idOf(dataset, node) }
        : { node: 'item', ...titled(node - graph.userCount) }
    ),
    semantic: semanticOf(input, user, other),
    heldOut: sharedHeldOut(held, user, other).map(titled),
    relevance: input.runs.map(({ arm, seed, userEmbeddings }) => {
      const space = unitRows(userEmbeddings, userEmbeddings.length / graph.userCount);
      const ranks = new RanksAmong(cosines(space, user, far));
      return { arm, seed, cosine: cosine(space, user, other), rank: ranks.rank(at), of: far.length };
    })
  };
}

const idOf = (dataset: Dataset, user: number): string => dataset.userIds[user] ?? String(user);

function titleOf(dataset: Dataset, item: number) {
  const id = dataset.itemIds[item] ?? String(item);
  return { id, title: dataset.itemTexts?.[item]?.title || id };
}

function personOf({ dataset, profiles }: PairInput, user: number, other: number): CaseStudyPerson {
  const history = itemsOfUser(dataset.split.train, user);
  const [profile, theirs] = [profiles?.users[user]?.text ?? null, profiles?.users[other]?.text ?? null];
  return {
    id: idOf(dataset, user),
    clicks: history.length,
    history: history.map((item) => titleOf(dataset, item)),
    profile,
    shared: sharedWords(profile, [{ item: 'other', text: theirs }]).map(({ words }) => words)
  };
}
