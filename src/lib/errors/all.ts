// The sentences of all errors: imported for its effect by whatever reads, trains or writes (the workers, the command line, the document
// tools, tests), before any of it can fail.
import { addErrors } from './app-error';
import { datasetErrors } from './catalogue/dataset';
import { deviceErrors } from './catalogue/device';
import { embeddingErrors } from './catalogue/embeddings';
import { exploreErrors } from './catalogue/explore';
import { exportErrors } from './catalogue/export';
import { fileErrors } from './catalogue/files';
import { importErrors } from './catalogue/import';
import { lessonErrors } from './catalogue/lessons';
import { llmErrors } from './catalogue/llm';
import { notebookErrors } from './catalogue/notebook';
import { prepareErrors } from './catalogue/prepare';
import { profileErrors } from './catalogue/profiles';
import { trainingErrors } from './catalogue/training';

addErrors({
  ...datasetErrors,
  ...deviceErrors,
  ...embeddingErrors,
  ...exploreErrors,
  ...exportErrors,
  ...fileErrors,
  ...importErrors,
  ...lessonErrors,
  ...llmErrors,
  ...notebookErrors,
  ...prepareErrors,
  ...profileErrors,
  ...trainingErrors
});
