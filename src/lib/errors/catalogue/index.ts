// Every error a reader can meet, one file a room. A code is `room/what`; an entry writes two plain sentences from its
// details: what happened, and how to cure it.
import { datasetErrors } from './dataset';
import { deviceErrors } from './device';
import { embeddingErrors } from './embeddings';
import { internalErrors } from './internal';
import { notebookErrors } from './notebook';
import { profileErrors } from './profiles';
import { storageErrors } from './storage';
import { trainingErrors } from './training';
import { viewErrors } from './views';

export const catalogue = {
  ...datasetErrors,
  ...deviceErrors,
  ...embeddingErrors,
  ...internalErrors,
  ...notebookErrors,
  ...profileErrors,
  ...storageErrors,
  ...trainingErrors,
  ...viewErrors
};

export type Catalogue = typeof catalogue;
