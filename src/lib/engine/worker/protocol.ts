// The one protocol between a page and its workers. A worker is a table of jobs: by name, what is asked and what is answered. Commands go
// in, events come out, every job has a number of its own; what a long job says on the way is the same for all. Nothing but plain data
// crosses. What each worker can be asked stands in its own table (../compute/protocol.ts, ../io/protocol.ts). Types, and one constant.
import type { ReadProgress } from '#lib/dataset/bytes/types';
import type { SerializedError } from '#lib/errors/app-error';
import type { CellProgress, NotebookEvent } from '#lib/notebook/run/events';

/** Raised when the messages below change their meaning. Page and worker of two builds never talk, whatever it says. */
export const PROTOCOL_VERSION = 6;

export interface Job {
  readonly ask: object;
  readonly answer: unknown;
}

/** What every table of jobs is, by the name of the job. */
export type TableOf<Table> = { readonly [Name in keyof Table]: Job };

/** One job with what it is asked. */
export type RequestOf<Table extends TableOf<Table>, Names extends keyof Table = keyof Table> = {
  readonly [Name in Names]: { readonly job: Name } & Table[Name]['ask'];
}[Names];

/** What is answered to a request. */
export type AnswerTo<Table extends TableOf<Table>, Request> = Request extends { readonly job: infer Name }
  ? Name extends keyof Table
    ? Table[Name]['answer']
    : never
  : never;

/** How far a job is. */
export interface JobProgress {
  /** What is being done, for people. */
  readonly label: string;
  /** 0 … 1; null where the end is not known. */
  readonly share: number | null;
  readonly reading?: ReadProgress;
  /** Of work that counts its pieces. */
  readonly work?: CellProgress;
}

/** What a job says before its answer. */
export type Told =
  | { readonly type: 'progress'; readonly progress: JobProgress }
  | { readonly type: 'notebook'; readonly event: NotebookEvent }
  /** Part of what the job writes. */
  | {
      readonly type: 'bytes';
      readonly bytes: Uint8Array<ArrayBuffer>;
      /** Name of the file, of jobs that write several. */
      readonly file?: string;
    };

/** What the page says about a job that is under way; it takes effect at the job's next step. */
export type Word =
  | 'cancel'
  | 'pause'
  | 'resume'
  /** The job keeps what it has done: the page is being hidden and may not come back. */
  | 'checkpoint';

/** What every worker has to know to start. */
export interface Start {
  /** Absolute URL of the site, with a slash at its end. */
  readonly assets: string;
  readonly workspace: string;
  /** Name of a Web Lock that the worker holds as long as it lives. */
  readonly lifeline: string;
}

/**
 * @typeParam Settings what this worker has to know besides, and can be told anew
 */
export type WorkerCommand<Table extends TableOf<Table>, Settings> =
  | {
      readonly type: 'hello';
      readonly version: number;
      readonly build: string;
      readonly start: Start;
      readonly settings: Settings;
    }
  | { readonly type: 'settings'; readonly settings: Settings }
  | { readonly type: 'ask'; readonly jobId: string; readonly request: RequestOf<Table> }
  | { readonly type: 'say'; readonly jobId: string; readonly word: Word };

/** @typeParam Status what the worker says of itself once it is up */
export type WorkerEvent<Table, Status> =
  | { readonly type: 'ready'; readonly version: number; readonly build: string; readonly status: Status }
  | { readonly type: 'told'; readonly jobId: string; readonly told: Told }
  | {
      readonly type: 'answer';
      readonly jobId: string;
      readonly reply: { readonly job: keyof Table; readonly answer: unknown };
    }
  /** null: the worker itself failed, and all that it was asked. */
  | { readonly type: 'failed'; readonly jobId: string | null; readonly error: SerializedError }
  | {
      readonly type: 'log';
      readonly level: 'info' | 'warn' | 'error';
      readonly message: string;
      readonly time: string;
    };
