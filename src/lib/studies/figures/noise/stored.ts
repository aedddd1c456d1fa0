// What the figure "noise" holds: clicks that say nothing by part and kind, one user's training clicks, and where runs rank clicks.
import * as v from 'valibot';
import { Values } from '../values';

/** Where the marks come from: the truth file of synthetic data, a data set without added noise, both, or nobody knows. */
export const MARK_SOURCES = ['truth', 'clean', 'both', 'none'] as const;

/** Relative ranks of some clicks: 0 is the top, 1 the end. */
const Ranks = v.object({
  clicks: v.number(),
  /** Clicks in bins of equal width from 0 to 1. */
  counts: v.array(v.number()),
  /** null where there is no click. */
  median: v.nullable(v.number()),
  mean: v.nullable(v.number())
});
export type Ranks = v.InferOutput<typeof Ranks>;

const Run = v.object({
  label: v.string(),
  seed: v.number(),
  /** Held-out test clicks; recall@20 of each group over the users who have such a click, null where nobody has. */
  heldOut: v.object({
    real: Ranks,
    noise: Ranks,
    recall20: v.object({ real: v.nullable(v.number()), noise: v.nullable(v.number()) })
  }),
  /** Training clicks. */
  trained: v.object({ real: Ranks, noise: Ranks })
});
export type NoiseRun = v.InferOutput<typeof Run>;

export const NoiseData = v.object({
  show: v.literal('noise'),
  values: Values,
  marks: v.picklist(MARK_SOURCES),
  parts: v.array(
    v.object({
      part: v.picklist(['train', 'val', 'test']),
      clicks: v.number(),
      kinds: v.array(v.object({ kind: v.string(), clicks: v.number() }))
    })
  ),
  reader: v.object({
    id: v.string(),
    /** How the user was chosen; null where somebody named one. */
    rule: v.nullable(v.string()),
    /** Training clicks in the order of the data; `kind` is null where a click is not marked. */
    clicks: v.array(v.object({ id: v.string(), title: v.string(), kind: v.nullable(v.string()) }))
  }),
  runs: v.array(Run)
});
export type NoiseData = v.InferOutput<typeof NoiseData>;
