// The ids of a notebook's cells, from its text and the content of its data. Reads data sources for their digests; computes nothing.
import { nodeFilesDigest } from '#lib/dataset/attached/node-files';
import { dataDigest } from '#lib/dataset/reading/read';
import { isImported, type DataSource, type FileSource } from '#lib/dataset/sources/source';
import { appError, toAppError, type AppError } from '#lib/errors/app-error';
import { SOURCE_KEY } from '#lib/profiles/files/settings';
import { truthDigest } from '#lib/studies/truth';
import { cellIds } from './cell-ids';
import type { Artifacts } from '../run/artifacts';
import type { PlanEnvironment } from '../run/environment';
import { datasetBehind, notebookGraph, reordered, withVaried, type NotebookGraph } from './graph';
import { likenessOf } from './likeness';
import { resultsDigest } from './results-digest';
import type { ResolvedDataset } from '../kinds/dataset/describe';
import { openDatasetSource } from '../kinds/dataset/open';
import type { DatasetContent } from '../kinds/id-inputs';
import type { NotebookIds, OpenedSource } from '../kinds/inputs';
import { kindOf, type ResolvedCell } from '../kinds/registry';
import { neededCells } from './work';
import { atCell, type NotebookDocument } from '../document/parse';

/**
 * Digests of what dataset cells read, by source and settings, and of other notebooks' files, by path: several cells may read the same
 * files, which are read once.
 */
type Digests = Map<string, Promise<string>>;

/**
 * The ids of a document's cells; with `only`, of those cells and of what they read, so that no other data are opened. What is wrong with
 * single cells stands in `problems`; nothing is thrown for them.
 */
export async function identifyCells(
  document: NotebookDocument,
  env: PlanEnvironment,
  artifacts: Artifacts,
  only?: readonly string[]
): Promise<NotebookIds> {
  const written = notebookGraph(document);
  const graph = withVaried(written);
  const problems = new Map(graph.problems);
  const sources = new Map<string, OpenedSource>();
  const wanted =
    only &&
    neededCells(
      only,
      (name) => [...(graph.reads.get(name) ?? []), ...(graph.points.get(name)?.needs ?? [])],
      () => false
    );
  const digests: Digests = new Map();
  for (const cell of graph.cells.values()) {
    if (wanted && !wanted.has(cell.name)) continue;
    try {
      const known = env.contents?.get(cell.name);
      const opened = known
        ? await openedLater(cell, known, document.file ?? '', env)
        : await openSourceOf(cell, graph, document.file ?? '', env, digests);
      if (opened) sources.set(cell.name, opened);
    } catch (error) {
      const at = graph.varied.of.get(cell.name) ?? cell.name;
      problems.set(cell.name, atCell(toAppError(error), document, at));
    }
  }
  const contents = new Map([
    ...(env.contents ?? []),
    ...[...sources].map(([name, { content }]) => [name, content] as const)
  ]);
  const ids = await cellIds(written, contents, (base) => artifacts.editsDigest(base));
  const asked = [...written.cells.values()].filter(({ name }) => ids.has(name) && wanted?.has(name) !== false);
  const found = { graph: withOneOfEach(written, ids), ids, problems, sources };
  await refuseCells(asked, found, problems, document);
  return found;
}

/** Of points that come to the same artifact one is made: that of the text, where it is among them. */
function withOneOfEach(graph: NotebookGraph, ids: NotebookIds['ids']): NotebookGraph {
  if (graph.points.size === 0) return graph;
  const firsts = new Map<string, string>();
  for (const name of [...graph.cells.keys(), ...graph.varied.cells.keys()]) {
    const id = ids.get(name)?.id;
    if (id !== undefined && !firsts.has(id)) firsts.set(id, name);
  }
  const first = (name: string): string => firsts.get(ids.get(name)?.id ?? '') ?? name;
  const each = (names: readonly string[]): readonly string[] => [...new Set(names.map(first))];
  const reads = new Map([...graph.varied.reads].map(([name, read]) => [name, each(read)]));
  const points = new Map([...graph.points].map(([name, one]) => [name, { ...one, needs: each(one.needs) }]));
  // A cell of the text that is taken for a point's may stand below the cell that asks.
  return reordered({ ...graph, points, varied: { ...graph.varied, reads } });
}

