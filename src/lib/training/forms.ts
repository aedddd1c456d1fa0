// What training writes down, as schemas of plain JSON, in the spelling of results.json: runs and checkpoints are checked against these.
import * as v from 'valibot';
import { MetricsForm } from '#lib/evaluation/forms';

export const EpochForm = v.object({
  /** 0-based. */
  epoch: v.number(),
  /** Mean over the epoch's batches of each already weighted term, by official name. */
  losses: v.record(v.string(), v.number()),
  val: v.optional(MetricsForm),
  seconds: v.number()
});

/** One seed's run. */
export const RunResultForm = v.object({
  seed: v.number(),
  epochs: v.array(EpochForm),
  best_epoch: v.number(),
  val: MetricsForm,
  test: MetricsForm
});
