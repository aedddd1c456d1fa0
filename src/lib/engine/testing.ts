// Both workers' sessions on one store in memory, with the tiny data set imported and its notebook run. Only tests import this.
import { startBackend } from '#kernels/backend/backend';
import { AppError, appError } from '#lib/errors/app-error';
import { TINY_NOTEBOOK, tinyFiles } from '#lib/notebook/testing/tiny';
import { memoryAnswers, memoryStore } from '#lib/storage/memory';
import type { ArtifactStore } from '#lib/storage/types';
import { EngineSession } from './engine-session';
import type { IoEvent, IoJob, IoJobs, IoReply, IoRequest } from './io/protocol';
import { IoSession } from './io/session';
import type { EngineEvent, RunCommand, WhatIfAsk, WhatIfResult } from './protocol';

const device = { backend: 'cpu', adapter: 'JavaScript', software: false, reason: 'a test' } as const;

export interface TwoWorkers {
  readonly store: ArtifactStore;
  readonly engine: EngineSession;
  /** Asks the input/output session. @throws AppError as the worker would say it */
  ask<Request extends IoRequest>(request: Request): Promise<IoJobs[Request['job']]['answer']>;
  /** Lets the engine session carry out a command, and gives all that it said. */
  carryOut(command: RunCommand, heard?: (event: EngineEvent) => void): Promise<readonly EngineEvent[]>;
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
  const heardByIo = new Map<string, (event: IoEvent) => void>();
  const io = new IoSession({
    store,
    answers: memoryAnswers(),
    assets: 'http://localhost/',
    post: (event) => ('jobId' in event && event.jobId !== null ? heardByIo.get(event.jobId)?.(event) : undefined)
  });
  let jobs = 0;
  const ask = async <Request extends IoRequest>(request: Request): Promise<IoJobs[Request['job']]['answer']> => {
    const jobId = `job-${jobs++}`;
    const replies: IoReply[] = [];
    const problems: AppError[] = [];
    heardByIo.set(jobId, (event) => {
      if (event.type === 'answer') replies.push(event.reply);
      if (event.type === 'failed') problems.push(AppError.fromJSON(event.error));
    });
    await io.handle({ type: 'ask', jobId, request });
    const [[reply], [problem]] = [replies, problems];
    if (problem) throw problem;
    if (reply && isReplyTo(request.job, reply)) return reply.answer;
    throw new Error('Nothing was answered');
  };
  let hear: (event: EngineEvent) => void = () => undefined;
  const engine = new EngineSession({
    store,
    device,
    assets: 'http://localhost/',
    workspace: `test-${Math.random()}`,
    post: (event) => hear(event)
  });
  const carryOut: TwoWorkers['carryOut'] = async (command, heard) => {
    const events: EngineEvent[] = [];
    hear = (event) => {
      events.push(event);
      heard?.(event);
    };
    await engine.handle(command);
    return events;
  };
  const files = [...tinyFiles()].map(([path, bytes]) => ({ path, file: new File([bytes.slice()], path) }));
  await ask({ job: 'import', name: 'tiny', picked: { from: 'files', files }, reading: {} });
  await carryOut({ type: 'run', runId: 'all', notebook: 'tiny.md', text, options: { force: false } });
  const whatIf: TwoWorkers['whatIf'] = async (asked, changedText = text) => {
    const runId = `what-if-${jobs++}`;
    const events = await carryOut({ type: 'what-if', runId, notebook: 'tiny.md', text: changedText, ask: asked });
    for (const event of events) {
      if (event.type === 'what-if-done') return event.result;
      if (event.type === 'failed') throw AppError.fromJSON(event.error);
    }
    throw appError('internal/cancelled', { what: 'It' });
  };
  return { store, engine, ask, carryOut, whatIf };
}

function isReplyTo<Job extends IoJob>(
  job: Job,
  reply: IoReply
): reply is IoReply & { readonly job: Job; readonly answer: IoJobs[Job]['answer'] } {
  return reply.job === job;
}
