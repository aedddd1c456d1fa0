// What the engine worker does with each command once its device and storage are up. No worker globals here, so that tests
// drive it directly.
import { toAppError } from '#lib/errors/app-error';
import type { NotebookEnvironment } from '#lib/notebook/environment';
import type { CellProgress, NotebookEvent } from '#lib/notebook/events';
import { parseNotebook } from '#lib/notebook/document';
import { runFilesOf } from '#lib/notebook/run-export';
import { planNotebook, recommendFor, runNotebook, type RunOutcome } from '#lib/notebook/runtime';
import type { WhatIf } from '#lib/notebook/what-if';
import type { ArtifactStore } from '#lib/storage/types';
import { withBundledRuns } from './bundled-runs';
import { Gate } from './gate';
import { openTabFiles, openTabSource } from './tab-source';
import type { BenchDevice } from '#lib/bench/types';
import type { DeviceStatus, EngineEvent, RunCommand } from './protocol';
import { withWorkspaceLock } from './workspace-lock';

export interface EngineSessionOptions {
  readonly store: ArtifactStore;
  readonly device: DeviceStatus;
  /** Starts the same device anew after it was lost. */
  readonly restartDevice?: () => Promise<void>;
  /** Starts the device and its fallbacks side by side, for the benchmark; the device is the active one again afterwards. */
  readonly startAll?: () => Promise<readonly BenchDevice[]>;
  /** Absolute URL of the site, with a slash at its end. */
  readonly assets: string;
  readonly workspace: string;
  post(event: EngineEvent): void;
}

interface ActiveRun {
  readonly abort: AbortController;
  readonly gate: Gate;
  /** Training is to save itself at its next step. */
  checkpointWanted: boolean;
}

/** Progress of a cell is passed on at most this often; everything else at once. */
const PROGRESS_EVERY_MS = 100;

export class EngineSession {
  private readonly active = new Map<string, ActiveRun>();
  private readonly lastProgress = new Map<string, number>();
  #whatIf: WhatIf | null = null;

  constructor(private readonly options: EngineSessionOptions) {}

  /** Carries out a command and reports how it ended; never throws. */
  async handle(command: RunCommand): Promise<void> {
    const { runId } = command;
    switch (command.type) {
      case 'pause':
        this.active.get(runId)?.gate.shut();
        this.wantCheckpoint(runId);
        this.options.post({ type: 'paused', runId });
        return;
      case 'resume':
        this.active.get(runId)?.gate.open();
        this.options.post({ type: 'resumed', runId });
        return;
      case 'cancel':
        this.active.get(runId)?.abort.abort();
        this.active.get(runId)?.gate.open();
        return;
      case 'checkpoint':
        this.wantCheckpoint(runId);
        return;
      case 'bench':
        return this.bench(runId);
      case 'estimate':
        return this.estimate(command);
      case 'what-if':
        return this.whatIf(command);
      case 'plan':
      case 'run':
      case 'recommend':
      case 'export':
        return this.carryOut(command);
    }
  }

  private wantCheckpoint(runId: string): void {
    const run = this.active.get(runId);
    if (run) run.checkpointWanted = true;
  }

  /** Times the operators on this device and on the fallbacks; the device is the active one again afterwards. */
  private async bench(runId: string): Promise<void> {
    const { post, restartDevice, startAll } = this.options;
    await this.alone(runId, async (signal) => {
      if (!startAll) throw new Error('This engine has one device only');
      const { benchOnPage } = await import('./bench');
      try {
        const { report, markdown } = await benchOnPage(await startAll(), signal, (progress) =>
          post({ type: 'bench-progress', runId, progress })
        );
        post({ type: 'bench-report', runId, report, markdown });
      } finally {
        await restartDevice?.();
      }
    });
  }

  private async estimate({ runId, size, width }: Extract<RunCommand, { type: 'estimate' }>): Promise<void> {
    const { post, device } = this.options;
    await this.alone(runId, async (signal) => {
      const { estimateTraining } = await import('./estimate');
      post({ type: 'estimated', runId, estimate: await estimateTraining(size, width, device, signal) });
    });
  }

