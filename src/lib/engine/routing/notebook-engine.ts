// What a notebook's page runs with, whichever worker does it: the engine, which has a device, or the input/output worker, for cells that
// need none.
import { appError } from '#lib/errors/app-error';
import type { NotebookEvent } from '#lib/notebook/run/events';
import type { RecommendResult } from '#lib/notebook/kinds/recommend/stored';
import type { RunOutcome } from '#lib/notebook/run/runtime';
import type { EngineClient } from '../compute/client';
import type { IoClient } from '../io/client';
import type { DeviceStatus, RunOptions } from '../compute/protocol';
import type { JobHandle } from '../worker/client';

export interface NotebookEngine {
  /** Rejects with an AppError where no backend starts. */
  readonly device: Promise<DeviceStatus>;
  run(
    notebook: string,
    text: string,
    options: RunOptions,
    onEvent: (event: NotebookEvent) => void
  ): JobHandle<RunOutcome>;
  recommend(notebook: string, text: string, cell: string, user: string): Promise<RecommendResult>;
  /** The files of a train cell's stored runs, as they are made. */
  exportRuns(
    notebook: string,
    text: string,
    cell: string,
    onFile: (name: string, bytes: Uint8Array<ArrayBuffer>) => void
  ): Promise<void>;
}

export function engineOf(client: Pick<EngineClient, 'status' | 'ask'>): NotebookEngine {
  return {
    device: client.status,
    run: (notebook, text, options, onNotebook) => client.ask({ job: 'run', notebook, text, options }, { onNotebook }),
    recommend: (notebook, text, cell, user) => client.ask({ job: 'recommend', notebook, text, cell, user }).finished,
    async exportRuns(notebook, text, cell, onFile) {
      const onBytes = (bytes: Uint8Array<ArrayBuffer>, file = ''): void => onFile(file, bytes);
      await client.ask({ job: 'export', notebook, text, cell }, { onBytes }).finished;
    }
  };
}

const nothingTrained = () => Promise.reject(appError('views/nothing-trained', {}));

/** For data sets, and for what asks a service. The code that runs is that of every other notebook. */
export function ioEngineOf(client: Pick<IoClient, 'ask'>): NotebookEngine {
  return {
    device: Promise.resolve({
      backend: 'cpu',
      adapter: '',
      software: false,
      reason: 'Preparing data needs no device.'
    }),
    run: (notebook, text, options, onNotebook) => client.ask({ job: 'run', notebook, text, options }, { onNotebook }),
    recommend: nothingTrained,
    exportRuns: nothingTrained
  };
}
