// Another notebook that lies beside one, read with its stored results: its text, and which of the results are of that text. A result is
// taken where its cell has the id under which it was stored, so that none is read of settings that have changed since. Of data that are
// not here the cell is held against the text that the results were made of; where they have none, that is said.
import { dataDigest } from '#lib/dataset/reading/read';
import { isImported, type FileSource } from '#lib/dataset/sources/source';
import { canonicalJson } from '#lib/storage/digest';
import { truthDigest } from '#lib/studies/truth';
import { parseNotebook, type NotebookDocument } from '../document/parse';
import type { ResolvedDataset } from '../kinds/dataset/describe';
import { openDatasetSource } from '../kinds/dataset/open';
import type { DatasetContent } from '../kinds/id-inputs';
import { readResults } from '../results/read-results';
import type { CellRecord, ResultsFile } from '../results/results';
import type { NotebookEnvironment } from '../run/environment';
import { cellIds } from './cell-ids';
import { notebookGraph, withVaried, type NotebookGraph } from './graph';
import { FIRST_REVISIONS } from './identity';
import { resultsName, textName, textOf } from './results-digest';

export interface NotebookBeside {
  readonly name: string;
  readonly document: NotebookDocument;
  /** null where none are stored. */
  readonly results: ResultsFile | null;
  /** A stored result that is of the text as it is now; why there is none. */
  record(cell: string): Promise<CellRecord | { readonly missing: string }>;
  /** Data sets that could be held against nothing. */
  readonly unchecked: readonly string[];
}

/** null where there is no such notebook. @throws AppError share/newer, share/no-notebook */
export async function readBeside(
  source: FileSource,
  name: string,
  openSource: NotebookEnvironment['openSource'] | undefined
): Promise<NotebookBeside | null> {
  const text = await textOf(source, textName(name));
  if (text === null) return null;
  const document = parseNotebook(text, textName(name));
  const json = await textOf(source, resultsName(name));
  const file = json === null ? null : readResults(JSON.parse(json), resultsName(name)).file;
  if (!file) {
    const missing = 'it has no stored results';
    return { name, document, results: null, unchecked: [], record: () => Promise.resolve({ missing }) };
  }
  const graph = notebookGraph(document);
  const data = await dataOf(graph, file, textName(name), openSource);
  const byRevisions = new Map<string, ReturnType<typeof cellIds>>();
  const idsAt = (revisions: NonNullable<CellRecord['revisions']>): ReturnType<typeof cellIds> => {
    const key = canonicalJson(revisions);
    const known = byRevisions.get(key) ?? cellIds(graph, data.contents, undefined, revisions, data.given);
    byRevisions.set(key, known);
    return known;
  };
  const record: NotebookBeside['record'] = async (cell) => {
    const found = file.cells.find((one) => one.name === cell);
    if (!found) return { missing: `it has no stored result of "${cell}"` };
    const now = (await idsAt(found.revisions ?? FIRST_REVISIONS)).get(cell)?.id;
    return now === found.id
      ? found
      : { missing: `the stored result of "${cell}" was made with other settings, data or code than it has now` };
  };
  return { name, document, results: file, record, unchecked: data.unchecked };
}

interface DataBeside {
  readonly contents: ReadonlyMap<string, DatasetContent>;
  /** Ids as they are stored, where the data are not here. */
  readonly given: ReadonlyMap<string, string>;
  readonly unchecked: readonly string[];
}

async function dataOf(
  graph: NotebookGraph,
  file: ResultsFile,
  notebook: string,
  openSource: NotebookEnvironment['openSource'] | undefined
): Promise<DataBeside> {
  const before = file.text === undefined ? null : notebookGraph(parseNotebook(file.text, notebook));
  const contents = new Map<string, DatasetContent>();
  const [given, unchecked] = [new Map<string, string>(), new Array<string>()];
  for (const cell of withVaried(graph).cells.values()) {
    if (cell.kind !== 'dataset') continue;
    const content = await contentOf(cell, notebook, openSource);
    if (content) {
      contents.set(cell.name, content);
      continue;
    }
    const stored = file.cells.find(({ name }) => name === cell.name);
    if (!stored) continue;
    const then = before?.cells.get(cell.name);
    if (before && (!then || canonicalJson(then) !== canonicalJson(cell))) continue;
    if (!before) unchecked.push(cell.name);
    given.set(cell.name, stored.id);
  }
  return { contents, given, unchecked };
}

/** null of data that cannot be opened as the cell says: what is wrong with them is said where they are used. */
async function contentOf(
  cell: ResolvedDataset,
  notebook: string,
  openSource: NotebookEnvironment['openSource'] | undefined
): Promise<DatasetContent | null> {
  if (!openSource) return null;
  try {
    const source = await openDatasetSource(cell, notebook, openSource);
    return { files: await dataDigest(source, cell), truth: isImported(source) ? null : await truthDigest(source) };
  } catch {
    return null;
  }
}
