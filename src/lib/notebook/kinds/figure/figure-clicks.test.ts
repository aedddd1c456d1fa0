// Figures of clicks (noise, propagation, layers) as whole cells: from files to stored results, on a data set that trains in a moment.
import { beforeAll, describe, expect, it } from 'vitest';
import { startBackend } from '#kernels/backend/backend';
import { memoryStore } from '#lib/storage/memory';
import { parseNotebook } from '../../document/parse';
import type { CellResult } from '../../kinds/registry';
import type { FigureResult } from '../../kinds/figure/stored';
import { runNotebook } from '../../run/runtime';
import { TINY_DATASET, tinyFiles, tinySource, tinyTrain } from '../../testing/tiny';

const device = { backend: 'cpu', adapter: 'JavaScript' };

beforeAll(async () => {
  await startBackend('cpu', { wasmBinaries: '' });
});

const NOTEBOOK = `${TINY_DATASET}
\`\`\`dataset
name: noisy
source: tiny
noise: 0.25
\`\`\`

${tinyTrain('base', [], { seeds: '[1]' })}
\`\`\`compare
name: table
runs: [base]
\`\`\`

\`\`\`figure
name: slips
show: noise
dataset: books
runs: [base]
\`\`\`

\`\`\`figure
name: added
show: noise
dataset: noisy
clean: books
user: u7
\`\`\`

\`\`\`figure
name: message
show: propagation
dataset: books
runs: [base]
\`\`\`

\`\`\`figure
name: depth
show: layers
dataset: books
runs: [base]
deepest: 4
\`\`\`
`;

async function run(text: string, files = tinyFiles(), store = memoryStore()) {
  const environment = { store, openSource: () => tinySource(files), device };
  const { records, failures } = await runNotebook(parseNotebook(text, 'tiny.md'), environment);
  expect(failures).toEqual([]);
  const resultOf = (name: string): CellResult => {
    const found = records.find((record) => record.name === name);
    if (!found) throw new Error(`No record of ${name}`);
    return found.result;
  };
  const figure = (name: string): FigureResult['data'] => {
    const result = resultOf(name);
    if (result.kind !== 'figure') throw new Error(`${name} is no figure`);
    return result.data;
  };
  return { records, resultOf, figure, store };
}

let whole: Awaited<ReturnType<typeof run>>;
beforeAll(async () => {
  whole = await run(NOTEBOOK);
});

describe('figures of clicks as cells', () => {
  it('mark what the truth file marks, and give the recall that the comparison gives without noise clicks', () => {
    const { figure, resultOf } = whole;
    const { values } = figure('slips');
    const dataset = resultOf('books');
    const table = resultOf('table');
    if (dataset.kind !== 'dataset' || table.kind !== 'compare') throw new Error('other kinds');
    expect(figure('slips')).toMatchObject({ show: 'noise', marks: 'truth' });
    expect(values['train.clicks']).toBe(dataset.interactions.train);
    expect(values['train.marked']).toBeGreaterThan(0);
    expect(values['run1.real.recall20']).toBe(table.rows[0]?.testWithoutNoise?.mean.recall['20']);
    const truth: unknown = JSON.parse(new TextDecoder().decode(tinyFiles().get('truth.json')));
    const marked = ['train', 'val', 'test'].reduce((sum, part) => sum + (values[`${part}.marked`] ?? NaN), 0);
    expect(truth).toMatchObject({ noise: { length: marked } });
  });

  it('mark added clicks beside those of the truth file', () => {
    const { figure, resultOf } = whole;
    const added = figure('added');
    const dataset = resultOf('books');
    if (added.show !== 'noise' || dataset.kind !== 'dataset') throw new Error('other kinds');
    const { train } = dataset.interactions;
    expect(added).toMatchObject({ marks: 'both', reader: { id: 'u7', rule: null }, runs: [] });
    expect(added.values['train.clicks']).toBe(train * 1.25);
    const kinds = added.parts[0]?.kinds;
    expect(kinds?.map(({ kind }) => kind).sort()).toEqual(['added', 'misclick']);
    expect(kinds?.find(({ kind }) => kind === 'added')?.clicks).toBe(train * 0.25);
    expect(added.values['test.marked']).toBe(figureValue('slips', 'test.marked'));
  });

  it('send messages along the graph by the operator as by hand', () => {
    const message = whole.figure('message');
    expect(message).toMatchObject({ show: 'propagation', operator: { backend: 'cpu' }, components: 4, width: 8 });
    expect(message.values['difference.max']).toBeLessThan(1e-6);
    expect(message.values['product.max']).toBeGreaterThan(1e-3);
    expect(message.values['user.degree']).toBeGreaterThan(0);
  });

  it('read at the depth that a run was trained with what that run is', () => {
    const depth = whole.figure('depth');
    const trained = whole.resultOf('base');
    if (depth.show !== 'layers' || trained.kind !== 'train') throw new Error('other kinds');
    expect(depth.depths).toHaveLength(5);
    const { layers } = depth.run;
    expect(depth.values[`sum.${layers ?? ''}.recall20`]).toBeCloseTo(trained.runs[0]?.val?.recall['20'] ?? NaN, 6);
    expect(depth.values['sum.0.recall20']).not.toBeCloseTo(trained.runs[0]?.val?.recall['20'] ?? NaN, 3);
  });

  it('are taken from what is stored the next time, with the same bits', async () => {
    const again = await run(NOTEBOOK, tinyFiles(), whole.store);
    expect(again.records).toEqual(whole.records);
    const anew = await run(NOTEBOOK);
    expect(anew.records.map(({ digest }) => digest)).toEqual(whole.records.map(({ digest }) => digest));
  });

  it('say that nobody knows where own data bring no marks, and count everything else', async () => {
    const files = tinyFiles();
    files.delete('truth.json');
    const own = await run(NOTEBOOK, files);
    expect(own.figure('slips')).toMatchObject({ marks: 'none', values: { 'train.clicks': 120 } });
    expect(own.figure('slips').values).not.toHaveProperty(['train.marked']);
    expect(own.figure('added')).toMatchObject({ marks: 'clean', values: { 'test.marked': 0 } });
    const idOf = ({ records }: typeof own, name: string) => records.find((record) => record.name === name)?.id;
    // The marks are part of the id of what shows them, and of nothing else.
    expect(idOf(own, 'slips')).not.toBe(idOf(whole, 'slips'));
    expect(idOf(own, 'depth')).toBe(idOf(whole, 'depth'));
  });
});

const figureValue = (name: string, value: string): number | undefined => whole.figure(name).values[value];
