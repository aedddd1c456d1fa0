// Trained runs that come with the site (public/runs, made by `npm run bundle-runs`), or lie beside a notebook at an address: a store that
// has them beside what this browser stored. They count only where a run asks for them; what is computed here is never replaced by them.
import * as v from 'valibot';
import { fetchFile, wholeOf } from '#lib/dataset/bytes/fetched';
import { appError, toAppError } from '#lib/errors/app-error';
import { isWeb } from '#lib/notebook/document/front-matter';
import type { NotebookDocument } from '#lib/notebook/document/parse';
import { misfitOf } from '#lib/storage/checked';
import { unpackArtifact } from '#lib/storage/packed';
import type { Artifact, ArtifactForm, ArtifactStore } from '#lib/storage/types';

export const BUNDLED_RUNS_VERSION = 1;

const Index = v.object({ version: v.literal(BUNDLED_RUNS_VERSION), runs: v.array(v.string()) });

/** Ids of the runs below `runs/`. @throws ValiError */
export const readBundledIndex = (json: unknown): readonly string[] => v.parse(Index, json).runs;

interface Site {
  /** Absolute URL of their folder, with a slash at its end. */
  readonly folder: string;
  readonly signal: AbortSignal;
  readonly silenceMs?: number;
}

/** Bytes of one file at most. */
const MOST_BYTES = 2 ** 28;

/** @param silenceMs how long the server may say nothing */
/**
 * The folder of the runs that a notebook may take, where it may take any: the one at the address that it names, else the site's.
 * @param assets absolute URL of the site, with a slash at its end
 */
export function runsFolder({ runs }: Pick<NotebookDocument, 'runs'>, assets: string): string {
  return runs?.from === 'address' && isWeb(runs.address) ? runs.address : new URL('runs/', assets).href;
}

async function fetched(path: string, { folder, signal, silenceMs = 30_000 }: Site): Promise<Uint8Array<ArrayBuffer>> {
  const limits = { silenceMs, bytes: MOST_BYTES };
  const { ok, status, body } = await fetchFile(new URL(path, folder), { path, source: folder }, { signal, limits });
  if (!ok) throw new Error(`${path}: the server answered ${status}`);
  return wholeOf(body);
}

/** Ids of the runs in a folder; none where they cannot be had. */
export function siteRuns(site: Site): Promise<ReadonlySet<string>> {
  return fetched('index.json', site)
    .then((bytes) => new Set(readBundledIndex(JSON.parse(new TextDecoder().decode(bytes)))))
    .catch(() => new Set<string>());
}

/**
 * `store`, but what it lacks and the site has is fetched, stored and returned. A run that cannot be had (no network) is one that is not
 * stored: it is trained here. So is one whose file is damaged or another's; `get` says so once.
 */
export function withBundledRuns(store: ArtifactStore, site: Site): ArtifactStore {
  /** Ids whose file cannot be used: it is not fetched again. */
  const damaged = new Set<string>();
  let index: Promise<ReadonlySet<string>> | null = null;
  const known = (): Promise<ReadonlySet<string>> => {
    index ??= siteRuns(site);
    return index;
  };
  const take = async (id: string, form?: ArtifactForm): Promise<Artifact | null> => {
    if (damaged.has(id) || !(await known()).has(id)) return null;
    const bytes = await fetched(`${id}.bin`, site).catch(() => null);
    if (bytes === null) return null;
    try {
      const artifact = await unpackArtifact(bytes, id);
      if (artifact.meta.id !== id) throw appError('storage/damaged', { id, reason: 'the site’s file is another one' });
      const misfit = form ? misfitOf(artifact, form) : null;
      if (misfit !== null) throw appError('storage/damaged', { id, reason: misfit });
      await store.put(artifact);
      return artifact;
    } catch (error) {
      if (toAppError(error).code !== 'storage/damaged') return null;
      damaged.add(id);
      throw error;
    }
  };
  return {
    ...store,
    get: async (id, form) => (await store.get(id, form)) ?? take(id, form),
    getHead: async (id, form) => (await store.getHead(id, form)) ?? take(id, form),
    check: async (id, form) => (await store.check(id, form)) || (await take(id, form)) !== null,
    getMeta: async (id) => (await store.getMeta(id)) ?? (await take(id).catch(() => null))?.meta ?? null
  };
}
