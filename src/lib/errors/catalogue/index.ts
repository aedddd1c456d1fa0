// Every error a reader can meet, one file a room. A code is `room/what`; an entry writes two plain sentences from its
// details: what happened, and how to cure it.
import { datasetErrors } from './dataset';
import { deviceErrors } from './device';
import { embeddingErrors } from './embeddings';
import { exportErrors } from './export';
import { importErrors } from './import';
import { internalErrors } from './internal';
import { notebookErrors } from './notebook';
import { prepareErrors } from './prepare';
import { profileErrors } from './profiles';
import { storageErrors } from './storage';
import { trainingErrors } from './training';
import { viewErrors } from './views';

export const catalogue = {
  ...datasetErrors,
  ...deviceErrors,
  ...embeddingErrors,
  ...exportErrors,
  ...importErrors,
  ...internalErrors,
  ...notebookErrors,
  ...prepareErrors,
  ...profileErrors,
  ...storageErrors,
  ...trainingErrors,
  ...viewErrors
};

export type Catalogue = typeof catalogue;
