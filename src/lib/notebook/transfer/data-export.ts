// The data set of a notebook's cell as files for elsewhere, with the profiles and vectors of other cells where they are named. What is
// written is what is stored. The same in the tab and on the command line.
import { writeCsv } from '#lib/dataset/formats/delimited/write-csv';
import { writeOfficial } from '#lib/dataset/formats/official/write-official';
import { writeOpenDataset } from '#lib/dataset/formats/open/write-dataset';
import { writeRecbole } from '#lib/dataset/formats/recbole/write-recbole';
import type { DataExtras, DataFile } from '#lib/dataset/formats/writer';
import { appError } from '#lib/errors/app-error';
import { Artifacts } from '../run/artifacts';
import type { NotebookDocument } from '../document/parse';
import type { PlanEnvironment } from '../run/environment';
import { identifyCells } from '../plan/identify';

export const DATA_FORMATS = ['official', 'recbole', 'open', 'csv'] as const;
export type DataFormat = (typeof DATA_FORMATS)[number];

export interface DataExport {
  readonly format: DataFormat;
  /** Names of cells. */
  readonly dataset: string;
  readonly profiles?: string;
  readonly embeddings?: string;
}

/** @throws AppError notebook/artifact-lost where a cell has not been run, dataset/… where its source cannot be opened */
export async function dataFiles(
  document: NotebookDocument,
  env: PlanEnvironment,
  wanted: DataExport
): Promise<DataFile[]> {
  const artifacts = new Artifacts(env.store);
  const named = [wanted.dataset, wanted.profiles, wanted.embeddings].filter((cell) => cell !== undefined);
  const { ids, problems } = await identifyCells(document, env, artifacts, named);
  const idOf = async (cell: string): Promise<string> => {
    const problem = problems.get(cell);
    if (problem) throw problem;
    const id = ids.get(cell)?.id;
    if (id === undefined || !(await artifacts.isStored(id))) throw appError('export/not-run', { cell });
    return id;
  };
  const dataset = await artifacts.dataset(await idOf(wanted.dataset));
  const profiles = wanted.profiles === undefined ? null : await idOf(wanted.profiles);
  const embeddings = wanted.embeddings === undefined ? null : await idOf(wanted.embeddings);
  switch (wanted.format) {
    case 'official':
      return writeOfficial(dataset, await extrasOf(artifacts, profiles, embeddings));
    case 'recbole':
      return writeRecbole(dataset);
    case 'open':
      return writeOpenDataset(dataset, new Date().toISOString().slice(0, 10));
    case 'csv':
      return writeCsv(dataset);
  }
}

/** What only the official folder has room for. */
async function extrasOf(artifacts: Artifacts, profiles: string | null, embeddings: string | null): Promise<DataExtras> {
  return {
    ...(profiles !== null && { profiles: await artifacts.profiles(profiles) }),
    ...(embeddings !== null && { vectors: (await artifacts.embeddings(embeddings)).vectors })
  };
}
