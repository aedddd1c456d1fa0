// What the figure "reranked" holds: one answer to look at, what is wrong with all of them, what they are worth, and how far they depend on
// the order in which the candidates were shown.
import * as v from 'valibot';
import { Values } from '../values';

export const FAULTS = ['invented', 'repeated'] as const;

export const RerankedData = v.object({
  show: v.literal('reranked'),
  values: Values,
  run: v.object({ label: v.string(), seed: v.number() }),
  users: v.number(),
  candidates: v.number(),
  faults: v.object({ position: v.number(), invents: v.number(), repeats: v.number() }),
  example: v.object({
    user: v.string(),
    /** Titles in the order in which the question shows them. */
    candidates: v.array(v.string()),
    /** As it was answered, place by place; null: nothing is wrong with a place. */
    answer: v.array(v.object({ title: v.string(), fault: v.nullable(v.picklist(FAULTS)) })),
    /** The question as it would be sent. */
    instruction: v.string()
  }),
  counts: v.object({
    lists: v.number(),
    /** Asked for, over all lists. */
    places: v.number(),
    invented: v.number(),
    listsWithInvented: v.number(),
    repeated: v.number()
  }),
  /** Test recall@20 over the users; the ceiling is the best order of the same candidates. null where nobody could be asked about. */
  worth: v.nullable(v.object({ before: v.number(), after: v.number(), ceiling: v.number() })),
  order: v.object({
    /** Mean share of the first ten that stay when the candidates are shown in another order. */
    same: v.number(),
    /** The same of ten drawn at random twice among the candidates. */
    chance: v.number()
  })
});
export type RerankedData = v.InferOutput<typeof RerankedData>;
