// What the figure "spaces" holds. Nodes are positions in the sample, users first; coordinates are whole numbers 0 … 1000, y upwards.
import * as v from 'valibot';
import { Values } from '../values';

const Map = v.object({
  label: v.string(),
  kind: v.picklist(['semantic', 'collaborative', 'aligned']),
  /** Of the run; absent for the semantic space. */
  seed: v.exactOptional(v.number()),
  /** Share of the variance of all nodes that the map's plane keeps. */
  explained: v.number(),
  /** x, y by node; −1 twice where a node has no vector. */
  points: v.array(v.number()),
  /** By item of the sample its nearest items of the sample by cosine, `near` each, nearest first; −1 where there is none. */
  nearest: v.array(v.number())
});

export const SpacesData = v.object({
  show: v.literal('spaces'),
  values: Values,
  nodes: v.object({
    users: v.number(),
    ids: v.array(v.string()),
    labels: v.array(v.string()),
    degrees: v.array(v.number())
  }),
  /** Users and items that were drawn, each; the others belong to the user. */
  drawn: v.number(),
  of: v.object({ users: v.number(), items: v.number() }),
  near: v.number(),
  maps: v.array(Map),
  overlap: v.object({
    neighbours: v.number(),
    /** Items whose neighbours were compared, and items that can be neighbours. */
    anchors: v.number(),
    candidates: v.number(),
    chance: v.number(),
    pairs: v.array(v.object({ a: v.number(), b: v.number(), share: v.number() }))
  }),
  user: v.object({
    node: v.number(),
    rule: v.nullable(v.string()),
    /** Nodes clicked in training. */
    history: v.array(v.number()),
    /** Held-out nodes with their rank in each map's space, from 1; null where the space cannot rank. */
    heldOut: v.array(v.object({ node: v.number(), ranks: v.array(v.nullable(v.number())) })),
    candidates: v.number(),
    /** The best nodes by space; empty where the space cannot rank. */
    lists: v.array(v.array(v.number()))
  })
});
export type SpacesData = v.InferOutput<typeof SpacesData>;
