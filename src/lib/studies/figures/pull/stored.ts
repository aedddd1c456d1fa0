// What the figure "pull" holds. Nodes are positions in the sample, users first; coordinates are whole numbers 0 … 1000, y upwards.
import * as v from 'valibot';
import { Values } from '../values';

/** Of users or of items between two training degrees, both ends included. */
const Group = v.object({
  node: v.picklist(['user', 'item']),
  low: v.number(),
  high: v.number(),
  nodes: v.number(),
  /** Nodes with a pull that is not zero. */
  pulled: v.number(),
  /** Mean length of the pull over all nodes of the group, those without one among them. */
  mean: v.number()
});

const Run = v.object({
  label: v.string(),
  alignment: v.string(),
  seed: v.number(),
  /** Training interactions in the batch. */
  batch: v.number(),
  explained: v.number(),
  /** x, y by node. */
  points: v.array(v.number()),
  /** dx, dy by node; 0, 0 where there is no pull. */
  arrows: v.array(v.number()),
  /** Length of an arrow, in units of the embedding, over the length of the pull that it stands for. */
  stretch: v.number(),
  /** Masked nodes of the sample. */
  masked: v.array(v.number()),
  /** Of all nodes. */
  counts: v.object({ nodes: v.number(), pulled: v.number(), masked: v.number() }),
  /** Mean over pulled nodes of |cosine| between pull and own embedding: 0 where a pull only turns it. */
  along: v.number(),
  strength: v.array(Group)
});

export const PullData = v.object({
  show: v.literal('pull'),
  values: Values,
  nodes: v.object({
    users: v.number(),
    ids: v.array(v.string()),
    labels: v.array(v.string()),
    degrees: v.array(v.number())
  }),
  runs: v.array(Run)
});
export type PullData = v.InferOutput<typeof PullData>;
