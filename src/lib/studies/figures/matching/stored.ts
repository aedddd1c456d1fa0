// What the figure "matching" holds: log B − L by batch size, of users, of items, and of users with the profiles of others. All in nats.
import * as v from 'valibot';
import { Values } from '../values';

const Estimate = v.object({ mean: v.number(), sd: v.number() });

export const MatchingData = v.object({
  show: v.literal('matching'),
  values: Values,
  run: v.object({ label: v.string(), seed: v.number(), temperature: v.number() }),
  /** Users and items with a profile vector. */
  users: v.number(),
  items: v.number(),
  /** The cell's own batch, which is among the sizes. */
  batch: v.number(),
  /** Ascending; null where there are fewer than B. */
  sizes: v.array(
    v.object({
      batch: v.number(),
      users: v.nullable(Estimate),
      items: v.nullable(Estimate),
      /** Users, each with the profile of another one. */
      others: v.nullable(Estimate)
    })
  )
});
export type MatchingData = v.InferOutput<typeof MatchingData>;
