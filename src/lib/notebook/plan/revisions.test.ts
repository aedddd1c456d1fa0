// Which code stands behind a result, and what of it has changed since.
import { expect, it } from 'vitest';
import { cellIds } from './cell-ids';
import { parseNotebook } from '../document/parse';
import { notebookGraph } from './graph';
import { FIRST_REVISIONS, REVISIONS } from './identity';
import { earlierCode, kindsBehind, revisionsToWrite, type KindAndReads } from './revisions';
import { TINY_NOTEBOOK } from '../testing/tiny';

const cells: Readonly<Record<string, KindAndReads>> = {
  books: { kind: 'dataset', reads: [] },
  words: { kind: 'profiles', reads: ['books'] },
  vectors: { kind: 'embeddings', reads: ['words'] },
  base: { kind: 'train', reads: ['books'] },
  con: { kind: 'train', reads: ['books', 'vectors'] },
  table: { kind: 'compare', reads: ['base', 'con'] }
};
const behind = (name: string) => [...kindsBehind(name, (at) => cells[at])].sort();
const FIRST = {
  dataset: 1,
  profiles: 1,
  embeddings: 1,
  run: 1,
  train: 1,
  compare: 1,
  recommend: 1,
  rerank: 1,
  'case-study': 1,
  figure: 1,
  'what-if': 1
};
const RAISED = { ...FIRST, embeddings: 2, run: 3 };

it('behind a result stand its own kind and those of all that it reads', () => {
  expect(behind('base')).toEqual(['dataset', 'run', 'train']);
  expect(behind('table')).toEqual(['compare', 'dataset', 'embeddings', 'profiles', 'run', 'train']);
  expect(kindsBehind('a', () => ({ kind: 'train', reads: ['a'] }))).toEqual(['train', 'run']);
});

it('a result that names no revision is of the first; where code behind it was raised, it says which and from where', () => {
  const kinds = kindsBehind('table', (at) => cells[at]);
  expect(earlierCode(undefined, kinds, FIRST)).toEqual([]);
  expect([...earlierCode(undefined, kinds, RAISED)].sort((a, b) => a.kind.localeCompare(b.kind))).toEqual([
    { kind: 'embeddings', made: 1, now: 2 },
    { kind: 'run', made: 1, now: 3 }
  ]);
  expect(
    earlierCode(
      { run: 3 },
      kindsBehind('base', (at) => cells[at]),
      RAISED
    )
  ).toEqual([]);
});

it('what is made now names the raised revisions alone, and is then not of an earlier code', () => {
  const kinds = kindsBehind('table', (at) => cells[at]);
  expect(revisionsToWrite(kinds, FIRST)).toBeUndefined();
  const written = revisionsToWrite(kinds, RAISED);
  expect(written).toEqual({ embeddings: 2, run: 3 });
  expect(earlierCode(written, kinds, RAISED)).toEqual([]);
});

it('ids can be made as of earlier code, and differ from where the code was raised on', async () => {
  const graph = notebookGraph(parseNotebook(TINY_NOTEBOOK));
  const contents = new Map([['books', { files: 'f', truth: null }]]);
  const idsWith = (revisions?: Parameters<typeof cellIds>[3]) => cellIds(graph, contents, undefined, revisions);
  const [now, first, raised] = await Promise.all([idsWith(), idsWith(FIRST_REVISIONS), idsWith(RAISED)]);
  if (Object.values(REVISIONS).every((revision) => revision === 1)) expect(now).toEqual(first);
  const moved = [...first].flatMap(([name, { id }]) => (raised.get(name)?.id === id ? [] : [name]));
  expect(moved.sort()).toEqual(['base', 'con', 'one', 'semantics', 'table']);
});
