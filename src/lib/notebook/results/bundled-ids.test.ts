// The results that come with the site are found again: what today's code calls a cell is what its stored result is called, at the
// revisions of the code that made it. Data that do not come with the site are not read here; cells below them are left out.
import { readdirSync, readFileSync } from 'node:fs';
import * as v from 'valibot';
import { expect, it } from 'vitest';
import { dataDigest } from '#lib/dataset/reading/read';
import { isImported } from '#lib/dataset/sources/source';
import { folderSource } from '#lib/dataset/sources/source.folder.node';
import { truthDigest } from '#lib/studies/truth';
import { cellIds } from '../plan/cell-ids';
import { openDatasetSource } from '../kinds/dataset/open';
import type { DatasetContent } from '../kinds/id-inputs';
import { kindOf } from '../kinds/registry';
import { parseNotebook } from '../document/parse';
import { datasetBehind, notebookGraph, withVaried } from '../plan/graph';
import { FIRST_REVISIONS } from '../plan/identity';
import { resultsDigest } from '../plan/results-digest';

const FOLDER = 'public/notebooks';
const RESULTS = '.results.json';
const names = ['', 'lessons/'].flatMap((folder) =>
  readdirSync(`${FOLDER}/${folder}`).flatMap((file) =>
    file.endsWith(RESULTS) ? [folder + file.slice(0, -RESULTS.length)] : []
  )
);

const Stored = v.object({
  cells: v.array(
    v.object({ name: v.string(), id: v.string(), revisions: v.optional(v.record(v.string(), v.number())) })
  )
});

/** Of the bundled data sets that a notebook and the points of its sweeps read, by cell. */
async function contentsOf(text: string): Promise<ReadonlyMap<string, DatasetContent>> {
  const contents = new Map<string, DatasetContent>();
  for (const cell of withVaried(notebookGraph(parseNotebook(text))).cells.values()) {
    // What claims read are other notebooks with their results: where one of them is made anew, so are the claims.
    const wanted = kindOf(cell.kind).filesRead?.(cell);
    if (wanted?.content === 'results') {
      const files = await resultsDigest(folderSource(FOLDER), wanted.notebooks);
      contents.set(cell.name, { files, truth: null });
    }
    if (cell.kind !== 'dataset' || cell.source !== 'bookshop') continue;
    const source = await openDatasetSource(cell, FOLDER, (data) => folderSource(`public/datasets/${data}`));
    if (isImported(source)) continue;
    contents.set(cell.name, { files: await dataDigest(source, cell), truth: await truthDigest(source) });
  }
  return contents;
}

it.each(names)('%s: every stored result has the id that its cell has', async (name) => {
  const text = readFileSync(`${FOLDER}/${name}.md`, 'utf8');
  const file = v.parse(Stored, JSON.parse(readFileSync(`${FOLDER}/${name}${RESULTS}`, 'utf8')));
  const graph = notebookGraph(parseNotebook(text));
  const contents = await contentsOf(text);
  for (const { name: cell, id, revisions = FIRST_REVISIONS } of file.cells) {
    const data = datasetBehind(cell, graph.cells);
    if (data !== null && !contents.has(data)) continue;
    const now = (await cellIds(graph, contents, undefined, revisions)).get(cell);
    expect.soft({ cell, id: now?.id }).toEqual({ cell, id });
  }
});
