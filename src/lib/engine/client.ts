// The page's side of the engine: starts the worker, speaks the protocol, hands events to whoever asked. Views use only
// this. Browser only; loaded when something is first run.
import { base } from '$app/paths';
import type { GraphSize } from '#lib/bench/graphs';
import type { BenchProgress, BenchReport } from '#lib/bench/types';
import { AppError, appError } from '#lib/errors/app-error';
import type { CellProgress, NotebookEvent } from '#lib/notebook/events';
import type { RecommendResult } from '#lib/notebook/kinds/recommend/stored';
import { BUILD } from './build';
import type { TrainingEstimate } from './estimate';
import {
  PROTOCOL_VERSION,
  type BackendChoice,
  type DeviceStatus,
  type EngineCommand,
  type EngineEvent,
  type RunOptions,
  type WhatIfAsk,
  type WhatIfResult
} from './protocol';
import { watchLifeline } from './lifeline';
import { startEngineWorker } from './start-worker';
import type { WorkerPort } from './worker-port';

export type RunOutcome = 'done' | 'failed' | 'cancelled';

export interface RunHandle {
  pause(): void;
  resume(): void;
  cancel(): void;
  /** Training saves itself at its next step. */
  checkpoint(): void;
  /** How the run ended; rejects with an AppError where it could not run at all. */
  readonly finished: Promise<RunOutcome>;
}

export interface EngineClient {
  /** Rejects with an AppError where no backend starts. */
  readonly device: Promise<DeviceStatus>;
  run(notebook: string, text: string, options: RunOptions, onEvent: (event: NotebookEvent) => void): RunHandle;
  recommend(notebook: string, text: string, cell: string, user: string): Promise<RecommendResult>;
  /** The files of a train cell's stored runs, as they are made. */
  exportRuns(
    notebook: string,
    text: string,
    cell: string,
    onFile: (name: string, bytes: Uint8Array<ArrayBuffer>) => void
  ): Promise<void>;
  /** Times the operators on this device; rejects with an AppError, also where it is cancelled. */
  bench(onProgress: (progress: BenchProgress) => void): BenchHandle;
  /** Memory and time an epoch on data of this size; `width` is that of the semantic vectors. */
  estimate(size: GraphSize, width: number): EstimateHandle;
  /** Trains a stored run on with other words in some profiles, and without. */
  whatIf(notebook: string, text: string, ask: WhatIfAsk, onProgress: (progress: CellProgress) => void): WhatIfHandle;
  /** From the next step on; none before it is said. */
  allowWorkers(count: number): void;
  dispose(): void;
}

/** The part of the engine that a notebook needs. */
export type NotebookEngine = Pick<EngineClient, 'device' | 'run' | 'recommend' | 'exportRuns'>;

export interface BenchHandle {
  cancel(): void;
  /** null where it was cancelled. */
  readonly finished: Promise<{ readonly report: BenchReport; readonly markdown: string } | null>;
}

export interface EstimateHandle {
  cancel(): void;
  /** null where it was cancelled. */
  readonly finished: Promise<TrainingEstimate | null>;
}

export interface WhatIfHandle {
  cancel(): void;
  /** Rejects with an AppError; internal/cancelled where it was cancelled. */
  readonly finished: Promise<WhatIfResult>;
}

interface Pending {
  onFile(name: string, bytes: Uint8Array<ArrayBuffer>): void;
  onBenchProgress(progress: BenchProgress): void;
  onBenchReport(report: BenchReport, markdown: string): void;
  onEstimate(estimate: TrainingEstimate): void;
  onWhatIfProgress(progress: CellProgress): void;
  onWhatIfDone(result: WhatIfResult): void;
  onEvent(event: NotebookEvent): void;
  onRecommendation(result: RecommendResult): void;
  resolve(outcome: RunOutcome): void;
  reject(error: AppError): void;
}

/** What the client needs of a worker, so that tests can put their own in its place. */
export type EngineWorker = WorkerPort<EngineCommand, EngineEvent>;

