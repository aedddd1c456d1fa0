// What the figure "leak" holds: one user's prompt and profile, with where the profile's words come from; what the check of held-out data
// says; and what ranking by profiles alone is worth.
import * as v from 'valibot';
import { Values } from '../values';

export const LeakData = v.object({
  show: v.literal('leak'),
  values: Values,
  /** Share of the test clicks that the writer was shown. */
  share: v.number(),
  user: v.object({
    id: v.string(),
    /** How the user was chosen; null where somebody named one. */
    rule: v.nullable(v.string()),
    /** Training clicks, of which the prompt shows some. */
    clicks: v.number()
  }),
  /** What a language model would be asked to do, as it would be sent. */
  instruction: v.string(),
  /** The items of the user's prompt, in its order. */
  entries: v.array(
    v.object({
      title: v.string(),
      /** The item's own profile; null where it has none. */
      description: v.nullable(v.string()),
      /** The user's review; null where there is none. */
      review: v.nullable(v.string()),
      /** Put aside for the test, so nothing that a writer may see. */
      heldOut: v.boolean()
    })
  ),
  profile: v.object({
    /** Who wrote it, in a sentence. */
    label: v.string(),
    text: v.nullable(v.string()),
    reasoning: v.string(),
    /** Phrases of the text that stand in entries of the prompt, by their index. */
    phrases: v.array(v.object({ words: v.string(), entries: v.array(v.number()) }))
  }),
  check: v.object({
    /** Prompts of users, and those that hold an item of the test. */
    prompts: v.number(),
    caught: v.number(),
    /** Test clicks, and those that the writer was shown. */
    clicks: v.number(),
    leaked: v.number(),
    /** What the check that guards every profiles cell says, and does; null where it finds nothing. */
    says: v.nullable(v.string())
  }),
  /** Test recall@20 of ranking by profiles alone; null where nothing is held out. */
  recall: v.nullable(v.number())
});
export type LeakData = v.InferOutput<typeof LeakData>;
