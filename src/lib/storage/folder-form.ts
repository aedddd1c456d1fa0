// How an artifact lies in a folder, as its files say it: meta.json, content.json, one .bin an array. What reads such files, from a disk or from
// an archive, reads them by this.
import * as v from 'valibot';
import { ARRAY_TYPES, arrayFrom } from './array-types';
import { FOLDER_VERSION } from './browser/migrations';
import { parseSealed } from './browser/schema';
import type { Sealed } from './checked';
import type { ArrayBlock } from './types';

const Content = v.object({
  folderVersion: v.literal(FOLDER_VERSION),
  json: v.unknown(),
  arrays: v.array(v.object({ name: v.string(), type: v.picklist(ARRAY_TYPES), file: v.string() }))
});
export type ListedArrays = v.InferOutput<typeof Content>['arrays'];

/** Within a store's folder. */
export const ARTIFACTS_FOLDER = 'artifacts';
/** Ids are hex digests; anything else could name a path. */
export const SAFE_ID = /^[0-9a-f]{8,128}$/;
/** Names of files that a store gives; anything else could name another path. */
const SAFE_FILE = /^\d+\.bin$/;

const textOf = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);

/** @throws Error where a store wrote nothing of that form */
export function parseFolderHead(meta: Uint8Array, content: Uint8Array) {
  const { meta: described, ...sealed } = parseSealed(JSON.parse(textOf(meta)));
  const { json, arrays } = v.parse(Content, JSON.parse(textOf(content)));
  return { sealed, meta: described, json, arrays };
}

/**
 * @param read the bytes of a file beside content.json; null where there is none
 * @throws Error where one is missing
 */
export async function folderArrays(
  listed: ListedArrays,
  read: (file: string) => Promise<Uint8Array | null>
): Promise<Record<string, ArrayBlock>> {
  const arrays: Record<string, ArrayBlock> = {};
  for (const { name, type, file } of listed) {
    const bytes = SAFE_FILE.test(file) ? await read(file) : null;
    if (bytes === null) throw new Error('a file is missing');
    arrays[name] = arrayFrom(type, bytes);
  }
  return arrays;
}

/** All of an artifact. @throws Error where it is not whole */
export async function parseFolder(read: (file: string) => Promise<Uint8Array | null>): Promise<Sealed> {
  const [metaBytes, contentBytes] = [await read('meta.json'), await read('content.json')];
  if (metaBytes === null || contentBytes === null) throw new Error('a file is missing');
  const { sealed, meta, json, arrays } = parseFolderHead(metaBytes, contentBytes);
  return { ...sealed, artifact: { meta, json, arrays: await folderArrays(arrays, read) } };
}
