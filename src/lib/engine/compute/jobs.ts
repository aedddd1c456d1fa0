// What the engine does with each job, once its device and storage are up. No worker globals here, so that tests drive it directly.
import type { BenchReport } from '#lib/bench/report-form';
import type { BenchDevice } from '#lib/bench/types';
import type { EncoderFiles } from '#lib/embeddings/use/files';
import { toAppError } from '#lib/errors/app-error';
import { parseNotebook } from '#lib/notebook/document/parse';
import type { NotebookEnvironment } from '#lib/notebook/run/environment';
import type { CellProgress } from '#lib/notebook/run/events';
import { runFilesOf } from '#lib/notebook/transfer/run-export';
import { recommendFor, runNotebook } from '#lib/notebook/run/runtime';
import type { WhatIf } from '#lib/notebook/what-if/what-if';
import type { ArtifactStore } from '#lib/storage/types';
import type { Progress } from '#lib/work/work';
import type { RunOutcome } from '#lib/notebook/run/runtime';
import { runsFolder, withBundledRuns } from '../bundled-runs';
import type { JobProgress } from '../worker/protocol';
import type { DeviceStatus, EngineJobs } from './protocol';
import { openTabFiles, openTabNotebooks, openTabSource } from '../tab-source';
import type { JobFunctions, JobWork } from '../worker/session';
import { withWorkspaceLock } from '../workspace-lock';

export interface EngineOptions {
  readonly store: ArtifactStore;
  readonly device: DeviceStatus;
  /** Starts the same device anew after it was lost. */
  readonly restartDevice?: () => Promise<void>;
  /** Starts the device and its fallbacks side by side, for the benchmark, and says them, the device first. */
  readonly startAll?: () => Promise<readonly BenchDevice[]>;
  /** Absolute URL of the site, with a slash at its end. */
  readonly assets: string;
  readonly workspace: string;
  /** Where the encoder "use" has its files. */
  readonly encoderFiles?: () => Promise<EncoderFiles>;
}

export function engineJobs(options: EngineOptions): JobFunctions<EngineJobs> {
  const { workspace } = options;
  let answering: WhatIf | null = null;
  /** Not while another tab trains, or both would take turns on one device. */
  const alone = <Result>(work: () => Promise<Result>): Promise<Result> => withWorkspaceLock(workspace, work);
  return {
    run({ notebook, text, options: wanted }, work) {
      return endedOrCancelled(async () => {
        const document = parseNotebook(text, notebook);
        const folder = wanted.bundled ? runsFolder(document, options.assets) : null;
        const env = environment(options, work, folder);
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
      const report = (progress: CellProgress): void =>
        work.report({ label: progress.label, share: null, work: progress });
      return alone(() => asked.answer(parseNotebook(text, notebook), ask, { ...environment(options, work), report }));
    },
    bench: (asked, { signal, gate, report, tell }) =>
      alone(async () => {
        const { device, restartDevice, startAll } = options;
        const { benchOnPage } = await import('./bench');
        const hear = (grown: BenchReport): void =>
          tell({ type: 'bytes', bytes: new TextEncoder().encode(JSON.stringify(grown)), file: 'bench.json' });
        const work = { signal, gate, report: (progress: Progress) => report(counted(progress)) };
        const { backend, adapter, software } = device;
        const own = [{ backend, adapter, software }];
        let mustRestart = asked.set !== 'quick';
        try {
          return await benchOnPage(asked, mustRestart && startAll ? await startAll() : own, work, hear);
        } catch (error) {
          mustRestart ||= toAppError(error).code.startsWith('device/');
          throw error;
        } finally {
          if (mustRestart) await restartDevice?.();
        }
      }),
    estimate: ({ size, width }, { signal, gate }) =>
      alone(async () => {
        const { estimateTraining } = await import('./estimate');
        return estimateTraining(size, width, options.device, { signal, gate });
      })
  };
}

const counted = ({ label, done, total }: Progress): JobProgress => ({
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

/** @param runs folder of trained runs that count as stored */
function environment(options: EngineOptions, work: JobWork, runs: string | null = null): NotebookEnvironment {
  const { device, restartDevice, assets, encoderFiles } = options;
  const { signal } = work;
  const store = runs === null ? options.store : withBundledRuns(options.store, { folder: runs, signal });
  return {
    store,
    device: { ...device, restart: restartDevice },
    openSource: (source) => openTabSource(source, { store, assets, signal }),
    openFiles: (source) => openTabFiles(source, { store, assets, signal }),
    openNotebooks: () => openTabNotebooks({ assets, signal }),
    encoderFiles,
    onEvent: (event) => work.tell({ type: 'notebook', event }),
    signal,
    gate: work.gate,
    checkpointWanted: work.checkpointWanted
  };
}
