// Every error a reader can meet, one file a room. A code is `room/what`; an entry writes two plain sentences from its
// details: what happened, and how to cure it. What a page needs before anything runs is `pageErrors`; the rest comes with the code
// that reads, trains and writes (errors/work.ts, errors/data.ts), since no first load should carry the sentences of every reader of every format.
import type { benchErrors } from './bench';
import type { claimErrors } from './claims';
import type { classErrors } from './class';
import type { datasetErrors } from './dataset';
import type { deviceErrors } from './device';
import type { embeddingErrors } from './embeddings';
import type { exploreErrors } from './explore';
import type { exportErrors } from './export';
import type { fileErrors } from './files';
import type { importErrors } from './import';
import type { importedErrors } from './imported';
import { internalErrors } from './internal';
import type { leakErrors } from './leak';
import type { lessonErrors } from './lessons';
import type { llmErrors } from './llm';
import type { modelErrors } from './models';
import type { notebookErrors } from './notebook';
import type { prepareErrors } from './prepare';
import type { profileErrors } from './profiles';
import type { runErrors } from './runs';
import type { shareErrors } from './share';
import { storageErrors } from './storage';
import type { trainingErrors } from './training';
import { viewErrors } from './views';
import type { workflowErrors } from './workflow';
import type { workspaceErrors } from './workspace';

export const pageErrors = { ...internalErrors, ...storageErrors, ...viewErrors };

/** Those of errors/work.ts. */
export type WorkErrors = typeof claimErrors &
  typeof classErrors &
  typeof datasetErrors &
  typeof deviceErrors &
  typeof embeddingErrors &
  typeof exploreErrors &
  typeof exportErrors &
  typeof fileErrors &
  typeof importedErrors &
  typeof leakErrors &
  typeof lessonErrors &
  typeof llmErrors &
  typeof modelErrors &
  typeof notebookErrors &
  typeof profileErrors &
  typeof runErrors &
  typeof trainingErrors &
  typeof workspaceErrors;

/** Those of errors/data.ts: they come with the code that reads and prepares data, which bundled ones do not need. */
export type DataErrors = typeof importErrors & typeof prepareErrors;

/** Those of errors/bench.ts. */
export type BenchErrors = typeof benchErrors;

/** Those of errors/workflow.ts. */
export type WorkflowErrors = typeof workflowErrors;

/** Those of errors/share.ts. */
export type ShareErrors = typeof shareErrors;

export type Catalogue = typeof pageErrors & WorkErrors & DataErrors & BenchErrors & ShareErrors & WorkflowErrors;
