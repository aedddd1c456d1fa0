// The page's side of the input/output worker: starts it, asks, and hands progress and answers back. Browser only; loaded when a
// page first reads or writes data.
import { base } from '$app/paths';
import { AppError, appError } from '#lib/errors/app-error';
import type { NotebookEvent } from '#lib/notebook/events';
import { BUILD } from '../build';
import { watchLifeline } from '../lifeline';
import type { WorkerPort } from '../worker-port';
import {
  IO_PROTOCOL_VERSION,
  type Explorable,
  type ExploreAsk,
  type ExploreOverview,
  type ExploreSelection,
  type ExploreViews,
  type LlmAccess,
  type ProposedPair,
  type IoCommand,
  type IoEvent,
  type IoJob,
  type IoJobs,
  type IoProgress,
  type IoReply,
  type IoRequest
} from './protocol';
import { startIoWorker } from './start-worker';

export interface IoHandle<Answer> {
  cancel(): void;
  /** Of jobs that ask a service: nothing more is asked until `resume`. */
  pause(): void;
  resume(): void;
  /** Rejects with an AppError; internal/cancelled where it was cancelled. */
  readonly finished: Promise<Answer>;
}

export interface IoControl {
  onProgress?(progress: IoProgress): void;
  onNotebook?(event: NotebookEvent): void;
  onChunk?(bytes: Uint8Array<ArrayBuffer>): void;
}

export interface IoClient {
  ask<Request extends IoRequest>(request: Request, control?: IoControl): IoHandle<IoJobs[Request['job']]['answer']>;
  /** Which runs, embeddings and profiles a notebook has to look at. */
  explorable(notebook: string, text: string): IoHandle<Explorable>;
  /** Opens stored runs to look at, in the place of those that are open; of several the last one asked for. */
  openExplore(what: ExploreAsk, control?: IoControl): IoHandle<ExploreOverview>;
  /** What follows a selection in what is open. */
  selectExplore(selection: ExploreSelection): IoHandle<ExploreViews>;
  findPairs(ask: IoJobs['find-pairs']['ask'], control?: IoControl): IoHandle<readonly ProposedPair[]>;
  /** Which service may be asked from now on, and how; null for none. */
  setLlm(llm: LlmAccess | null): void;
  dispose(): void;
}

interface Pending extends IoControl {
  answer(reply: IoReply): void;
  reject(error: AppError): void;
}

export function createIoClient(options: {
  readonly workspace: string;
  /** Tests put their own in its place. */
  readonly worker?: WorkerPort<IoCommand, IoEvent>;
}): IoClient {
  const worker = options.worker ?? startIoWorker();
  const pending = new Map<string, Pending>();
  const lifeline = `rlmrec-io:${crypto.randomUUID()}`;
  let unwatch = (): void => undefined;
  let next = 1;
  /** Why nothing can be asked any more; null while the worker lives. */
  let gone: AppError | null = null;

  const failEverything = (error: AppError): void => {
    gone = error;
    for (const job of pending.values()) job.reject(error);
    pending.clear();
  };
  worker.onCrash((reason) => failEverything(appError('internal/engine-crashed', { reason })));
  worker.onEvent((event) => {
    switch (event.type) {
      case 'ready':
        if (event.version !== IO_PROTOCOL_VERSION || event.build !== BUILD) {
          failEverything(appError('internal/stale-page', {}));
          return;
        }
        unwatch = watchLifeline(lifeline, () =>
          failEverything(appError('internal/engine-crashed', { reason: 'it ended' }))
        );
        return;
      case 'progress':
        pending.get(event.jobId)?.onProgress?.(event.progress);
        return;
      case 'notebook':
        pending.get(event.jobId)?.onNotebook?.(event.event);
        return;
      case 'chunk':
        pending.get(event.jobId)?.onChunk?.(event.bytes);
        return;
      case 'answer':
        pending.get(event.jobId)?.answer(event.reply);
        pending.delete(event.jobId);
        return;
      case 'failed': {
        const error = AppError.fromJSON(event.error);
        if (event.jobId === null) failEverything(error);
        else {
          pending.get(event.jobId)?.reject(error);
          pending.delete(event.jobId);
        }
      }
    }
  });
  worker.post({
    type: 'hello',
    version: IO_PROTOCOL_VERSION,
    build: BUILD,
    assets: new URL(`${base}/`, location.href).href,
    workspace: options.workspace,
    lifeline
  });

  const client: IoClient = {
    ask<Request extends IoRequest>(request: Request, control: IoControl = {}) {
      const jobId = `job-${next++}`;
      const finished = new Promise<IoJobs[Request['job']]['answer']>((resolve, reject) => {
        if (gone) {
          reject(gone);
          return;
        }
        const answer = (reply: IoReply): void => {
          if (isReplyTo(request.job, reply)) resolve(reply.answer);
          else reject(appError('internal/stale-page', {}));
        };
        pending.set(jobId, { ...control, answer, reject });
        worker.post({ type: 'ask', jobId, request });
      });
      const say = (type: 'cancel' | 'pause' | 'resume') => () => worker.post({ type, jobId });
      return { cancel: say('cancel'), pause: say('pause'), resume: say('resume'), finished };
    },
    explorable: (notebook, text) => client.ask({ job: 'explorable', notebook, text }),
    openExplore: (what, control) => client.ask({ job: 'open-explore', what }, control),
    selectExplore: (selection) => client.ask({ job: 'select-explore', selection }),
    findPairs: (ask, control) => client.ask({ job: 'find-pairs', ...ask }, control),
    setLlm: (llm) => worker.post({ type: 'llm', llm }),
    dispose() {
      unwatch();
      worker.terminate();
      failEverything(appError('internal/cancelled', { what: 'The job' }));
    }
  };
  return client;
}

function isReplyTo<Job extends IoJob>(
  job: Job,
  reply: IoReply
): reply is IoReply & { readonly job: Job; readonly answer: IoJobs[Job]['answer'] } {
  return reply.job === job;
}
