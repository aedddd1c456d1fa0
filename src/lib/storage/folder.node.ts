// Artifacts as folders on disk (Node). An artifact is written into a temporary folder and renamed into place, so that a
// killed process leaves nothing half-made under a final name, and two processes may write at once.
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as v from 'valibot';
import { appError } from '#lib/errors/app-error';
import { FOLDER_VERSION } from './migrations';
import { ARRAY_TYPES, arrayFrom, arrayTypeOf, parseMeta } from './schema';
import type { ArrayBlock, Artifact, ArtifactMeta, ArtifactStore } from './types';

const Content = v.object({
  folderVersion: v.literal(FOLDER_VERSION),
  json: v.unknown(),
  arrays: v.array(v.object({ name: v.string(), type: v.picklist(ARRAY_TYPES), file: v.string() }))
});

/** Ids are hex digests; anything else could name a path. */
const SAFE_ID = /^[0-9a-f]{8,128}$/;
const TEMPORARY = '.writing-';
/** Times that other writers of the same id may be quicker. */
const ATTEMPTS = 20;

/** @param path is made where it does not exist */
export async function openFolderStore(path: string): Promise<ArtifactStore> {
  const root = join(path, 'artifacts');
  try {
    await mkdir(root, { recursive: true });
  } catch (error) {
    throw appError('storage/write-failed', { what: path, reason: reasonOf(error) }, {}, error);
  }
  const folderOf = (id: string): string => {
    if (!SAFE_ID.test(id)) throw new Error(`"${id}" is no artifact id`);
    return join(root, id);
  };

  async function readMeta(id: string): Promise<ArtifactMeta | null> {
    const text = await readOrNull(join(folderOf(id), 'meta.json'));
    if (text === null) return null;
    try {
      return parseMeta(JSON.parse(text));
    } catch (error) {
      throw appError('storage/damaged', { id, reason: reasonOf(error) }, {}, error);
    }
  }

  async function put({ meta, json, arrays }: Artifact): Promise<void> {
    const temporary = join(root, `${TEMPORARY}${meta.id}-${process.pid}-${crypto.randomUUID()}`);
    try {
      await mkdir(temporary);
      const entries = Object.entries(arrays).map(([name, block], at) => ({ name, block, file: `${at}.bin` }));
      for (const { block, file } of entries) {
        await writeFile(join(temporary, file), new Uint8Array(block.buffer, block.byteOffset, block.byteLength));
      }
      const listed = entries.map(({ name, block, file }) => ({ name, type: arrayTypeOf(block), file }));
      await writeFile(
        join(temporary, 'content.json'),
        JSON.stringify({ folderVersion: FOLDER_VERSION, json, arrays: listed })
      );
      await writeFile(join(temporary, 'meta.json'), JSON.stringify(meta, null, 1));
      await replace(temporary, folderOf(meta.id));
    } catch (error) {
      await rm(temporary, { recursive: true, force: true });
      throw appError('storage/write-failed', { what: 'The result', reason: reasonOf(error) }, {}, error);
    }
  }

  return {
    getMeta: readMeta,
    async get(id): Promise<Artifact | null> {
      const meta = await readMeta(id);
      if (!meta) return null;
      try {
        const folder = folderOf(id);
        const content = v.parse(Content, JSON.parse(await readFile(join(folder, 'content.json'), 'utf8')));
        const arrays: Record<string, ArrayBlock> = {};
        for (const { name, type, file } of content.arrays) {
          arrays[name] = arrayFrom(type, new Uint8Array(await readFile(join(folder, file))));
        }
        return { meta, json: content.json, arrays };
      } catch (error) {
        throw appError('storage/damaged', { id, reason: reasonOf(error) }, {}, error);
      }
    },
    put,
    async putAll(artifacts) {
      for (const artifact of artifacts) await put(artifact);
    },
    async delete(id) {
      await rm(folderOf(id), { recursive: true, force: true });
    },
    async list() {
      const names = (await readdir(root)).filter((name) => SAFE_ID.test(name));
      const metas = await Promise.all(names.map((id) => readMeta(id).catch(() => null)));
      return metas.filter((meta) => meta !== null);
    }
  };
}

/** A folder cannot be renamed onto one with content: the old one steps aside first. Other writers may come between. */
async function replace(temporary: string, final: string): Promise<void> {
  for (let attempt = 0; ; attempt++) {
    const aside = `${temporary}-old-${attempt}`;
    await rename(final, aside).catch((error: unknown) => {
      if (!hasCode(error, 'ENOENT')) throw error;
    });
    try {
      await rename(temporary, final);
      return;
    } catch (error) {
      if (attempt >= ATTEMPTS || !(hasCode(error, 'ENOTEMPTY') || hasCode(error, 'EEXIST'))) throw error;
    } finally {
      await rm(aside, { recursive: true, force: true });
    }
  }
}

async function readOrNull(path: string): Promise<string | null> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return null;
    throw error;
  }
}

const hasCode = (error: unknown, code: string): boolean =>
  error instanceof Error && 'code' in error && error.code === code;
const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
