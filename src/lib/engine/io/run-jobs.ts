// Jobs of the list of all stored runs: listing, setting side by side, deleting with a way back. What was deleted last stays in this worker
// until it is told otherwise or ends.
import { appError, toAppError } from '#lib/errors/app-error';
import type { Artifact, ArtifactStore } from '#lib/storage/types';
import { stopIfCancelled } from '#lib/work/work';
import { siteRuns } from '../bundled-runs';
import type { JobFunctions } from '../worker/session';
import { countedStep } from './counted-step';
import type { IoOptions } from './environment';
import type { IoJobs } from './protocol';

type RunJobs = Pick<
  IoJobs,
  | 'list-runs'
  | 'check-runs'
  | 'read-runs'
  | 'take-store'
  | 'compare-runs'
  | 'site-runs'
  | 'delete-runs'
  | 'restore-runs'
>;

export function runJobs({ store, assets }: IoOptions): JobFunctions<RunJobs> {
  let deleted: readonly Artifact[] = [];
  const index = () => import('#lib/notebook/runs/run-index');
  return {
    'list-runs': async () => (await index()).listRuns(store),
    'check-runs': async ({ digest }) => (await index()).checkKnown(store, digest),
    'read-runs': async ({ ids }, work) =>
      (await index()).readRuns(store, ids, countedStep(work, 'Reading the runs', 'runs')),
    async 'compare-runs'({ ids, baseline }, work) {
      const [{ compareStoredRuns }, { Artifacts }] = await Promise.all([
        import('#lib/notebook/runs/run-comparison'),
        import('#lib/notebook/run/artifacts')
      ]);
      return compareStoredRuns(new Artifacts(store), ids, baseline, countedStep(work, 'The comparison', 'runs'));
    },
    async 'take-store'({ files }, work) {
      const [{ takeStore }, { blobFile, firstBytes }, { isZip, zipFiles }] = await Promise.all([
        import('#lib/notebook/transfer/store-import'),
        import('#lib/dataset/bytes/input-files'),
        import('#lib/dataset/bytes/zip')
      ]);
      const picked = files.map(({ path, file }) => blobFile(path, file));
      const [first] = picked;
      const isArchive = picked.length === 1 && first !== undefined && isZip(await firstBytes(first, 4));
      const step = countedStep(work, 'Taking in the store', 'artifacts');
      return takeStore(isArchive ? await zipFiles(first) : picked, store, step);
    },
    'site-runs': async (_, { signal }) => [...(await siteRuns({ folder: `${assets}runs/`, signal }))],
    async 'delete-runs'({ ids, keep }, work) {
      const kept: Artifact[] = [];
      // All are read before the first is deleted: a failure changes nothing.
      for (const id of keep ? ids : []) {
        stopIfCancelled(work, 'Deleting the runs');
        const artifact = await wholeOrNull(store, id);
        if (artifact) kept.push(artifact);
      }
      deleted = kept;
      for (const id of ids) await store.delete(id);
      await (await index()).forgetRuns(store, ids);
      return kept.map(({ meta }) => meta.id);
    },
    async 'restore-runs'() {
      if (deleted.length === 0) throw appError('runs/not-restorable', {});
      await store.putAll(deleted);
      await (await index()).addStored(store, deleted);
      const ids = deleted.map(({ meta }) => meta.id);
      deleted = [];
      return ids;
    }
  };
}

/** null also for what turns out to be damaged: it was set aside just now, and is gone as a run. */
async function wholeOrNull(store: ArtifactStore, id: string): Promise<Artifact | null> {
  try {
    return await store.get(id);
  } catch (error) {
    if (toAppError(error).code !== 'storage/damaged') throw error;
    return null;
  }
}
