// What the figure "ranking" holds: a few rows of numbers to make steps on by hand, and what training came to after some epochs: one
// user's list, and what the lists of all are worth.
import * as v from 'valibot';
import { Values } from '../values';

export const RankingData = v.object({
  show: v.literal('ranking'),
  values: Values,
  settings: v.object({ rate: v.number(), epochs: v.number(), width: v.number(), decay: v.number() }),
  /** Training clicks, items, and pairs of the validation part, whose places are told. */
  clicks: v.number(),
  items: v.number(),
  heldOutClicks: v.number(),
  user: v.object({
    id: v.string(),
    /** How the user was chosen; null where somebody named one. */
    rule: v.nullable(v.string()),
    /** Training clicks. */
    clicks: v.number(),
    /** Items of the list: those that were not clicked in training. */
    listed: v.number()
  }),
  /** Rows as they are before training. */
  pair: v.object({
    user: v.array(v.number()),
    items: v.array(v.object({ title: v.string(), clicked: v.boolean(), row: v.array(v.number()) }))
  }),
  /** Titles that the frames name by their place here. */
  titles: v.array(v.string()),
  /** The user's held-out items, of the titles. */
  heldOut: v.array(v.number()),
  /** What training has come to after some epochs. */
  frames: v.array(
    v.object({
      epoch: v.number(),
      /** Mean over the pairs of that epoch, each before its own step; in nats. */
      loss: v.number(),
      /** Validation recall@20 over all users; null where nothing is held out. */
      recall: v.nullable(v.number()),
      /** Median relative place of the held-out items of all users: 0 is the top, 1 the end. */
      place: v.nullable(v.number()),
      /** The user's list, of the titles, the best first. */
      top: v.array(v.number()),
      /** Places of the user's held-out items in the whole list, from 1, in the order of `heldOut`. */
      places: v.array(v.number())
    })
  ),
  /** After which epoch training was given up, since its numbers grew without end; null where it was not. */
  stopped: v.nullable(v.number())
});
export type RankingData = v.InferOutput<typeof RankingData>;
