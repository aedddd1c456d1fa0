// Computes what a cell's result depends on, without opening its data: the artifact ids of notebook/plan/cell-ids.ts, with the name of a data
// source in the place of its content. Equal fingerprints mean equal results as long as the data is the same. The engine's plan knows the
// content too; fingerprints are there before the engine is.
import { cellIds } from '#lib/notebook/plan/cell-ids';
import { readNotebook } from '#lib/notebook/document/parse';
import { FIRST_REVISIONS } from '#lib/notebook/plan/identity';
import { notebookGraph, withVaried, type NotebookGraph } from '#lib/notebook/plan/graph';
import { kindOf } from '#lib/notebook/kinds/registry';
import type { ShownResults } from '../results/shown-results';
import type { PreparedNotebook } from './prepared';

/** Graphs of the notebooks that were prepared here: what they were shown by is not resolved again. */
const graphs = new WeakMap<Pick<PreparedNotebook, 'text'>, NotebookGraph>();
export function keepGraph<Notebook extends PreparedNotebook>(notebook: Notebook, graph: NotebookGraph): Notebook {
  graphs.set(notebook, graph);
  return notebook;
}

/** By cell name. A cell with a mistake, and what reads it, has none. */
export async function fingerprints(notebook: Pick<PreparedNotebook, 'text'>): Promise<ReadonlyMap<string, string>> {
  const graph = graphs.get(notebook) ?? notebookGraph(readNotebook(notebook.text).document);
  const contents = new Map(
    [...withVaried(graph).cells.values()].flatMap((cell) => {
      const source = cell.kind === 'dataset' ? cell.source : kindOf(cell.kind).filesRead?.(cell)?.source;
      return source === undefined ? [] : [[cell.name, { files: `source ${source}`, truth: null }] as const];
    })
  );
  // Settings alone: code that changed is no change of a reader's, and what was kept before it still fits.
  const ids = await cellIds(graph, contents, undefined, FIRST_REVISIONS);
  return new Map([...ids].map(([name, { id }]) => [name, id]));
}

/** Records of `results` with their fingerprints filled in from the document they were made from. */
export function withFingerprints(results: ShownResults, fingerprints: ReadonlyMap<string, string>): ShownResults {
  return Object.fromEntries(
    Object.entries(results).map(([name, shown]) => [
      name,
      shown.fingerprint === null ? { ...shown, fingerprint: fingerprints.get(name) ?? null } : shown
    ])
  );
}
