// What the grid records, by variant: test recall@20 on all held-out clicks and without noise clicks.
import * as v from 'valibot';

export const Scores = v.object({ all: v.number(), withoutNoise: v.number() });
export const Grid = v.record(
  v.string(),
  v.object({
    seeds: v.array(v.number()),
    popularity: Scores,
    semanticOnly: Scores,
    /** One score a seed, by alignment; "none" is the backbone by itself. */
    arms: v.record(v.string(), v.array(Scores))
  })
);
export type Grid = v.InferOutput<typeof Grid>;

export type Score = v.InferOutput<typeof Scores>;
