// The sentences of errors of all work but reading and preparing data (data.ts): imported for its effect by the engine, before any of it
// can fail.
import { addErrors } from './app-error';
import { claimErrors } from './catalogue/claims';
import { classErrors } from './catalogue/class';
import { datasetErrors } from './catalogue/dataset';
import { deviceErrors } from './catalogue/device';
import { embeddingErrors } from './catalogue/embeddings';
import { exploreErrors } from './catalogue/explore';
import { exportErrors } from './catalogue/export';
import { fileErrors } from './catalogue/files';
import { importedErrors } from './catalogue/imported';
import { leakErrors } from './catalogue/leak';
import { lessonErrors } from './catalogue/lessons';
import { llmErrors } from './catalogue/llm';
import { modelErrors } from './catalogue/models';
import { notebookErrors } from './catalogue/notebook';
import { profileErrors } from './catalogue/profiles';
import { runErrors } from './catalogue/runs';
import { trainingErrors } from './catalogue/training';
import { workspaceErrors } from './catalogue/workspace';

addErrors({
  ...claimErrors,
  ...classErrors,
  ...datasetErrors,
  ...deviceErrors,
  ...embeddingErrors,
  ...exploreErrors,
  ...exportErrors,
  ...fileErrors,
  ...importedErrors,
  ...leakErrors,
  ...lessonErrors,
  ...llmErrors,
  ...modelErrors,
  ...notebookErrors,
  ...profileErrors,
  ...runErrors,
  ...trainingErrors,
  ...workspaceErrors
});
