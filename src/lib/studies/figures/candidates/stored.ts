// What the figure "candidates" holds: recall@k of models by how many items a held-out item is ranked among.
import * as v from 'valibot';
import { Values } from '../values';

const Model = v.object({
  /** Under which `values` has its numbers. */
  key: v.string(),
  label: v.string(),
  role: v.picklist(['reference', 'run']),
  /** Of a run. */
  alignment: v.exactOptional(v.string()),
  seed: v.exactOptional(v.number()),
  /** recall@k on test clicks by number of candidates, parallel to `candidates`; the last is among all. */
  recall: v.array(v.number()),
  /** recall@k among all on validation clicks; null where there are none. */
  validation: v.nullable(v.number())
});
export type CandidatesModel = v.InferOutput<typeof Model>;

export const CandidatesData = v.object({
  show: v.literal('candidates'),
  values: Values,
  cutoff: v.number(),
  /** The cell's own number of candidates, which is among them. */
  drawn: v.number(),
  /** Numbers of candidates, ascending; the last is all. */
  candidates: v.array(v.number()),
  /** Held-out test clicks that are ranked, and their users. */
  clicks: v.number(),
  users: v.number(),
  models: v.array(Model)
});
export type CandidatesData = v.InferOutput<typeof CandidatesData>;
