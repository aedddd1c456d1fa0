// Weights that were fetched once, in the browser's cache, which says when it is full and keeps nothing by halves; and how what cannot be used
// is taken away, so that the next run fetches it anew.
import type { ModelFiles, ModelName, WeightCache } from './types';

/** The library's own name for it: what was kept before stays of use. */
const CACHE = 'transformers-cache';

/** null where the browser lends none. @param onFull is told of what there was no room for, and is kept in no part */
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
      },
      delete: (key) => cache.delete(key)
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
  host: string,
  cache: WeightCache | null
): Promise<void> {
  for (const name of names) await cache?.delete(`${host}${model}/resolve/${encodeURIComponent(revision)}/${name}`);
}
