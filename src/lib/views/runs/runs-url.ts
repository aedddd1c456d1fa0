// How the list of runs is looked at, in the address: words, order and groups. What is picked is not in it.
import { GROUPINGS } from '#lib/notebook/runs/run-list';
import { choice, id, text, urlState, type StateOf } from '../url-state/url-state';

const KEYS = {
  /** Words that are looked for. */
  find: text(),
  /** Key of a column, with a minus before it where the smallest, or the first word, stands last. */
  sort: id(),
  group: choice(GROUPINGS)
} as const;

export const runsUrl = urlState(KEYS);
export type RunsState = StateOf<typeof KEYS>;
