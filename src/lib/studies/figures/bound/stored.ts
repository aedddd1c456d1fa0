// What the figure "bound" holds: estimates at the cell's settings, over batch sizes and over temperatures. All in nats.
import * as v from 'valibot';
import { Values } from '../values';

const Estimate = v.object({ mean: v.number(), sd: v.number() });

export const BoundData = v.object({
  show: v.literal('bound'),
  values: Values,
  correlation: v.number(),
  width: v.number(),
  seed: v.number(),
  /** τ of the cosine critic over batch sizes. */
  temperature: v.number(),
  /** B over temperatures. */
  batch: v.number(),
  /** `drawn`: independent batches behind a mean; the standard deviation is between them. */
  batches: v.array(v.object({ batch: v.number(), drawn: v.number(), optimal: Estimate, cosine: Estimate })),
  temperatures: v.array(v.object({ temperature: v.number(), cosine: Estimate }))
});
export type BoundData = v.InferOutput<typeof BoundData>;
