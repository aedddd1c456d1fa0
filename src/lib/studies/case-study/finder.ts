// Proposes pairs of users worth a look: more than three hops apart in training, with a held-out item in common. Both rules look at no
// trained run, so that no pair is shown because a model did well on it.
import { uniformAt } from '#kernels/random/random';
import { STREAM } from '#kernels/random/streams';
import type { FinderRule, ProposedPair } from '../explore/types';
import { walkFrom, type Adjacency } from '../graph-distance/graph-distance';
import { cosine, type UnitRows } from './far-ranks';
import { farPartnersOf, sharedHeldOut, type HeldOut } from './pairs';

export interface FinderAsk {
  readonly graph: Adjacency;
  readonly held: HeldOut;
  /** Unit vectors of the users' profiles; null where there are none. [users, dimensions] */
  readonly semantic: UnitRows | null;
  /** Users with a profile vector have a 1; left out, all have one. */
  readonly present?: Uint8Array;
  /** Whose pairs: the user comes first in each. Null: everyone's, each pair once with the lower index first. */
  readonly user: number | null;
  readonly rule: FinderRule;
  /** Pairs at most. */
  readonly count: number;
  /** Of the rule "random". */
  readonly seed: number;
}

/**
 * The rules in words, for the reader.
 * @param hasProfiles whether profile vectors are given
 * @param isOfUser whether one user's pairs were asked for
 */
export function ruleInWords(rule: FinderRule, hasProfiles: boolean, isOfUser: boolean): string {
  const among = `${isOfUser ? 'of this user’s pairs' : 'of all pairs'} more than three hops apart with a held-out item in common`;
  if (rule === 'random') return `Drawn at random ${among}, each as likely as any other.`;
  return hasProfiles
    ? `Chosen without looking at any run: ${among}, the one whose profiles are most alike.`
    : `Chosen without looking at any run: ${among}, the one with most such items, the first in the order of the data where several have as many.`;
}

interface Candidate {
  readonly user: number;
  readonly other: number;
  readonly score: number;
}

/** The `count` candidates of highest score, best first; equal scores in the order in which they came. */
class Best {
  readonly kept: Candidate[] = [];

  constructor(readonly count: number) {}

  offer(candidate: Candidate): void {
    const last = this.kept.at(-1);
    if (this.kept.length >= this.count && (last === undefined || candidate.score <= last.score)) return;
    const at = this.kept.findIndex(({ score }) => score < candidate.score);
    this.kept.splice(at === -1 ? this.kept.length : at, 0, candidate);
    if (this.kept.length > this.count) this.kept.pop();
  }
}

/**
 * Pairs by the rule, best first, at most `count`. "alike": highest cosine of the profiles, users without a vector left out; without
 * vectors, most shared held-out items. Of equal pairs the lower indices come first. "random": a uniform draw without replacement.
 * @param step awaited before each user; what it throws ends the search
 */
export async function proposePairs(
  ask: FinderAsk,
  step: (done: number, total: number) => Promise<void> = () => Promise.resolve()
): Promise<readonly ProposedPair[]> {
  const { graph, held, user: wanted, count } = ask;
  const best = new Best(count);
  const scratch = new Uint8Array(graph.userCount);
  const users = wanted === null ? new Int32Array(graph.userCount).keys() : [wanted];
  for (const user of users) {
    await step(wanted === null ? user : 0, wanted === null ? graph.userCount : 1);
    if (!isEligible(ask, user)) continue;
    for (const other of farPartnersOf(graph, held, user, scratch)) {
      if ((wanted === null && other < user) || !isEligible(ask, other)) continue;
      best.offer({ user, other, score: scoreOf(ask, user, other) });
    }
  }
  return best.kept.map(({ user, other }) => {
    const hops = walkFrom(graph, user).hops[other] ?? -1;
    return {
      user,
      other,
      distance: hops === -1 ? null : hops,
      semantic: semanticOf(ask, user, other),
      sharedHeldOut: sharedHeldOut(held, user, other).length
    };
  });
}

type Profiles = Pick<FinderAsk, 'semantic' | 'present'>;

const hasVector = ({ semantic, present }: Profiles, user: number): boolean =>
  semantic !== null && (present === undefined || present[user] === 1);

/** Cosine of two profiles; null where one of them has no vector. */
export function semanticOf(profiles: Profiles, user: number, other: number): number | null {
  const { semantic } = profiles;
  return semantic && hasVector(profiles, user) && hasVector(profiles, other) ? cosine(semantic, user, other) : null;
}

function isEligible(ask: FinderAsk, user: number): boolean {
  return ask.rule === 'random' || ask.semantic === null || hasVector(ask, user);
}

function scoreOf(ask: FinderAsk, user: number, other: number): number {
  // The pairs with the highest of independent uniform draws are a uniform sample.
  if (ask.rule === 'random') return uniformAt({ seed: ask.seed, stream: STREAM.proposedPairs, step: user }, other);
  return semanticOf(ask, user, other) ?? sharedHeldOut(ask.held, user, other).length;
}
