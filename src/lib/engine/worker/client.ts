// The page's side of a worker: starts it, asks, and hands on what it says and answers. Browser only; loaded when something is first asked.
import { AppError, appError } from '#lib/errors/app-error';
import type { NotebookEvent } from '#lib/notebook/run/events';
import { BUILD } from '../build';
import { watchLifeline } from './lifeline';
import type { WorkerPort } from './port';
import {
  PROTOCOL_VERSION,
  type AnswerTo,
  type JobProgress,
  type RequestOf,
  type TableOf,
  type Told,
  type Word,
  type WorkerCommand,
  type WorkerEvent
} from './protocol';

/** A job under way. */
export interface JobHandle<Answer> {
  cancel(): void;
  pause(): void;
  resume(): void;
  /** It keeps what it has done at its next step. */
  checkpoint(): void;
  /** Rejects with an AppError; internal/cancelled where it was cancelled. */
  readonly finished: Promise<Answer>;
}

/** Who hears what a job says before its answer. */
export interface JobHearer {
  onProgress?(progress: JobProgress): void;
  onNotebook?(event: NotebookEvent): void;
  /** @param file name, of jobs that write several */
  onBytes?(bytes: Uint8Array<ArrayBuffer>, file: string | undefined): void;
}

export interface WorkerClient<Table extends TableOf<Table>, Settings, Status> {
  /** What the worker says of itself once it is up; rejects with an AppError where it does not start. */
  readonly status: Promise<Status>;
  /** Resolves when nothing can be asked any more, with the reason. */
  readonly gone: Promise<AppError>;
  ask<Request extends RequestOf<Table>>(request: Request, hearer?: JobHearer): JobHandle<AnswerTo<Table, Request>>;
  /** From the next job on. */
  set(settings: Settings): void;
  dispose(): void;
}

export type PortOf<Table extends TableOf<Table>, Settings, Status> = WorkerPort<
  WorkerCommand<Table, Settings>,
  WorkerEvent<Table, Status>
>;

interface Pending extends JobHearer {
  answer(reply: { readonly job: PropertyKey; readonly answer: unknown }): void;
  reject(error: AppError): void;
}

/** @param name of the worker, in developer tools and in the name of its lock */
export function createWorkerClient<Table extends TableOf<Table>, Settings, Status>(options: {
  readonly name: string;
  /** Absolute URL of the site, with a slash at its end. */
  readonly assets: string;
  readonly workspace: string;
  readonly settings: Settings;
  readonly worker: PortOf<Table, Settings, Status>;
}): WorkerClient<Table, Settings, Status> {
  const { worker, workspace, assets, settings } = options;
  const pending = new Map<string, Pending>();
  const lifeline = `rlmrec-${options.name}:${crypto.randomUUID()}`;
  const up = deferred<Status>();
  const end = deferred<AppError>();
  up.promise.catch(() => undefined); // Whoever waits for it sees the error; nobody has to.
  let unwatch = (): void => undefined;
  let next = 1;
  let gone: AppError | null = null;

  const failEverything = (error: AppError): void => {
    gone ??= error;
    end.resolve(error);
    up.reject(error);
    for (const job of pending.values()) job.reject(error);
    pending.clear();
  };
  const settle = (jobId: string, how: (job: Pending) => void): void => {
    const job = pending.get(jobId);
    pending.delete(jobId);
    if (job) how(job);
  };
  worker.onCrash((reason) =>
    failEverything(
      reason === null ? appError('internal/engine-missing', {}) : appError('internal/engine-crashed', { reason })
    )
  );
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
        up.resolve(event.status);
        return;
      case 'told': {
        const job = pending.get(event.jobId);
        if (job) hear(job, event.told);
        return;
      }
      case 'answer':
        settle(event.jobId, (job) => job.answer(event.reply));
        return;
      case 'failed': {
        const error = AppError.fromJSON(event.error);
        if (event.jobId === null) failEverything(error);
        else settle(event.jobId, (job) => job.reject(error));
        return;
      }
      case 'log':
        return;
    }
  });
  const start = { assets, workspace, lifeline };
  worker.post({ type: 'hello', version: PROTOCOL_VERSION, build: BUILD, start, settings });

  return {
    status: up.promise,
    gone: end.promise,
    ask<Request extends RequestOf<Table>>(request: Request, hearer: JobHearer = {}) {
      const jobId = `${options.name}-${next++}`;
      const finished = new Promise<AnswerTo<Table, Request>>((resolve, reject) => {
        if (gone) {
          reject(gone);
          return;
        }
        pending.set(jobId, {
          ...hearer,
          answer: (reply) => {
            if (isReplyTo<Table, Request>(request, reply)) resolve(reply.answer);
            else reject(appError('internal/stale-page', {}));
          },
          reject
        });
        worker.post({ type: 'ask', jobId, request });
      });
      const say = (word: Word) => () => worker.post({ type: 'say', jobId, word });
      return {
        cancel: say('cancel'),
        pause: say('pause'),
        resume: say('resume'),
        checkpoint: say('checkpoint'),
        finished
      };
    },
    set: (changed) => worker.post({ type: 'settings', settings: changed }),
    dispose() {
      unwatch();
      worker.terminate();
      failEverything(appError('internal/cancelled', { what: 'The job' }));
    }
  };
}

interface Deferred<Value> {
  readonly promise: Promise<Value>;
  resolve(value: Value): void;
  reject(error: AppError): void;
}

/** A promise that is settled from outside. */
function deferred<Value>(): Deferred<Value> {
  let resolve: Deferred<Value>['resolve'] = () => undefined;
  let reject: Deferred<Value>['reject'] = () => undefined;
  const promise = new Promise<Value>((give, fail) => {
    resolve = give;
    reject = fail;
  });
  return { promise, resolve, reject };
}

function hear(job: JobHearer, told: Told): void {
  switch (told.type) {
    case 'progress':
      return job.onProgress?.(told.progress);
    case 'notebook':
      return job.onNotebook?.(told.event);
    case 'bytes':
      return job.onBytes?.(told.bytes, told.file);
  }
}

/** Whether a reply is to this request; what it answers is then what the table says. */
export function isReplyTo<Table extends TableOf<Table>, Request extends RequestOf<Table>>(
  request: Request,
  reply: { readonly job: PropertyKey; readonly answer: unknown }
): reply is { readonly job: PropertyKey; readonly answer: AnswerTo<Table, Request> } {
  return reply.job === request.job;
}
