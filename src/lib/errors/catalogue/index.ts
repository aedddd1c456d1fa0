// Every error a reader can meet, one file a room. A code is `room/what`; an entry writes two plain sentences from its
// details: what happened, and how to cure it. What a page needs before anything runs is `pageErrors`; the rest comes with the code
// that reads, trains and writes (errors/all.ts), since no first load should carry the sentences of every reader of every format.
import type { datasetErrors } from './dataset';
import type { deviceErrors } from './device';
import type { embeddingErrors } from './embeddings';
import type { exploreErrors } from './explore';
import type { exportErrors } from './export';
import type { fileErrors } from './files';
import type { importErrors } from './import';
import { internalErrors } from './internal';
import type { lessonErrors } from './lessons';
import type { llmErrors } from './llm';
import type { notebookErrors } from './notebook';
import type { prepareErrors } from './prepare';
import type { profileErrors } from './profiles';
import { storageErrors } from './storage';
import type { trainingErrors } from './training';
import { viewErrors } from './views';

export const pageErrors = { ...internalErrors, ...storageErrors, ...viewErrors };

/** Those of errors/all.ts. */
export type WorkErrors = typeof datasetErrors &
  typeof deviceErrors &
  typeof embeddingErrors &
  typeof exploreErrors &
  typeof exportErrors &
  typeof fileErrors &
  typeof importErrors &
  typeof lessonErrors &
  typeof llmErrors &
  typeof notebookErrors &
  typeof prepareErrors &
  typeof profileErrors &
  typeof trainingErrors;

export type Catalogue = typeof pageErrors & WorkErrors;
