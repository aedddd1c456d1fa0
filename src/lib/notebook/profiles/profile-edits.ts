// Where a reader's changes to profiles are kept: an artifact of their own under an id made of the cell's, so that they outlive the
// result and are part of what it is made from. An empty set is none at all.
import { sha256 } from '#lib/dataset/stored/digest';
import { editsFromStored, editsToStored, type ProfileEdits } from '#lib/profiles/edits';
import { plainArtifact } from '#lib/storage/plain-artifact';
import type { ArtifactStore } from '#lib/storage/types';
import { STORED_VERSION, type JsonForm } from '../kinds/stored-form';

const EDITS_KIND = 'profile-edits';

export const editsForm: JsonForm<ProfileEdits> = {
  kind: EDITS_KIND,
  version: STORED_VERSION,
  read: ({ json }) => editsFromStored(json)
};

/** @param base id of the profiles without changes (cell-ids.ts) */
export const editsId = (base: string): Promise<string> => sha256(`${EDITS_KIND} ${base}`);

/**
 * Puts `edits` in place of those that were read.
 * @param read digest of those; null where there were none
 * @returns the digest that they have now; false where others are stored meanwhile: nothing is changed then
 */
export async function writeEdits(
  store: ArtifactStore,
  base: string,
  edits: ProfileEdits,
  read: string | null
): Promise<string | null | false> {
  const id = await editsId(base);
  if (edits.size === 0) return (await store.writeIf(id, read, null)) && null;
  const created = new Date().toISOString();
  const place = { id, kind: EDITS_KIND, version: STORED_VERSION, created };
  const artifact = await plainArtifact(place, editsToStored(edits));
  return (await store.writeIf(id, read, artifact)) && artifact.meta.digest;
}
