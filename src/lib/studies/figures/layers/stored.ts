// What the figure "layers" holds: for each depth L, how alike users are and what the lists are worth, read from the last layer alone and
// from the sum of all layers.
import * as v from 'valibot';
import { Values } from '../values';

const Reading = v.object({
  /** Mean cosine of pairs of users drawn at random; null where no pair has a direction. */
  users: v.nullable(v.number()),
  /** Mean cosine of user and item over all training clicks. */
  clicks: v.nullable(v.number()),
  /** Validation recall@20 over all items, training items left out; null where nothing is held out. */
  recall20: v.nullable(v.number())
});
export type Reading = v.InferOutput<typeof Reading>;

export const LayersData = v.object({
  show: v.literal('layers'),
  values: Values,
  run: v.object({
    label: v.string(),
    seed: v.number(),
    /** Layers that it was trained with; null where its backbone has no such setting. */
    layers: v.nullable(v.number())
  }),
  /** Pairs of users that were drawn. */
  pairs: v.number(),
  /** By depth, from 0. `alone` is Ā^L E, `sum` is Σ_{l ≤ L} Ā^l E. */
  depths: v.array(v.object({ depth: v.number(), alone: Reading, sum: Reading }))
});
export type LayersData = v.InferOutput<typeof LayersData>;
