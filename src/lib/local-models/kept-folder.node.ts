// Weights as files in a folder (Node): each is written aside and renamed, so that only whole ones bear their names. What a killed process
// left behind is taken away by the next download of the same file.
import { mkdir, open, readdir, rename, rm, stat, statfs } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { WeightCache } from './types';

/** Of a file that is being written; the process stands in it, since two may fetch the same. */
const PART = /\.(\d+)\.part$/;
/** Milliseconds after which a part that nobody writes to is nobody's. */
const STALE = 600_000;
const CHUNK = 1 << 20;

/** @param folder is made where it does not exist */
export function keptInFolder(folder: string): WeightCache {
  return {
    async match(key) {
      const path = placeOf(folder, key);
      const size = path && (await stat(path).catch(() => null))?.size;
      if (!path || size === null || size === undefined) return undefined;
      return new Response(contentOf(path), { headers: { 'content-length': String(size) } });
    },
    async put(key, response, onProgress) {
      const path = placeOf(folder, key);
      if (!path) throw new Error(`${key} is no address of a model's file`);
      await mkdir(dirname(path), { recursive: true });
      await sweep(path);
      const part = `${path}.${process.pid}.part`;
      const total = Number(response.headers.get('content-length') ?? 0);
      let loaded = 0;
      try {
        const file = await open(part, 'w');
        try {
          for await (const bytes of response.body ?? []) {
            await file.writeFile(bytes);
            loaded += bytes.length;
            onProgress?.({ progress: total > 0 ? (100 * loaded) / total : 0, loaded, total });
          }
        } finally {
          await file.close();
        }
        await rename(part, path);
      } catch (error) {
        await rm(part, { force: true });
        throw error;
      }
    },
    async delete(key) {
      const path = placeOf(folder, key);
      if (!path || !(await stat(path).catch(() => null))) return false;
      await rm(path, { force: true });
      return true;
    }
  };
}

/** MODEL/FILE below the folder, or MODEL/REVISION/FILE of others than the newest; null where an address is none of a hub. */
function placeOf(folder: string, key: string): string | null {
  if (!URL.canParse(key)) return null;
  const [model = '', rest] = decodeURIComponent(new URL(key).pathname).split('/resolve/');
  const [revision = '', ...file] = rest?.split('/') ?? [];
  const parts = [...model.split('/'), ...(revision === 'main' ? [] : [revision]), ...file].filter(Boolean);
  return rest === undefined || parts.includes('..') ? null : join(folder, ...parts);
}

/** Opened when it is first read: most who ask want the size only. */
function contentOf(path: string): ReadableStream<Uint8Array> {
  let file: Awaited<ReturnType<typeof open>> | null = null;
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        file ??= await open(path);
        const { bytesRead, buffer } = await file.read({ buffer: new Uint8Array(CHUNK) });
        if (bytesRead > 0) return controller.enqueue(buffer.subarray(0, bytesRead));
        await file.close();
        controller.close();
      },
      cancel: () => file?.close()
    },
    { highWaterMark: 0 }
  );
}

async function sweep(path: string): Promise<void> {
  const folder = dirname(path);
  for (const name of await readdir(folder)) {
    const part = join(folder, name);
    if (!PART.test(name) || part.replace(PART, '') !== path) continue;
    const age = Date.now() - ((await stat(part).catch(() => null))?.mtimeMs ?? Date.now());
    if (age > STALE) await rm(part, { force: true });
  }
}

/** Bytes that are free where the folder lies. */
export async function freeIn(folder: string): Promise<number> {
  await mkdir(folder, { recursive: true });
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize;
}
