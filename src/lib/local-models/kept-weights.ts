// Weights that were fetched once: the browser's cache, which says when it is full and keeps nothing by halves, and how what cannot be used
// is taken away, so that the next run fetches it anew. In Node the library keeps files itself, each under its name once it is whole.
import type { ModelFiles, ModelName } from './types';

/** The library's own name for it: what was kept before stays of use. */
const CACHE = 'transformers-cache';

/** What the library calls, of the browser's `Cache`. */
export interface WeightCache {
  match(key: string): Promise<Response | undefined>;
  put(key: string, response: Response): Promise<void>;
}

/** null where the browser lends none. @param onFull what there was no room for is told, and is kept in no part */
export async function browserCache(onFull: () => void): Promise<WeightCache | null> {
  if (typeof caches === 'undefined') return null;
  try {
    const cache = await caches.open(CACHE);
    return {
      // The library asks by paths too, which are no addresses.
      match: async (key) => (URL.canParse(key) ? cache.match(key) : undefined),
      async put(key, response) {
        try {
          await cache.put(key, response);
        } catch (error) {
          await cache.delete(key).catch(() => false);
          if (error instanceof DOMException && error.name === 'QuotaExceededError') onFull();
        }
      }
    };
  } catch {
    // Private windows refuse it: weights are fetched each time then.
    return null;
  }
}

/** Bytes that can still be kept; null where nobody knows. */
export async function roomFor({ room }: ModelFiles): Promise<number | null> {
  if (room) return room();
  const estimate = await globalThis.navigator?.storage?.estimate?.().catch(() => null);
  return estimate?.quota === undefined ? null : estimate.quota - (estimate.usage ?? 0);
}

/** @param names of files below the model's, e.g. "onnx/model.onnx" */
export async function forget(
  names: Iterable<string>,
  { model, revision }: ModelName,
  { host, folder, removeFile }: ModelFiles
): Promise<void> {
  for (const name of names) {
    if (folder !== undefined) {
      const place = revision === 'main' ? model : `${model}/${revision}`;
      await removeFile?.(`${folder}/${place}/${name}`);
    } else if (typeof caches !== 'undefined') {
      const cache = await caches.open(CACHE).catch(() => null);
      await cache?.delete(`${host}${model}/resolve/${encodeURIComponent(revision)}/${name}`);
    }
  }
}
