// What a reader changed in a set of profiles: other words, or another answer asked for. Kept beside the cell's settings, as part of
// what its result is made from; the answers themselves stay stored, so that a change can be taken back without paying again.
import * as v from 'valibot';
import { parseStored } from '#lib/storage/parse-stored';
import type { Profile } from './types';

/** Raised when the form changes; a migration goes with it. */
export const EDITS_VERSION = 1;

export type ProfileNode = 'user' | 'item';

const EditForm = v.object({
  node: v.picklist(['user', 'item']),
  /** External id. */
  id: v.string(),
  /** The reader's words in place of the profile's; null takes the profile away. */
  text: v.exactOptional(v.nullable(v.string())),
  /** How often another answer was asked for. */
  take: v.exactOptional(v.pipe(v.number(), v.integer(), v.minValue(1))),
  /** ISO time of the last change. */
  time: v.string()
});
export type ProfileEdit = v.InferOutput<typeof EditForm>;

const EditsForm = v.object({ version: v.literal(EDITS_VERSION), edits: v.array(EditForm) });

/** By node and id. */
export type ProfileEdits = ReadonlyMap<string, ProfileEdit>;

export const NO_EDITS: ProfileEdits = new Map();

export const editKey = (node: ProfileNode, id: string): string => `${node} ${id}`;

export function editsOf(list: Iterable<ProfileEdit>): ProfileEdits {
  return new Map([...list].map((edit) => [editKey(edit.node, edit.id), edit]));
}

export const editsToStored = (edits: ProfileEdits): unknown => ({ version: EDITS_VERSION, edits: [...edits.values()] });

/** @throws Error with the reason for what `editsToStored` did not make */
export const editsFromStored = (json: unknown): ProfileEdits => editsOf(parseStored(EditsForm, json).edits);

export const takeOf = (edits: ProfileEdits, node: ProfileNode, id: string): number =>
  edits.get(editKey(node, id))?.take ?? 0;

/** Profiles by index with the reader's words where there are some. */
export function withEditedTexts(
  profiles: readonly Profile[],
  node: ProfileNode,
  ids: readonly string[],
  edits: ProfileEdits
): readonly Profile[] {
  if (edits.size === 0) return profiles;
  return profiles.map((profile, at) => {
    const edit = edits.get(editKey(node, ids[at] ?? ''));
    return edit?.text === undefined ? profile : { ...profile, text: edit.text, edited: edit.time };
  });
}
