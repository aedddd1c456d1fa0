// Where a reader's changes to profiles are kept: an artifact of their own under an id made of the cell's, so that they outlive the
// result and are part of what it is made from. An empty set is none at all.
import { sha256 } from '#lib/dataset/digest';
import { editsFromStored, editsToStored, NO_EDITS, type ProfileEdits } from '#lib/profiles/edits';
import { plainArtifact } from '#lib/storage/plain-artifact';
import type { ArtifactStore } from '#lib/storage/types';
import { STORED_VERSION } from './stored';

export const EDITS_KIND = 'profile-edits';

const idOf = (base: string): Promise<string> => sha256(`${EDITS_KIND} ${base}`);

/** @param base id of the profiles without changes (cell-ids.ts) */
export async function readEdits(store: ArtifactStore, base: string): Promise<ProfileEdits> {
  const found = await store.get(await idOf(base));
  return found ? editsFromStored(found.json) : NO_EDITS;
}

/** null where nothing was changed. */
export async function editsDigest(store: ArtifactStore, base: string): Promise<string | null> {
  return (await store.getMeta(await idOf(base)))?.digest ?? null;
}

export async function writeEdits(store: ArtifactStore, base: string, edits: ProfileEdits): Promise<void> {
  const id = await idOf(base);
  if (edits.size === 0) return store.delete(id);
  const json = editsToStored(edits);
  const created = new Date().toISOString();
  await store.put(await plainArtifact({ id, kind: EDITS_KIND, version: STORED_VERSION, created }, json));
}
