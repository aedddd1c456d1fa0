// What a case study holds, as a schema of plain JSON; what is stored is checked against it.
import * as v from 'valibot';

const Titled = v.object({ id: v.string(), title: v.string() });

const Person = v.object({
  id: v.string(),
  /** Training clicks. */
  clicks: v.number(),
  /** Titles of training items, in the order of the data. */
  history: v.array(Titled),
  profile: v.nullable(v.string()),
  /** Phrases of this profile that the other one has too, as written here. */
  shared: v.array(v.string())
});

/** One pair to look at (paper, Fig. 6). */
const OnePair = v.object({
  user: Person,
  other: Person,
  /** How the pair was chosen; null where the notebook names both. */
  rule: v.nullable(v.string()),
  profileLabel: v.nullable(v.string()),
  /** Hops in the training graph; null where no way leads. */
  distance: v.nullable(v.number()),
  /** The nodes of one shortest way, both users included; empty where there is none. */
  path: v.array(v.object({ node: v.picklist(['user', 'item']), id: v.string(), title: v.string() })),
  /** Cosine of the two profiles' vectors; null where there are none. */
  semantic: v.nullable(v.number()),
  heldOut: v.array(Titled),
  /**
   * Of each arm but the baseline its first seed that the baseline has too, and the baseline at these seeds, first: cosine of the final
   * embeddings, and the rank of `other` among the users far from `user`, 1 at the top.
   */
  relevance: v.array(
    v.object({ arm: v.number(), seed: v.number(), cosine: v.number(), rank: v.number(), of: v.number() })
  )
});

/** Who is counted, the same for every row. */
const Population = v.object({
  /** Ordered pairs: (u, v) and (v, u) are two. */
  pairs: v.number(),
  /** Users u with such a pair. */
  users: v.number(),
  /** Pairs left out, since no far user could be their control. */
  withoutControl: v.number(),
  /** Pairs matched by profiles, and by training clicks, with the mean difference between the pair's number and its control's. */
  matched: v.object({
    profiles: v.object({ pairs: v.number(), gap: v.number() }),
    clicks: v.object({ pairs: v.number(), gap: v.number() })
  }),
  /** Of the histograms, of differences in relative rank. */
  edges: v.array(v.number())
});

/** Pairs, or their controls, under one run against the baseline. Ranks are relative: 0 the nearest far user, 1 the farthest. */
const Side = v.object({
  /** Share of pairs that the run brings closer; of those that stay where they are, half. */
  closer: v.number(),
  /** Relative rank under the baseline minus that under the run: above zero is closer. */
  mean: v.number(),
  /** To the nearest ten-thousandth. */
  median: v.number(),
  /** Mean relative rank under the baseline, and under the run. */
  before: v.number(),
  after: v.number(),
  /** Pairs in each bin of the population's edges. */
  counts: v.array(v.number())
});

const Interval = v.object({ low: v.number(), high: v.number() });

const Row = v.object({
  /** Index in `arms`. 0, the baseline, is the null: one of its seeds against another. Which comes first turns its sign. */
  arm: v.number(),
  seed: v.number(),
  /** Seed of the baseline's run; another one in the null alone. */
  against: v.number(),
  pairs: Side,
  controls: Side,
  /** Mean over pairs of: how much closer the pair came than its control. */
  effect: v.number(),
  /** Of the effect, over users: pairs with a user in common hang together (common-users.ts). */
  interval95: Interval,
  /** Share of pairs that came closer than their control; ties count half. */
  exceeds: v.number()
});

export const CaseStudyForm = v.object({
  /** The baseline first. */
  arms: v.array(v.object({ label: v.string(), backbone: v.string(), alignment: v.string() })),
  pair: OnePair,
  population: Population,
  /** By arm, then seed; the null, each two seeds of the baseline, last. */
  rows: v.array(Row)
});
export type CaseStudyData = v.InferOutput<typeof CaseStudyForm>;
export type CaseStudyPair = v.InferOutput<typeof OnePair>;
export type CaseStudyPerson = v.InferOutput<typeof Person>;
export type CaseStudyPopulation = v.InferOutput<typeof Population>;
export type CaseStudyRow = v.InferOutput<typeof Row>;
export type CaseStudySide = v.InferOutput<typeof Side>;
