// Trained runs that come with the site (public/runs, made by `npm run bundle-runs`): a store that has them beside what this browser
// stored. They count only where a run asks for them; what is computed here is never replaced by them.
import * as v from 'valibot';
import { unpackArtifact } from '#lib/storage/packed';
import type { Artifact, ArtifactStore } from '#lib/storage/types';

export const BUNDLED_RUNS_VERSION = 1;

const Index = v.object({ version: v.literal(BUNDLED_RUNS_VERSION), runs: v.array(v.string()) });

/** Ids of the runs below `runs/`. @throws ValiError */
export const readBundledIndex = (json: unknown): readonly string[] => v.parse(Index, json).runs;

type Site = { readonly assets: string; readonly signal: AbortSignal };

async function fetched(path: string, { assets, signal }: Site): Promise<Response> {
  const response = await fetch(new URL(`runs/${path}`, assets), { signal });
  if (!response.ok) throw new Error(`${path}: the server answered ${response.status}`);
  return response;
}

/** Ids of the runs that come with the site; none where they cannot be had. */
export function siteRuns(site: Site): Promise<ReadonlySet<string>> {
  return fetched('index.json', site)
    .then(async (response) => new Set(readBundledIndex(await response.json())))
    .catch(() => new Set<string>());
}

/**
 * `store`, but what it lacks and the site has is fetched, stored and returned. A run that cannot be had (no network, a file cut short or of another format) is one
 * that is not stored.
 * @param assets absolute URL of the site, with a slash at its end
 */
export function withBundledRuns(store: ArtifactStore, site: Site): ArtifactStore {
  let index: Promise<ReadonlySet<string>> | null = null;
  const known = (): Promise<ReadonlySet<string>> => {
    index ??= siteRuns(site);
    return index;
  };
  const take = async (id: string): Promise<Artifact | null> => {
    if (!(await known()).has(id)) return null;
    try {
      const bytes = await (await fetched(`${id}.bin`, site)).arrayBuffer();
      const artifact = unpackArtifact(new Uint8Array(bytes), id);
      if (artifact.meta.id !== id) return null;
      await store.put(artifact);
      return artifact;
    } catch {
      return null;
    }
  };
  return {
    ...store,
    get: async (id) => (await store.get(id)) ?? take(id),
    getMeta: async (id) => (await store.getMeta(id)) ?? (await take(id))?.meta ?? null
  };
}
