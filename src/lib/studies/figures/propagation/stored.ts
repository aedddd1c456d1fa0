// What the figure "propagation" holds: the small neighbourhood of one user, each shown node's weighted sum term by term and what the
// operator made of the same row, and how far messages come in a number of steps.
import * as v from 'valibot';
import { Values } from '../values';

/** The first numbers of a node's embedding. */
const Numbers = v.array(v.number());

const GraphNode = v.object({
  side: v.picklist(['user', 'item']),
  id: v.string(),
  /** A title, or the id. */
  label: v.string(),
  /** Training clicks. */
  degree: v.number()
});
export type GraphNode = v.InferOutput<typeof GraphNode>;

const NodeSum = v.object({
  node: GraphNode,
  /** Some neighbours t with Ā[h,t] and their numbers e(t). */
  terms: v.array(v.object({ node: GraphNode, weight: v.number(), numbers: Numbers })),
  /** The other neighbours: how many, and Σ Ā[h,t] e(t) over them. */
  rest: v.object({ neighbours: v.number(), sum: Numbers }),
  /** Σ Ā[h,t] e(t) over all neighbours, in float64. */
  byHand: Numbers,
  /** The same row of the operator's product, float32. */
  operator: Numbers,
  /** Largest absolute difference between the two over all d numbers of the node. */
  difference: v.number()
});
export type NodeSum = v.InferOutput<typeof NodeSum>;

const Reach = v.object({
  hops: v.number(),
  /** Nodes within that many hops, the user itself counted. */
  users: v.number(),
  items: v.number()
});
export type Reach = v.InferOutput<typeof Reach>;

export const PropagationData = v.object({
  show: v.literal('propagation'),
  values: Values,
  run: v.object({ label: v.string(), seed: v.number() }),
  graph: v.object({ users: v.number(), items: v.number(), clicks: v.number() }),
  /** d, of which `components` are shown. */
  width: v.number(),
  components: v.number(),
  /** How the user was chosen; null where somebody named one. */
  rule: v.nullable(v.string()),
  /** The user first, then the items that are shown. */
  sums: v.array(NodeSum),
  reach: v.array(Reach),
  operator: v.object({
    backend: v.string(),
    /** Largest absolute difference between the operator and the sums by hand, over all nodes and all d numbers. */
    difference: v.number(),
    /** Largest absolute number of the product, to hold the difference against. */
    largest: v.number()
  })
});
export type PropagationData = v.InferOutput<typeof PropagationData>;