export function createEngineClient(options: {
  readonly backend: BackendChoice;
  readonly workspace: string;
  readonly worker?: EngineWorker;
}): EngineClient {
  const worker = options.worker ?? startEngineWorker();
  const pending = new Map<string, Pending>();
  const lifeline = `rlmrec-engine:${crypto.randomUUID()}`;
  let unwatch = (): void => undefined;
  let nextRun = 1;
  let ready: (status: DeviceStatus) => void = () => undefined;
  let failed: (error: AppError) => void = () => undefined;
  const device = new Promise<DeviceStatus>((resolve, reject) => {
    ready = resolve;
    failed = reject;
  });
  device.catch(() => undefined); // Whoever waits for it sees the error; nobody has to.

  const failEverything = (error: AppError): void => {
    failed(error);
    for (const run of pending.values()) run.reject(error);
    pending.clear();
  };

  worker.onCrash((reason) => failEverything(appError('internal/engine-crashed', { reason })));
  worker.onEvent((event) => {
    switch (event.type) {
      case 'ready':
        if (event.version !== PROTOCOL_VERSION || event.build !== BUILD) {
          failEverything(appError('internal/stale-page', {}));
          return;
        }
        unwatch = watchLifeline(lifeline, () =>
          failEverything(appError('internal/engine-crashed', { reason: 'it ended' }))
        );
        ready(event.device);
        return;
      case 'notebook':
        pending.get(event.runId)?.onEvent(event.event);
        return;
      case 'recommendation':
        pending.get(event.runId)?.onRecommendation(event.result);
        return;
      case 'exported':
        pending.get(event.runId)?.onFile(event.name, event.bytes);
        return;
      case 'bench-progress':
        pending.get(event.runId)?.onBenchProgress(event.progress);
        return;
      case 'bench-report':
        pending.get(event.runId)?.onBenchReport(event.report, event.markdown);
        return;
      case 'estimated':
        pending.get(event.runId)?.onEstimate(event.estimate);
        return;
      case 'what-if-progress':
        pending.get(event.runId)?.onWhatIfProgress(event.progress);
        return;
      case 'what-if-done':
        pending.get(event.runId)?.onWhatIfDone(event.result);
        return;
      case 'finished':
        pending.get(event.runId)?.resolve(event.outcome);
        pending.delete(event.runId);
        return;
      case 'failed': {
        const error = AppError.fromJSON(event.error);
        if (event.runId === null) failEverything(error);
        else {
          pending.get(event.runId)?.reject(error);
          pending.delete(event.runId);
        }
        return;
      }
      case 'log':
      case 'paused':
      case 'resumed':
        return;
    }
  });
  worker.post({
    type: 'hello',
    version: PROTOCOL_VERSION,
    build: BUILD,
    backend: options.backend,
    assets: new URL(`${base}/`, location.href).href,
    workspace: options.workspace,
    lifeline
  });

  function begin(handlers: Partial<Omit<Pending, 'resolve' | 'reject'>>): {
    runId: string;
    finished: Promise<RunOutcome>;
  } {
    const runId = `run-${nextRun++}`;
    const finished = new Promise<RunOutcome>((resolve, reject) => {
      const ignore = (): void => undefined;
      pending.set(runId, {
        onEvent: ignore,
        onRecommendation: ignore,
        onFile: ignore,
        onBenchProgress: ignore,
        onBenchReport: ignore,
        onEstimate: ignore,
        onWhatIfProgress: ignore,
        onWhatIfDone: ignore,
        ...handlers,
        resolve,
        reject
      });
    });
    return { runId, finished };
  }

  return {
    device,
    run(notebook, text, runOptions, onEvent) {
      const { runId, finished } = begin({ onEvent });
      worker.post({ type: 'run', runId, notebook, text, options: runOptions });
      return {
        pause: () => worker.post({ type: 'pause', runId }),
        resume: () => worker.post({ type: 'resume', runId }),
        cancel: () => worker.post({ type: 'cancel', runId }),
        checkpoint: () => worker.post({ type: 'checkpoint', runId }),
        finished
      };
    },
    async recommend(notebook, text, cell, user) {
      let result: RecommendResult | null = null;
      let problem: AppError | null = null;
      const { runId, finished } = begin({
        onRecommendation: (found) => {
          result = found;
        },
        onEvent: (event) => {
          if (event.type === 'cell-failed') problem ??= AppError.fromJSON(event.error);
        }
      });
      worker.post({ type: 'recommend', runId, notebook, text, cell, user });
      await finished;
      if (result) return result;
      throw problem ?? appError('internal/unexpected', { reason: 'the ranking ended without a result' });
    },
    async exportRuns(notebook, text, cell, onFile) {
      const { runId, finished } = begin({ onFile });
      worker.post({ type: 'export', runId, notebook, text, cell });
      await finished;
    },
    bench(onProgress) {
      let found: { report: BenchReport; markdown: string } | null = null;
      const { runId, finished } = begin({
        onBenchProgress: onProgress,
        onBenchReport: (report, markdown) => {
          found = { report, markdown };
        }
      });
      worker.post({ type: 'bench', runId });
      return {
        cancel: () => worker.post({ type: 'cancel', runId }),
        finished: finished.then(() => found)
      };
    },
    estimate(size, width) {
      let found: TrainingEstimate | null = null;
      const { runId, finished } = begin({
        onEstimate: (estimate) => {
          found = estimate;
        }
      });
      worker.post({ type: 'estimate', runId, size, width });
      return {
        cancel: () => worker.post({ type: 'cancel', runId }),
        finished: finished.then(() => found)
      };
    },
    whatIf(notebook, text, ask, onProgress) {
      let found: WhatIfResult | null = null;
      const { runId, finished } = begin({
        onWhatIfProgress: onProgress,
        onWhatIfDone: (result) => {
          found = result;
        }
      });
      worker.post({ type: 'what-if', runId, notebook, text, ask });
      return {
        cancel: () => worker.post({ type: 'cancel', runId }),
        finished: finished.then(() => {
          if (found) return found;
          throw appError('internal/cancelled', { what: 'Training on' });
        })
      };
    },
    allowWorkers: (count) => worker.post({ type: 'workers', count }),
    dispose() {
      unwatch();
      worker.terminate();
      failEverything(appError('internal/cancelled', { what: 'The run' }));
    }
  };
}
