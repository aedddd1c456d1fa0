// Paid answers as files on disk (Node): one small JSON file an answer, in folders by the first two digits of its key. A file is
// written aside and renamed, so that a killed process leaves whole answers only.
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as v from 'valibot';
import { appError } from '#lib/errors/app-error';
import type { AnswerStore, StoredAnswer } from '../types';

/** Keys are hex digests; anything else could name a path. */
const SAFE_KEY = /^[0-9a-f]{8,128}$/;
const ENDING = '.json';
/** Of a damaged answer that is kept for whoever wants to look at it. */
const ASIDE = '.damaged';
/** Numbers go as base64 of little-endian float32. */
const Written = v.object({ key: v.string(), json: v.unknown(), vector: v.optional(v.string()) });
/** Files open at a time. */
const AT_ONCE = 64;

/** @param path is made where it does not exist */
export async function openAnswersFolder(path: string): Promise<AnswerStore> {
  const root = join(path, 'answers');
  const place = (key: string): { folder: string; file: string } => {
    if (!SAFE_KEY.test(key)) throw new Error(`"${key}" is no key of an answer`);
    const folder = join(root, key.slice(0, 2));
    return { folder, file: join(folder, `${key}${ENDING}`) };
  };

  async function read(key: string): Promise<StoredAnswer | null> {
    const text = await readFile(place(key).file, 'utf8').catch((error: unknown) => {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
      throw error;
    });
    if (text === null) return null;
    const answer = fromText(text);
    // One that lies under another's name answers another question.
    if (answer?.key === key) return answer;
    await setAside(key);
    return null;
  }

  async function setAside(key: string): Promise<void> {
    const { file } = place(key);
    await rename(file, `${file}${ASIDE}-${crypto.randomUUID()}`).catch((error: unknown) => {
      // Another process may have been quicker.
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return;
      throw appError('storage/write-failed', { what: 'A damaged answer', reason: reasonOf(error) }, {}, error);
    });
  }

  async function write(answer: StoredAnswer): Promise<void> {
    const { folder, file } = place(answer.key);
    const temporary = `${file}.${process.pid}-${crypto.randomUUID()}`;
    try {
      await mkdir(folder, { recursive: true });
      await writeFile(temporary, toText(answer));
      await rename(temporary, file);
    } catch (error) {
      await rm(temporary, { force: true });
      throw appError('storage/write-failed', { what: 'A paid answer', reason: reasonOf(error) }, {}, error);
    }
  }

  return {
    async get(keys) {
      const found: (StoredAnswer | null)[] = [];
      for (let at = 0; at < keys.length; at += AT_ONCE) {
        for (const one of await Promise.all(keys.slice(at, at + AT_ONCE).map(read))) found.push(one);
      }
      return found;
    },
    async put(answers) {
      for (const answer of answers) await write(answer);
    },
    async setAside(keys) {
      for (const key of keys) await setAside(key);
    },
    async delete(keys) {
      for (const key of keys) await rm(place(key).file, { force: true });
    },
    async count() {
      const files = await readdir(root, { recursive: true }).catch(() => []);
      return files.filter((name) => name.endsWith(ENDING)).length;
    },
    async clear() {
      await rm(root, { recursive: true, force: true });
    }
  };
}

const toText = ({ key, json, vector }: StoredAnswer): string =>
  JSON.stringify({
    key,
    json,
    ...(vector && {
      vector: Buffer.from(vector.buffer, vector.byteOffset, vector.byteLength).toString('base64')
    })
  });

/** null where it is damaged. */
function fromText(text: string): StoredAnswer | null {
  try {
    const { vector, ...answer } = v.parse(Written, JSON.parse(text));
    return { ...answer, ...(vector !== undefined && { vector: floatsOf(Buffer.from(vector, 'base64')) }) };
  } catch {
    return null;
  }
}

const floatsOf = (bytes: Uint8Array): Float32Array => new Float32Array(Uint8Array.from(bytes).buffer);
const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
