// The worker's side: carries out what is asked by a table of functions, lets each job be paused and cancelled, and says how it ended. No
// worker globals here, so that tests drive it directly.
import { toAppError } from '#lib/errors/app-error';
import type { Work } from '#lib/work/work';
import { Gate } from './gate';
import type { JobProgress, RequestOf, TableOf, Told, WorkerCommand, WorkerEvent } from './protocol';

/** A job under way, as the function that does it sees it. */
export interface JobWork extends Required<Work<JobProgress>> {
  readonly jobId: string;
  /** Whether the job was asked to keep what it has done; asked again it says no, until it is wanted anew. */
  readonly checkpointWanted: () => boolean;
  tell(told: Told): void;
}

/** An answer whose arrays were made for it alone: their buffers move to the page instead of being copied. */
export class Moved<Answer> {
  constructor(
    readonly answer: Answer,
    readonly buffers: readonly ArrayBuffer[]
  ) {}
}

/** What a worker does, by job. @throws AppError each may */
export type JobFunctions<Table extends TableOf<Table>> = {
  readonly [Name in keyof Table]: (
    request: Table[Name]['ask'],
    work: JobWork
  ) => Promise<Table[Name]['answer'] | Moved<Table[Name]['answer']>>;
};

/** @param given buffers of the event's arrays that are not used here any more */
export type Post<Table, Status> = (event: WorkerEvent<Table, Status>, given?: readonly ArrayBuffer[]) => void;

class ActiveJob {
  readonly abort = new AbortController();
  readonly gate = new Gate();
  isCheckpointWanted = false;

  work(jobId: string, tell: (told: Told) => void): JobWork {
    return {
      jobId,
      signal: this.abort.signal,
      gate: () => this.gate.pass(),
      checkpointWanted: () => {
        const wanted = this.isCheckpointWanted;
        this.isCheckpointWanted = false;
        return wanted;
      },
      tell,
      report: (progress) => tell({ type: 'progress', progress })
    };
  }
}

export class WorkerSession<Table extends TableOf<Table>, Settings> {
  readonly #jobs = new Map<string, ActiveJob>();
  readonly #functions: JobFunctions<Table>;
  readonly #post: Post<Table, never>;
  readonly #set: (settings: Settings) => void;

  /** @param set takes what the page says of this worker's settings from then on */
  constructor(
    functions: JobFunctions<Table>,
    post: Post<Table, never>,
    set: (settings: Settings) => void = () => undefined
  ) {
    this.#functions = functions;
    this.#post = post;
    this.#set = set;
  }

  /** Carries out a command and posts how it ended; never throws. */
  async handle(command: Exclude<WorkerCommand<Table, Settings>, { type: 'hello' }>): Promise<void> {
    switch (command.type) {
      case 'settings':
        return this.#set(command.settings);
      case 'say':
        return this.#hear(command);
      case 'ask':
        return this.#carryOut(command.jobId, command.request);
    }
  }

  #hear({ jobId, word }: Extract<WorkerCommand<Table, Settings>, { type: 'say' }>): void {
    const job = this.#jobs.get(jobId);
    if (!job) return;
    if (word === 'pause') job.gate.shut();
    // What is paused may be closed before it goes on.
    if (word === 'pause' || word === 'checkpoint') job.isCheckpointWanted = true;
    if (word === 'cancel') job.abort.abort();
    if (word === 'cancel' || word === 'resume') job.gate.open();
  }

  async #carryOut(jobId: string, request: RequestOf<Table>): Promise<void> {
    const job = new ActiveJob();
    this.#jobs.set(jobId, job);
    try {
      const work = job.work(jobId, (told) => this.#post({ type: 'told', jobId, told }));
      const found = await this.#answer(request, work);
      const [answer, buffers] = found instanceof Moved ? [found.answer, found.buffers] : [found, []];
      this.#post({ type: 'answer', jobId, reply: { job: request.job, answer } }, buffers);
    } catch (error) {
      this.#post({ type: 'failed', jobId, error: toAppError(error).toJSON() });
    } finally {
      this.#jobs.delete(jobId);
    }
  }

  #answer<Name extends keyof Table>(
    request: { readonly job: Name } & Table[Name]['ask'],
    work: JobWork
  ): Promise<Table[Name]['answer'] | Moved<Table[Name]['answer']>> {
    return this.#functions[request.job](request, work);
  }
}
