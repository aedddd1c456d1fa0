// Ids depend on what a result depends on, and on nothing else.
import { describe, expect, it } from 'vitest';
import { cellIds } from './cell-ids';
import type { DatasetContent } from '../kinds/id-inputs';
import { parseNotebook } from '../document/parse';
import { notebookGraph } from './graph';
import { FIRST_REVISIONS, artifactId } from './identity';

const TEXT = `
\`\`\`dataset
name: books
source: bookshop
\`\`\`
\`\`\`profiles
name: words
dataset: books
\`\`\`
\`\`\`embeddings
name: semantics
profiles: words
\`\`\`
\`\`\`train
name: base
dataset: books
preset: small
seeds: [1, 2]
\`\`\`
\`\`\`train
name: con
dataset: books
embeddings: semantics
alignment: contrastive
preset: small
seeds: [1, 2]
\`\`\`
\`\`\`compare
name: table
runs: [base, con]
\`\`\`
\`\`\`recommend
name: one
runs: [base, con]
profiles: words
\`\`\`
`;

async function ids(text: string, content: DatasetContent = { files: 'f', truth: null }) {
  const graph = notebookGraph(parseNotebook(text));
  expect([...graph.problems.values()]).toEqual([]);
  const dataset = [...graph.cells.values()].find((cell) => cell.kind === 'dataset');
  return cellIds(graph, new Map([[dataset?.name ?? '', content]]));
}

const values = (map: Awaited<ReturnType<typeof ids>>) => [...map.values()].map(({ id }) => id);
const changed = async (text: string, content?: DatasetContent) => {
  const [before, after] = [await ids(TEXT), await ids(text, content)];
  return [...before].filter(([name, { id }]) => after.get(name)?.id !== id).map(([name]) => name);
};

describe('ids', () => {
  it('do not change when cells are renamed', async () => {
    const renamed = TEXT.replace(/\b(books|words|semantics|base|con|table|one)\b/g, 'x-$1');
    expect(values(await ids(renamed))).toEqual(values(await ids(TEXT)));
  });

  it('do not change when a default is written out, or keys are reordered', async () => {
    const text = TEXT.replace(
      'name: base\ndataset: books\npreset: small',
      'preset: small\nbatch_size: 256\nbackbone: lightgcn\ndataset: books\nalignment: none\nname: base'
    )
      .replace('profiles: words\n```\n```train', 'seed: 2023\nencoder: lsa\nprofiles: words\n```\n```train')
      .replace('name: table', 'name: table\nbaseline: base\nreferences: []');
    expect(text).not.toBe(TEXT);
    expect(await changed(text)).toEqual([]);
  });

  it('of a table do not change with a linear model’s default written out, and do with another value', async () => {
    const table = TEXT.replace('name: table', 'name: table\nreferences: [item-knn, ease]');
    const id = async (text: string) => (await ids(text)).get('table')?.id;
    expect(await id(table.replace('[item-knn, ease]', '[item-knn, ease]\nlambda: [100]\nneighbours: 50'))).toBe(
      await id(table)
    );
    expect(await id(table.replace('[item-knn, ease]', '[item-knn, ease]\nlambda: [100, 50]'))).not.toBe(
      await id(table)
    );
  });

  it('of the seeds that stay do not change when one is added', async () => {
    const [before, after] = [await ids(TEXT), await ids(TEXT.replace('seeds: [1, 2]', 'seeds: [3, 1, 2]'))];
    expect(after.get('base')?.runs.slice(1)).toEqual(before.get('base')?.runs);
    expect(after.get('base')?.id).not.toBe(before.get('base')?.id);
  });

  it('change below what changed, and nowhere else', async () => {
    expect(
      await changed(TEXT.replace('profiles: words\n```\n```train', 'profiles: words\ndimensions: 64\n```\n```train'))
    ).toEqual(['semantics', 'con', 'table', 'one']);
    expect(await changed(TEXT.replace('seeds: [1, 2]', 'seeds: [1, 2]\nlayers: 1'))).toEqual(['base', 'table', 'one']);
    expect(await changed(TEXT.replace('seeds: [1, 2]', 'seeds: [1, 3]'))).toEqual(['base', 'table']);
    expect(await changed(TEXT, { files: 'other', truth: null })).toHaveLength(7);
    expect(await changed(TEXT, { files: 'f', truth: 't' })).toEqual(['table']);
  });

  it('do not depend on embeddings that a run without alignment names', async () => {
    expect(await changed(TEXT.replace('seeds: [1, 2]', 'embeddings: semantics\nseeds: [1, 2]'))).toEqual([]);
  });

  it('of a run change with a start from texts, and then with the vectors', async () => {
    const begun = TEXT.replace('seeds: [1, 2]', 'embeddings: semantics\ninit: text-variance\nseeds: [1, 2]');
    expect(await changed(TEXT.replace('seeds: [1, 2]', 'init: random\nseeds: [1, 2]'))).toEqual([]);
    expect(await changed(begun)).toContain('base');
    const id = async (text: string) => (await ids(text)).get('base')?.id;
    const other = begun.replace('profiles: words\n```\n```train', 'profiles: words\ndimensions: 64\n```\n```train');
    expect(await id(other)).not.toBe(await id(begun));
  });

  it('of a recommend cell change with the embeddings that it names, and not where it names none', async () => {
    const named = TEXT.replace('name: one\nruns: [base, con]', 'name: one\nruns: [base, con]\nembeddings: semantics');
    expect(await changed(named)).toEqual(['one']);
    const alone = await ids(TEXT);
    expect(alone.get('one')?.id).toBe(
      await artifactId(
        'recommend',
        { user: 'auto', k: 10 },
        {
          runs: ['base', 'con'].map((name) => alone.get(name)?.runs[0]?.id ?? ''),
          profiles: alone.get('words')?.id ?? ''
        }
      )
    );
  });

  it('are missing where the data cannot be opened, and below', async () => {
    const graph = notebookGraph(parseNotebook(TEXT));
    expect((await cellIds(graph, new Map())).size).toBe(0);
  });

  it('tell kinds apart and stay the same from release to release', async () => {
    expect(await artifactId('train', { a: 1 }, {})).not.toBe(await artifactId('run', { a: 1 }, {}));
    // What stood at the first revision stands: results that were stored then are found under it.
    expect(await artifactId('dataset', {}, { files: 'x' }, FIRST_REVISIONS)).toBe(
      '4a519e0a050c4b823a2d88b0f542f5601ca73a8e31000b38b141d5dad91664ce'
    );
    expect(await artifactId('dataset', {}, { files: 'x' })).not.toBe(
      await artifactId('dataset', {}, { files: 'x' }, FIRST_REVISIONS)
    );
  });
});