/** What kinds say against the cells that theirs read, put among the problems. */
async function refuseCells(
  asked: readonly ResolvedCell[],
  found: NotebookIds,
  problems: Map<string, AppError>,
  document: NotebookDocument
): Promise<void> {
  const refusing = asked.filter(({ kind }) => kindOf(kind).refuse !== undefined);
  if (refusing.length === 0) return;
  const around = await likenessOf(found);
  for (const cell of refusing) {
    try {
      await kindOf(cell.kind).refuse?.(cell, around);
    } catch (error) {
      problems.set(cell.name, atCell(toAppError(error), document, cell.name));
    }
  }
}

/** A source whose content is known already; null where it is not to be had here, which only who reads it minds; what has a truth file has to be there. */
async function openedLater(
  cell: ResolvedCell,
  content: DatasetContent,
  notebook: string,
  env: PlanEnvironment
): Promise<OpenedSource | null> {
  const wanted = cell.kind === 'dataset' ? null : (kindOf(cell.kind).filesRead?.(cell) ?? null);
  if (wanted?.content === 'results') return { source: besideOf(notebook, env), content };
  try {
    if (cell.kind === 'dataset') return { source: await openData(cell, notebook, env), content };
    return wanted ? { source: await env.openSource(wanted.source, notebook), content } : null;
  } catch (error) {
    // Else a comparison would be made without the marks that its id says it has.
    if (content.truth !== null) throw error;
    return null;
  }
}

/** What a cell reads from outside the notebook; null where it reads nothing there. */
async function openSourceOf(
  cell: ResolvedCell,
  graph: NotebookGraph,
  notebook: string,
  env: PlanEnvironment,
  digests: Digests
): Promise<OpenedSource | null> {
  if (cell.kind === 'dataset') return openDataset(cell, graph, notebook, env, digests);
  const wanted = kindOf(cell.kind).filesRead?.(cell);
  if (!wanted) return null;
  if (wanted.content === 'results') {
    const beside = besideOf(notebook, env);
    return { source: beside, content: { files: await resultsDigest(beside, wanted.notebooks, digests), truth: null } };
  }
  const source = await (env.openFiles ?? env.openSource)(wanted.source, notebook);
  if (isImported(source)) throw appError('files/not-attached', { name: wanted.source }, { field: SOURCE_KEY });
  return { source, content: { files: await nodeFilesDigest(source, wanted.content), truth: null } };
}

/** @throws AppError claim/nothing-beside */
function besideOf(notebook: string, env: PlanEnvironment): FileSource {
  if (!env.openNotebooks) throw appError('claim/nothing-beside', undefined);
  return env.openNotebooks(notebook);
}

const openData = (cell: ResolvedDataset, notebook: string, env: PlanEnvironment): Promise<DataSource> =>
  openDatasetSource(cell, notebook, (source, from) => env.openSource(source, from));

async function openDataset(
  cell: ResolvedDataset,
  graph: NotebookGraph,
  notebook: string,
  env: PlanEnvironment,
  digests: Digests
): Promise<OpenedSource> {
  const source = await openData(cell, notebook, env);
  const readsTruth = [...graph.cells.values()].some(
    (other) => kindOf(other.kind).readsTruth?.(other) && datasetBehind(other.name, graph.cells) === cell.name
  );
  const truth = readsTruth && !isImported(source) ? await truthDigest(source) : null;
  const key = JSON.stringify([cell.source, cell.shop, cell.reading]);
  const digest = digests.get(key) ?? dataDigest(source, cell);
  digests.set(key, digest);
  return { source, content: { files: await digest, truth } };
}