  /** Trains a stored run on with other words; loaded when first asked for. */
  private async whatIf({ runId, notebook, text, ask }: Extract<RunCommand, { type: 'what-if' }>): Promise<void> {
    const { post, workspace } = this.options;
    await this.tracked(runId, async (run) => {
      const { WhatIf } = await import('#lib/notebook/what-if');
      this.#whatIf ??= new WhatIf();
      const answering = this.#whatIf;
      const env = {
        ...this.environment(runId, run, false),
        onProgress: (progress: CellProgress) => {
          if (this.isDue(`${runId} what-if`)) post({ type: 'what-if-progress', runId, progress });
        }
      };
      const result = await withWorkspaceLock(workspace, () =>
        answering.answer(parseNotebook(text, notebook), ask, env)
      );
      post({ type: 'what-if-done', runId, result });
      return 'done';
    });
  }

  /** A measurement: not while another tab trains, or both would time each other. */
  private alone(runId: string, work: (signal: AbortSignal) => Promise<void>): Promise<void> {
    return this.tracked(runId, async ({ abort }) => {
      await withWorkspaceLock(this.options.workspace, () => work(abort.signal));
      return 'done';
    });
  }

  /** A run that can be cancelled, from its entry to the event that says how it ended. */
  private async tracked(runId: string, work: (run: ActiveRun) => Promise<RunOutcome>): Promise<void> {
    const run: ActiveRun = { abort: new AbortController(), gate: new Gate(), checkpointWanted: false };
    this.active.set(runId, run);
    const { post } = this.options;
    try {
      post({ type: 'finished', runId, outcome: await work(run) });
    } catch (error) {
      const known = toAppError(error);
      if (known.code === 'internal/cancelled') post({ type: 'finished', runId, outcome: 'cancelled' });
      else post({ type: 'failed', runId, error: known.toJSON() });
    } finally {
      this.active.delete(runId);
    }
  }

  private async carryOut(
    command: Extract<RunCommand, { type: 'plan' | 'run' | 'recommend' | 'export' }>
  ): Promise<void> {
    const { runId, notebook, text } = command;
    const { post, workspace } = this.options;
    await this.tracked(runId, async (run) => {
      const document = parseNotebook(text, notebook);
      const env = this.environment(runId, run, command.type === 'run' && command.options.bundled === true);
      switch (command.type) {
        case 'plan': {
          const { cells } = await planNotebook(document, env);
          post({ type: 'notebook', runId, event: { type: 'plan', cells } });
          return 'done';
        }
        case 'export':
          for await (const { cell, seed, files } of runFilesOf(document, env, command.cell)) {
            for (const { name, bytes } of files) {
              post({ type: 'exported', runId, name: `${cell}-seed-${seed}-${name}`, bytes });
            }
          }
          return 'done';
        case 'recommend':
          post({
            type: 'recommendation',
            runId,
            result: await recommendFor(document, env, command.cell, command.user)
          });
          return 'done';
        case 'run':
          return (await withWorkspaceLock(workspace, () => runNotebook(document, env, command.options))).outcome;
      }
    });
  }

  /** @param bundled whether trained runs that come with the site count as stored */
  private environment(runId: string, run: ActiveRun, bundled: boolean): NotebookEnvironment {
    const { device, restartDevice, assets } = this.options;
    const { signal } = run.abort;
    const store = bundled ? withBundledRuns(this.options.store, { assets, signal }) : this.options.store;
    return {
      store,
      device: { ...device, ...(restartDevice ? { restart: restartDevice } : {}) },
      openSource: (source) => openTabSource(source, { store, assets, signal }),
      openFiles: (source) => openTabFiles(source, { store, signal }),
      onEvent: (event) => {
        if (this.passesOn(runId, event)) this.options.post({ type: 'notebook', runId, event });
      },
      signal,
      gate: () => run.gate.pass(),
      checkpointWanted: () => {
        const wanted = run.checkpointWanted;
        run.checkpointWanted = false;
        return wanted;
      }
    };
  }

  private passesOn(runId: string, event: NotebookEvent): boolean {
    return event.type !== 'cell-progress' || this.isDue(`${runId} ${event.cell}`);
  }

  /** Whether the last progress under this key is long enough ago. */
  private isDue(key: string): boolean {
    const now = performance.now();
    if (now - (this.lastProgress.get(key) ?? -Infinity) < PROGRESS_EVERY_MS) return false;
    this.lastProgress.set(key, now);
    return true;
  }
}
