// The sweep cell on a tiny notebook: its points are what cells of their own would be, what they share is made once, what is stored is not
// made again, and what is wrong is said at its line before anything runs.
import { beforeAll, describe, expect, it } from 'vitest';
import { startBackend } from '#kernels/backend/backend';
import { memoryStore } from '#lib/storage/memory';
import { parseNotebook } from '../../document/parse';
import { valuesOf } from '../../guide/values';
import { notebookGraph } from '../../plan/graph';
import { lookAtNotebook } from '../../plan/look';
import { countSeeds, workFor } from '../../plan/work';
import { Artifacts } from '../../run/artifacts';
import type { NotebookEvent } from '../../run/events';
import { runNotebook } from '../../run/runtime';
import { tinySource } from '../../testing/tiny';
import { trainSeed } from '../train/seed';
import { device, idsOf, NOISE, NOTEBOOK, run, sweep } from './testing';

beforeAll(async () => {
  await startBackend('cpu', { wasmBinaries: '' });
});

describe('the points of a sweep', () => {
  it('have the ids of the same points written as cells', async () => {
    const { graph, ids } = await idsOf(NOISE);
    const points = graph.points.get('grid');
    expect(points?.names).toHaveLength(6);
    const found = points?.names.map((name) => ids.get(name)?.runs);
    const written = [];
    for (const noise of ['0', '0.1', '0.2']) {
      const { ids: other } = await idsOf(NOTEBOOK, { 'books.noise': noise });
      written.push(other.get('base')?.runs, other.get('con')?.runs);
    }
    expect(found).toEqual(written);
    expect(new Set(JSON.stringify(found).match(/[0-9a-f]{64}/g)).size).toBe(12);
  });

  it('are those of the text where a value is the text’s own, said or by default', async () => {
    const { graph } = await idsOf(NOISE);
    expect(graph.points.get('grid')?.needs).toContain('base');
    expect(graph.points.get('grid')?.needs).not.toContain('base [books.noise: 0]');
  });

  it('that are cells of the text below the sweep are made before it', async () => {
    const below = NOTEBOOK.replace(/^# Tiny\n/, '')
      .replace(/name: (\w+)/g, 'name: noisy-$1')
      .replace(/^(dataset|profiles|embeddings): (\w+)/gm, '$1: noisy-$2')
      .replace('source: tiny', 'source: tiny\nnoise: 0.2');
    const text = sweep(['runs: [con]', 'over: {books.noise: [0.1, 0.2]}']) + below;
    expect((await idsOf(text)).graph.points.get('grid')?.needs).toContain('noisy-con');
    const { outcome, failures, grid } = await run(text, { options: { only: undefined } });
    expect({ outcome, failures }).toEqual({ outcome: 'done', failures: [] });
    expect(grid?.points).toHaveLength(2);
  });

  it('share the cells that a value does not reach', async () => {
    const { graph } = await idsOf(sweep(['runs: [base, con]', 'over: {con.kd_weight: [0.01, 0.1]}']));
    expect(graph.points.get('grid')?.names).toEqual([
      'base',
      'con [con.kd_weight: 0.01]',
      'base',
      'con [con.kd_weight: 0.1]'
    ]);
    expect([...graph.varied.cells.keys()]).toEqual(['con [con.kd_weight: 0.01]', 'con [con.kd_weight: 0.1]']);
  });

  it('may read other cells of the notebook', async () => {
    const other = `${sweep(['runs: [con]', 'over: {con.embeddings: [semantics, plain]}'])}
\`\`\`embeddings
name: plain
profiles: words
dimensions: 3
min_texts: 1
max_share: 1
\`\`\`
`;
    const { grid, failures } = await run(other);
    expect(failures).toEqual([]);
    expect(grid?.axes[0]).toMatchObject({ cell: 'con', key: 'embeddings', values: ['semantics', 'plain'] });
    const { graph, ids } = await idsOf(other);
    const found = graph.points.get('grid')?.names.map((name) => ids.get(name)?.id);
    expect(found?.[0]).toBe(ids.get('con')?.id);
    const { ids: written } = await idsOf(other, { 'con.embeddings': 'plain' });
    expect(found?.[1]).toBe(written.get('con')?.id);
    expect(found?.[1]).not.toBe(found?.[0]);
  });

  it.each([
    ['{from: 0, to: 0.2, steps: 3}', [0, 0.1, 0.2]],
    ['{from: 0.001, to: 1, steps: 4, scale: log}', [0.001, 0.01, 0.1, 1]],
    ['0.3', [0.3]]
  ])('of the range %s are such as somebody would write them', async (range, values) => {
    const { graph } = await idsOf(sweep(['runs: [con]', `over: {con.kd_weight: ${range}}`]));
    expect(graph.points.get('grid')?.axes[0]?.values).toEqual(values);
  });

  it('of a range of whole numbers are whole, each once', async () => {
    const { graph } = await idsOf(sweep(['runs: [con]', 'over: {con.layers: {from: 1, to: 3, steps: 5}}']));
    expect(graph.points.get('grid')?.axes[0]?.values).toEqual([1, 2, 3]);
  });
});

describe('a sweep that is run', () => {
  const store = memoryStore();

  it('has the numbers that the same points have as cells, and shows them as they come', async () => {
    const { grid, failures, events, record } = await run(NOISE, { store });
    expect(failures).toEqual([]);
    expect(grid?.points.map(({ at }) => at)).toEqual([[0], [1], [2]]);
    const alone = await runNotebook(
      parseNotebook(NOTEBOOK, 'tiny.md'),
      { store: memoryStore(), openSource: () => tinySource(), device },
      { only: ['con'], overrides: { 'books.noise': '0.1' } }
    );
    const con = alone.records.find(({ name }) => name === 'con')?.result;
    if (con?.kind !== 'train') throw new Error('not trained');
    const figure = grid?.points[1]?.runs[1];
    if (!figure || 'failed' in figure) throw new Error('no figure');
    expect(figure.values).toEqual(con.runs.map(({ seed, test }) => ({ seed, value: test?.recall['20'] })));
    expect(figure.mean).toBe(con.mean.test.recall['20']);
    expect(figure.gain).not.toBeNull();
    expect(grid?.points[1]?.runs[0]).toMatchObject({ gain: null });
    const sofar = events.flatMap((event) => (event.type === 'cell-so-far' ? [event] : []));
    expect(sofar.length).toBeGreaterThan(0);
    expect(record?.card?.treatment).toMatchObject({ over: 'noise: 0, 0.1, 0.2', points: 3, baseline: 'LightGCN' });
    if (grid) expect(Object.keys(valuesOf(grid))).toContain('con.0.1');
    // What is told of it is told of the sweep: nobody else knows its points.
    expect(new Set(events.flatMap((event) => ('cell' in event ? [event.cell] : [])))).toEqual(
      new Set(['books', 'words', 'semantics', 'base', 'con', 'grid'])
    );
    const progress = events.flatMap((event) =>
      event.type === 'cell-progress' && event.cell === 'grid' ? [event.progress] : []
    );
    expect(progress.at(-1)).toMatchObject({ done: 8, total: 8, unit: 'runs', secondsLeft: 0 });
  });

  it('trains nothing that is stored: another metric costs nothing, another value its own runs', async () => {
    const started = (await run(NOISE, { store })).events.flatMap((event) =>
      event.type === 'cell-started' ? [event.cell] : []
    );
    expect(started).toEqual([]);
    const trained: string[] = [];
    const trainPool = {
      size: 1,
      train: async (job: Parameters<typeof trainSeed>[0], control: Parameters<typeof trainSeed>[3]) => {
        trained.push(job.id);
        await trainSeed(job, new Artifacts(store), device, control);
      }
    };
    const other = await run(`${NOISE}`.replace('baseline: base', 'metric: ndcg@10\npart: validation'), {
      store,
      env: { trainPool }
    });
    expect(other.failures).toEqual([]);
    expect(trained).toEqual([]);
    await run(NOISE.replace('0.2]', '0.2, 0.3]'), { store, env: { trainPool } });
    expect(trained).toHaveLength(4);
    expect(new Set(trained).size).toBe(4);
  });

  it('says before it what it would train, and of which cell', async () => {
    const document = parseNotebook(NOISE, 'tiny.md');
    const cells = await lookAtNotebook(document, { store: memoryStore(), openSource: () => tinySource() });
    const { trains } = workFor(cells, ['grid'], false);
    expect(countSeeds(trains)).toBe(12);
    expect(trains.filter(({ point }) => point?.askedBy === 'grid')).toHaveLength(4);
    const stored = await lookAtNotebook(document, { store, openSource: () => tinySource() });
    expect(workFor(stored, ['grid'], false).trains).toEqual([]);
  });

  it('trains no point that was not asked for', async () => {
    const trains = { base: [1, 2], con: [1, 2], 'con [books.noise: 0.1]': [1, 2] };
    const { failures } = await run(NOISE, { options: { trains } });
    expect(failures.map(({ cell, error }) => [cell, error.code])).toEqual([['grid', 'notebook/training-not-asked']]);
  });

  it('keeps finished points when it is cancelled, and goes on from there', async () => {
    const kept = memoryStore();
    const controller = new AbortController();
    const onEvent = (event: NotebookEvent) => {
      if (event.type === 'cell-progress' && event.cell === 'grid' && event.progress.done >= 3) controller.abort();
    };
    const first = await run(NOISE, { store: kept, env: { signal: controller.signal, onEvent } });
    expect(first.outcome).toBe('cancelled');
    const before = (await kept.list()).filter(({ kind }) => kind === 'run').length;
    expect(before).toBeGreaterThan(4);
    expect(before).toBeLessThan(12);
    const again = await run(NOISE, { store: kept });
    expect(again.outcome).toBe('done');
    expect(again.record?.digest).toBe((await run(NOISE, { store })).record?.digest);
  });

  it('shows a point whose training comes to no number as one, and makes the others', async () => {
    const { grid, failures, record } = await run(sweep(['runs: [base]', 'over: {base.learning_rate: [0.01, 1]}']), {
      env: {
        trainPool: {
          size: 1,
          async train(job, control) {
            if (job.settings.learningRate === 1) {
              const { appError } = await import('#lib/errors/app-error');
              throw appError('training/diverged', { epoch: 0, step: 1, term: 'bpr', value: 'NaN' });
            }
            await trainSeed(job, new Artifacts(failing), device, control);
          }
        }
      },
      store: failing
    });
    expect(failures).toEqual([]);
    expect(grid?.points[0]?.runs[0]).toHaveProperty('mean');
    expect(grid?.points[1]?.runs[0]).toHaveProperty('failed');
    expect(record?.id).toMatch(/^[0-9a-f]{64}$/);
    expect(grid?.notes.join(' ')).toContain('no number');
  });
  const failing = memoryStore();
});

describe('before anything is computed it is said, at its line, with a cure', () => {
  const line = NOTEBOOK.split('\n').length;
  it.each([
    [['runs: [base]', 'over:', '  boks.noise: [0, 0.1]'], 'there is no cell "boks"', 'Did you mean "books"?', 5],
    [['runs: [base]', 'over:', '  books.nois: [0, 0.1]'], 'no key "nois"', 'Did you mean "noise"?', 5],
    [['runs: [base]', 'over:', '  books.noise: [0, 2]'], '"noise" is 2', 'from 0 to 1', 5],
    [['runs: [base]', 'over:', '  books.noise: []'], 'no values', 'List some', 5],
    [['runs: [base]', 'over:', '  books.noise: [0.1, 0.1]'], 'stands twice', 'once', 5],
    [['runs: [base]', 'over:', '  books.noise: {from: 0, to: 0.2, steps: 3, scale: log}'], 'above 0', 'linear', 5],
    [['runs: [base]', 'over:', '  noise: [0, 0.1]'], 'a key of a cell', 'CELL.KEY', 5],
    [['runs: [base]', 'over:', '  books.name: [a, b]'], 'changes nothing', 'Leave', 5],
    [['runs: [base]', 'over:', '  base.seeds: [1, 2]'], 'repetitions', 'Leave', 5],
    [
      ['runs: [base]', 'over:', '  semantics.dimensions: [2, 3]'],
      'none of the runs reads "semantics"',
      'Name a cell',
      5
    ],
    [['runs: [base]', 'over:', '  grid.metric: [recall@5, recall@20]'], 'cannot be swept', 'axes of your own', 5],
    [['runs: [base]', 'over:', '  base.kd_weight: [0.1]'], '"kd_weight" has no effect', 'Remove it', 5],
    [['runs: [con]', 'over:', '  con.embeddings: [words]'], 'which is a "profiles" cell', 'semantics', 5],
    [['runs: [base]', 'over: 3'], '"over" is 3', 'books.noise', 4],
    [['runs: [grid]', 'over: {books.noise: [0]}'], 'circle', 'opens', 1],
    [['runs: [base]', 'over: {books.noise: [0]}', 'baseline: con'], '"baseline"', 'one of base', 5]
  ])('%j', (lines, words, cure, at) => {
    const { problems } = notebookGraph(parseNotebook(sweep(lines), 'tiny.md'));
    expect([...problems.keys()]).toEqual(['grid']);
    const problem = problems.get('grid');
    expect(problem?.message).toContain(words);
    expect(problem?.cure).toContain(cure);
    expect(problem?.where).toMatchObject({ file: 'tiny.md', line: line + at, cell: 'grid' });
  });

  it('that a list given to a train cell can be a sweep', () => {
    const text = NOTEBOOK.replace('name: base\n', 'name: base\nlayers: [1, 2, 3]\n');
    const problem = notebookGraph(parseNotebook(text)).problems.get('base');
    expect(problem?.message).toBe('"layers" is [1,2,3].');
    expect(problem?.cure).toContain('a "sweep" cell: over: {base.layers: [1,2,3]}');
  });

  it('of a sweep over a sweep', () => {
    const text = `${NOISE}\n\`\`\`sweep\nname: outer\nruns: [grid]\nover: {books.noise: [0, 0.1]}\n\`\`\`\n`;
    const problem = notebookGraph(parseNotebook(text)).problems.get('outer');
    expect(problem?.message).toContain('"grid", which is a "sweep" cell');
  });

  it('how large a grid is that is too large, and how long it would take', () => {
    const text = sweep([
      'runs: [base, con]',
      'over:',
      '  books.noise: {from: 0, to: 0.5, steps: 200}',
      '  base.learning_rate: {from: 0.001, to: 0.1, steps: 100, scale: log}'
    ]);
    const problem = notebookGraph(parseNotebook(text)).problems.get('grid');
    expect(problem?.message).toContain('20,000 points (200 of books.noise × 100 of base.learning_rate)');
    expect(problem?.message).toContain('80,000 runs: at a minute each that is 56 days');
  });
});

describe('ten thousand points', () => {
  it('are as many train cells and no other: what they share is there once', async () => {
    const text = sweep([
      'runs: [con]',
      'over:',
      '  con.kd_weight: {from: 0.001, to: 1, steps: 100, scale: log}',
      '  con.learning_rate: {from: 0.0001, to: 0.1, steps: 100, scale: log}'
    ]).replaceAll('seeds: [1, 2]', 'seeds: [1]');
    const { graph, ids } = await idsOf(text);
    expect(graph.points.get('grid')?.names).toHaveLength(10_000);
    expect(graph.varied.cells.size).toBe(10_000);
    // The cells of the text, the sweep and the points: none is there that is not asked for.
    expect(ids.size).toBe(10_000 + 6);
  });
});
