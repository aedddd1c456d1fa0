// Both workers' sessions on one store in memory, with the tiny data set imported and its notebook run. Only tests import this.
import { startBackend } from '#kernels/backend/backend';
import { AppError } from '#lib/errors/app-error';
import { TINY_NOTEBOOK, tinyFiles } from '#lib/notebook/testing/tiny';
import { memoryAnswers, memoryStore } from '#lib/storage/memory';
import type { ArtifactStore } from '#lib/storage/types';
import type { WhatIfAsk, WhatIfResult } from '#lib/notebook/what-if/what-if';
import { engineJobs } from './compute/jobs';
import { ioJobs } from './io/jobs';
import type { IoJobs } from './io/protocol';
import type { EngineJobs } from './compute/protocol';
import { isReplyTo } from './worker/client';
import type { AnswerTo, RequestOf, TableOf, Told, WorkerEvent } from './worker/protocol';
import { WorkerSession, type JobFunctions } from './worker/session';

const device = { backend: 'cpu', adapter: 'JavaScript', software: false, reason: 'a test' } as const;

/** Asks one session as a page's client would. @throws AppError as the worker would say it */
export interface Desk<Table extends TableOf<Table>> {
  /** @param heard what the job says on the way, and how to stop it */
  ask<Request extends RequestOf<Table>>(
    request: Request,
    heard?: (told: Told, cancel: () => void) => void
  ): Promise<AnswerTo<Table, Request>>;
}

export interface TwoWorkers {
  readonly store: ArtifactStore;
  readonly engine: Desk<EngineJobs>;
  readonly io: Desk<IoJobs>;
  whatIf(ask: WhatIfAsk, text?: string): Promise<WhatIfResult>;
}

/** Two runs of three epochs, one of them aligned, and what they read. */
export const SMALL_NOTEBOOK = (TINY_NOTEBOOK.split('```compare')[0] ?? '')
  .replaceAll('seeds: [1, 2]', 'seeds: [1]')
  .replaceAll('epochs: 8', 'epochs: 3');

/** @param text the notebook that is run at the start */
export async function twoWorkers(text: string = SMALL_NOTEBOOK): Promise<TwoWorkers> {
  await startBackend('cpu', { wasmBinaries: '' });
  const store = memoryStore();
  const io = desk<IoJobs>(
    ioJobs({ store, answers: memoryAnswers(), assets: 'http://localhost/', settings: () => ({ llm: null }) })
  );
  const engine = desk<EngineJobs>(
    engineJobs({ store, device, assets: 'http://localhost/', workspace: `test-${Math.random()}` })
  );
  const files = [...tinyFiles()].map(([path, bytes]) => ({ path, file: new File([bytes.slice()], path) }));
  await io.ask({ job: 'import', name: 'tiny', picked: { from: 'files', files }, reading: {} });
  await engine.ask({ job: 'run', notebook: 'tiny.md', text, options: { force: false } });
  const whatIf: TwoWorkers['whatIf'] = (asked, changedText = text) =>
    engine.ask({ job: 'what-if', notebook: 'tiny.md', text: changedText, ask: asked });
  return { store, engine, io, whatIf };
}

export function desk<Table extends TableOf<Table>>(functions: JobFunctions<Table>): Desk<Table> {
  const open = new Map<string, (event: WorkerEvent<Table, never>) => void>();
  const session = new WorkerSession<Table, null>(functions, (event) => {
    if ('jobId' in event && event.jobId !== null) open.get(event.jobId)?.(event);
  });
  let jobs = 0;
  return {
    ask<Request extends RequestOf<Table>>(
      request: Request,
      heard: (told: Told, cancel: () => void) => void = () => undefined
    ) {
      const jobId = `job-${jobs++}`;
      return new Promise<AnswerTo<Table, Request>>((resolve, reject) => {
        open.set(jobId, (event) => {
          if (event.type === 'told') {
            heard(event.told, () => void session.handle({ type: 'say', jobId, word: 'cancel' }));
          } else if (event.type === 'failed') reject(AppError.fromJSON(event.error));
          else if (event.type === 'answer' && isReplyTo<Table, Request>(request, event.reply)) {
            resolve(event.reply.answer);
          }
        });
        void session.handle({ type: 'ask', jobId, request });
      });
    }
  };
}

/** The error that work ends with. Throws where it ends otherwise. */
export const refusal = async (work: Promise<unknown>): Promise<AppError> => {
  const error: unknown = await work.then(
    () => null,
    (reason: unknown) => reason
  );
  if (error instanceof AppError) return error;
  throw new Error('Expected an AppError', { cause: error });
};
