// A sweep that chooses values at every point, and one with rows that no training makes.
import { beforeAll, describe, expect, it } from 'vitest';
import { startBackend } from '#kernels/backend/backend';
import { parseNotebook } from '../../document/parse';
import { notebookGraph } from '../../plan/graph';
import { idsOf, NOTEBOOK, run, sweep } from './testing';

beforeAll(async () => {
  await startBackend('cpu', { wasmBinaries: '' });
});

describe('rows that no training makes', () => {
  it('are measured at every point on its data, as a comparison measures them', async () => {
    const references = 'references: [popularity, item-knn]';
    const text = sweep(['runs: [base]', 'over: {books.noise: [0, 0.2]}', references]);
    const { grid, store, failures } = await run(text);
    expect(failures).toEqual([]);
    expect(grid?.references?.map(({ label }) => label)).toEqual(['Popularity', expect.stringContaining('ItemKNN')]);
    const table = `${NOTEBOOK.replace('source: tiny', 'source: tiny\nnoise: 0.2')}
\`\`\`compare
name: grid
runs: [base]
bootstrap_samples: 200
${references}
\`\`\`
`;
    const compared = (await run(table, { store })).record?.result;
    if (compared?.kind !== 'compare') throw new Error('no comparison');
    const rows = compared.rows.slice(1).map(({ test }) => test.mean.recall['20']);
    expect(grid?.points[1]?.references).toEqual(rows);
  });

  it('need no vectors: those that do are not offered', () => {
    const text = sweep(['runs: [base]', 'over: {books.noise: [0, 0.2]}', 'references: [semantic-only]']);
    expect(notebookGraph(parseNotebook(text)).problems.get('grid')?.message).toContain('"references"');
  });
});

describe('what is chosen at every point', () => {
  const lines = ['runs: [base, con]', 'over:', '  books.noise: [0, 0.2]', 'choose:'];
  const CHOOSE = sweep([...lines, '  base.layers: [1, 2, 3]', '  con.layers: [1, 2]', '  con.kd_weight: [0.01, 1]']);

  it('is tried for each run by the lines that it reads', async () => {
    const { graph } = await idsOf(CHOOSE);
    const names = graph.points.get('grid')?.names ?? [];
    expect(names).toHaveLength(2 * (3 + 4));
    expect(names.slice(7, 10)).toEqual(
      [1, 2, 3].map((layers) => expect.stringContaining(`books.noise: 0.2, base.layers: ${layers}]`))
    );
  });

  it('is the best by validation there, and the point shows the test figures of it', async () => {
    const { grid, store, failures } = await run(CHOOSE);
    expect(failures).toEqual([]);
    expect(grid?.choose).toEqual([
      { cell: 'base', key: 'layers' },
      { cell: 'con', key: 'layers' },
      { cell: 'con', key: 'kd_weight' }
    ]);
    for (const [point, noise] of [0, 0.2].entries()) {
      const over = (part: string) =>
        sweep(['runs: [base]', 'over: {base.layers: [1, 2, 3]}', `part: ${part}`]).replace(
          'source: tiny',
          `source: tiny\nnoise: ${noise}`
        );
      const [validation, test] = [await run(over('validation'), { store }), await run(over('test'), { store })];
      const means =
        validation.grid?.points.map(({ runs: [figure] }) => (figure && 'mean' in figure ? figure.mean : 0)) ?? [];
      const best = means.indexOf(Math.max(...means));
      expect(grid?.points[point]?.chosen?.[0]).toEqual([{ axis: 0, value: best + 1 }]);
      const [chosen] = grid?.points[point]?.runs ?? [];
      const [there] = test.grid?.points[best]?.runs ?? [];
      if (!chosen || !there || 'failed' in chosen || 'failed' in there) throw new Error('no figures');
      expect(chosen.values).toEqual(there.values);
    }
    expect(grid?.notes.join(' ')).toContain('LightGCN of 3, LightGCN-Con of 4');
  });

  it.each([
    ['  books.noise: [0, 0.1]', 'stands under "over" too'],
    ['  words.texts: [own, permuted]', 'none of the runs reads "words"'],
    ['  base.lairs: [1, 2]', 'no key "lairs"']
  ])('%s is refused at its line', (line, words) => {
    const text = sweep(['runs: [base]', 'over: {books.noise: [0, 0.2]}', 'choose:', line]);
    const problem = notebookGraph(parseNotebook(text, 'tiny.md')).problems.get('grid');
    expect(problem?.message).toContain(words);
    expect(problem?.where.line).toBe(NOTEBOOK.split('\n').length + 6);
  });
});
