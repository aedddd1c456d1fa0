// Artifacts as folders on disk (Node). An artifact is written into a temporary folder and renamed into place, so that a
// killed process leaves nothing half-made under a final name, and two processes may write at once; what it leaves beside them is cleared
// up when the store is next opened (half-written.node.ts). What does not fit its seal is renamed and stays beside the others (checked.ts).
import { readFile as readFileBy } from 'node:fs';
import { cp, mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { appError } from '#lib/errors/app-error';
import { baseOf, checkedStore, reasonOf, type Sealed, type SealedHead, type Unreadable } from '../checked';
import { asideName, recoverHalfWritten, temporaryName } from './half-written.node';
import { FOLDER_VERSION } from '../browser/migrations';
import { ARTIFACTS_FOLDER, folderArrays, parseFolderHead, SAFE_ID, type ListedArrays } from '../folder-form';
import { arrayTypeOf } from '../array-types';
import { parseMeta } from '../browser/schema';
import type { Artifact, ArtifactMeta, ArtifactStore } from '../types';

/** Times that other writers of the same id may be quicker. */
const ATTEMPTS = 20;

/** That of node:fs/promises takes twice as long for small files, of which a store has thousands. */
const readFile = promisify(readFileBy);

/** @param path is made where it does not exist */
export async function openFolderStore(path: string): Promise<ArtifactStore> {
  const root = join(path, ARTIFACTS_FOLDER);
  try {
    await mkdir(root, { recursive: true });
    await recoverHalfWritten(root);
  } catch (error) {
    throw appError('storage/write-failed', { what: path, reason: reasonOf(error) }, {}, error);
  }
  const folderOf = (id: string): string => {
    if (!SAFE_ID.test(id)) throw new Error(`"${id}" is no artifact id`);
    return join(root, id);
  };

  async function readMeta(id: string): Promise<ArtifactMeta | null> {
    const text = await readOrNull(join(folderOf(id), 'meta.json'));
    try {
      return text === null ? null : parseMeta(JSON.parse(textOf(text)));
    } catch {
      return null;
    }
  }

  /** An artifact as its files have it; `rest` reads its arrays, or leaves them. */
  async function read<Rest extends object>(
    id: string,
    rest: (folder: string, listed: ListedArrays) => Promise<Rest>
  ): Promise<(SealedHead & { readonly artifact: Rest }) | Unreadable | null> {
    const folder = folderOf(id);
    try {
      const metaText = await readOrNull(join(folder, 'meta.json'));
      const contentText = await readOrNull(join(folder, 'content.json'));
      if (metaText === null && contentText === null) return null;
      if (metaText === null || contentText === null) return { unreadable: 'a file is missing' };
      const { sealed, meta, json, arrays } = parseFolderHead(metaText, contentText);
      return { ...sealed, artifact: { meta, json, ...(await rest(folder, arrays)) } };
    } catch (error) {
      if (hasSystemCode(error)) throw appError('storage/read-failed', { reason: reasonOf(error) }, {}, error);
      return { unreadable: reasonOf(error) };
    }
  }

  async function write({ artifact: { meta, json, arrays }, ...sealed }: Sealed): Promise<void> {
    const temporary = join(root, temporaryName(meta.id));
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
      await writeFile(join(temporary, 'meta.json'), JSON.stringify({ ...meta, ...sealed }, null, 1));
      await replace(temporary, folderOf(meta.id));
    } catch (error) {
      await rm(temporary, { recursive: true, force: true });
      throw appError('storage/write-failed', { what: 'The result', reason: reasonOf(error) }, {}, error);
    }
  }

  return checkedStore({
    read: (id) => read(id, readArrays),
    readHead: (id) => read(id, () => Promise.resolve({})),
    readMeta,
    async write(list) {
      for (const sealed of list) await write(sealed);
    },
    async writeIf(id, base, sealed) {
      if (baseOf(id, await readMeta(id)) !== base) return false;
      if (sealed) await write(sealed);
      else await rm(folderOf(id), { recursive: true, force: true });
      return true;
    },
    async moveAside(id, name) {
      await rename(folderOf(id), join(root, name)).catch((error: unknown) => {
        // Another process was quicker.
        if (!hasCode(error, 'ENOENT')) throw error;
      });
    },
    async delete(id) {
      await rm(folderOf(id), { recursive: true, force: true });
    },
    async list() {
      const names = (await readdir(root)).filter((name) => SAFE_ID.test(name));
      const metas = await Promise.all(names.map(async (id) => ({ id, meta: await readMeta(id) })));
      return metas.flatMap(({ id, meta }) => (meta?.id === id ? [meta] : []));
    }
  });
}

/** Takes an artifact over as it lies, seal and all: what is wrong with it is found by who reads it. @throws AppError storage/write-failed */
export async function copyArtifact(from: string, to: string, id: string): Promise<void> {
  if (!SAFE_ID.test(id)) throw new Error(`"${id}" is no artifact id`);
  try {
    await cp(join(from, ARTIFACTS_FOLDER, id), join(to, ARTIFACTS_FOLDER, id), { recursive: true });
  } catch (error) {
    throw appError('storage/write-failed', { what: 'The stored result', reason: reasonOf(error) }, {}, error);
  }
}

/** A folder cannot be renamed onto one with content: the old one steps aside first. Other writers may come between. */
async function replace(temporary: string, final: string): Promise<void> {
  for (let attempt = 0; ; attempt++) {
    const aside = asideName(temporary, attempt);
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

async function readOrNull(path: string): Promise<Uint8Array | null> {
  try {
    return await readFile(path);
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return null;
    throw error;
  }
}

const textOf = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);
const hasCode = (error: unknown, code: string): boolean =>
  error instanceof Error && 'code' in error && error.code === code;

const readArrays = async (folder: string, listed: ListedArrays): Promise<Pick<Artifact, 'arrays'>> => ({
  arrays: await folderArrays(listed, (file) => readOrNull(join(folder, file)))
});

/** Of the file system: no permission, too many open files. */
const hasSystemCode = (error: unknown): boolean => error instanceof Error && 'syscall' in error;
