// What the engine does with each job, once its device and storage are up. No worker globals here, so that tests drive it directly.
import type { BenchDevice, BenchProgress } from '#lib/bench/types';
import { toAppError } from '#lib/errors/app-error';
import { parseNotebook } from '#lib/notebook/document/document';
import type { NotebookEnvironment } from '#lib/notebook/run/environment';
import type { CellProgress, NotebookEvent } from '#lib/notebook/run/events';
import { runFilesOf } from '#lib/notebook/transfer/run-export';
import { planNotebook, recommendFor, runNotebook } from '#lib/notebook/run/runtime';
import type { WhatIf } from '#lib/notebook/what-if/what-if';
import type { ArtifactStore } from '#lib/storage/types';
import { withBundledRuns } from '../bundled-runs';
import type { DeviceStatus, EngineJobs, RunOutcome } from './protocol';
import { openTabFiles, openTabSource } from '../tab-source';
import type { JobFunctions, JobWork } from '../worker/session';
import { withWorkspaceLock } from '../workspace-lock';

export interface EngineOptions {
  readonly store: ArtifactStore;
  readonly device: DeviceStatus;
  /** Starts the same device anew after it was lost. */
  readonly restartDevice?: () => Promise<void>;
  /** Starts the device and its fallbacks side by side, for the benchmark; the device is the active one again afterwards. */
  readonly startAll?: () => Promise<readonly BenchDevice[]>;
  /** Absolute URL of the site, with a slash at its end. */
  readonly assets: string;
  readonly workspace: string;
}

/** Progress of a cell is passed on at most this often; everything else at once. */
const PROGRESS_EVERY_MS = 100;

export function engineJobs(options: EngineOptions): JobFunctions<EngineJobs> {
  const { workspace } = options;
  let answering: WhatIf | null = null;
  /** Not while another tab trains, or both would take turns on one device. */
  const alone = <Result>(work: () => Promise<Result>): Promise<Result> => withWorkspaceLock(workspace, work);
  return {
    async plan({ notebook, text }, work) {
      const { cells } = await planNotebook(parseNotebook(text, notebook), environment(options, work));
      work.tell({ type: 'notebook', event: { type: 'plan', cells } });
      return null;
    },
    run({ notebook, text, options: wanted }, work) {
      const env = environment(options, work, wanted.bundled);
      return endedOrCancelled(async () => {
        const document = parseNotebook(text, notebook);
        return (await alone(() => runNotebook(document, env, wanted))).outcome;
      });
    },
    recommend: ({ notebook, text, cell, user }, work) =>
      recommendFor(parseNotebook(text, notebook), environment(options, work), cell, user),
    async export({ notebook, text, cell }, work) {
      const names: string[] = [];
      for await (const run of runFilesOf(parseNotebook(text, notebook), environment(options, work), cell)) {
        for (const { name, bytes } of run.files) {
          const file = `${run.cell}-seed-${run.seed}-${name}`;
          names.push(file);
          work.tell({ type: 'bytes', bytes, file });
        }
      }
      return names;
    },
    async 'what-if'({ notebook, text, ask }, work) {
      const { WhatIf } = await import('#lib/notebook/what-if/what-if');
      const asked = (answering ??= new WhatIf());
      const isDue = letThroughNowAndThen();
      const onProgress = (progress: CellProgress): void => {
        if (isDue('')) work.progress({ label: progress.label, share: null, work: progress });
      };
      return alone(() =>
        asked.answer(parseNotebook(text, notebook), ask, { ...environment(options, work), onProgress })
      );
    },
    bench: (_, { signal, progress }) =>
      alone(async () => {
        const { restartDevice, startAll } = options;
        if (!startAll) throw new Error('This engine has one device only');
        const { benchOnPage } = await import('./bench');
        try {
          return await benchOnPage(await startAll(), signal, (now) => progress(counted(now)));
        } finally {
          await restartDevice?.();
        }
      }),
    estimate: ({ size, width }, { signal }) =>
      alone(async () => {
        const { estimateTraining } = await import('./estimate');
        return estimateTraining(size, width, options.device, signal);
      })
  };
}

const counted = ({ label, done, total }: BenchProgress): Parameters<JobWork['progress']>[0] => ({
  label,
  share: done / total,
  work: { label, done, total, unit: 'measurements', rate: null, secondsLeft: null }
});

/** How a run ended: that it was cancelled is one of the ways. */
async function endedOrCancelled(run: () => Promise<RunOutcome>): Promise<RunOutcome> {
  try {
    return await run();
  } catch (error) {
    if (toAppError(error).code === 'internal/cancelled') return 'cancelled';
    throw error;
  }
}

/** @param bundled whether trained runs that come with the site count as stored */
function environment(options: EngineOptions, work: JobWork, bundled = false): NotebookEnvironment {
  const { device, restartDevice, assets } = options;
  const { signal } = work;
  const store = bundled ? withBundledRuns(options.store, { assets, signal }) : options.store;
  const isDue = letThroughNowAndThen();
  const passesOn = (event: NotebookEvent): boolean => event.type !== 'cell-progress' || isDue(event.cell);
  return {
    store,
    device: { ...device, restart: restartDevice },
    openSource: (source) => openTabSource(source, { store, assets, signal }),
    openFiles: (source) => openTabFiles(source, { store, signal }),
    onEvent: (event) => {
      if (passesOn(event)) work.tell({ type: 'notebook', event });
    },
    signal,
    gate: work.gate,
    checkpointWanted: work.checkpointWanted
  };
}

/** Whether what was last let through under a key is long enough ago. */
function letThroughNowAndThen(): (key: string) => boolean {
  const last = new Map<string, number>();
  return (key) => {
    const now = performance.now();
    if (now - (last.get(key) ?? -Infinity) < PROGRESS_EVERY_MS) return false;
    last.set(key, now);
    return true;
  };
}
