// Comparisons over several splits of the same data: which cells make a row, what is refused before anything is computed, and what a whole
// notebook of five splits shows.
import { beforeAll, describe, expect, it } from 'vitest';
import { startBackend } from '#kernels/backend/backend';
import { memoryStore } from '#lib/storage/memory';
import { parseNotebook } from '../../document/parse';
import { planNotebook } from '../../plan/plan';
import { runNotebook } from '../../run/runtime';
import { tinySource } from '../../testing/tiny';

beforeAll(async () => {
  await startBackend('cpu', { wasmBinaries: '' });
});

const cell = (kind: string, name: string, ...lines: readonly string[]): string =>
  `\`\`\`${kind}\nname: ${name}\n${lines.join('\n')}\n\`\`\`\n`;

const data = (seed: number, ...more: readonly string[]): string =>
  cell('dataset', `books-${seed}`, 'source: tiny', 'split: user-random', `split_seed: ${seed}`, ...more);

const QUICK = ['preset: small', 'dimensions: 4', 'epochs: 1', 'batch_size: 500'];

const train = (name: string, seed: number, ...more: readonly string[]): string =>
  cell('train', `${name}-${seed}`, `dataset: books-${seed}`, ...QUICK, ...more);

const env = () => ({
  store: memoryStore(),
  openSource: () => tinySource(),
  device: { backend: 'cpu', adapter: 'JavaScript' }
});

async function refusal(text: string) {
  const { problems } = await planNotebook(parseNotebook(text, 'splits.md'), env());
  return problems.get('table');
}

describe('cells of several splits', () => {
  const two = data(1) + data(2) + train('base', 1) + train('base', 2);
  const deep = train('deep', 1, 'layers: 1') + train('deep', 2, 'layers: 1');
  const table = (runs: string, ...more: readonly string[]) => cell('compare', 'table', `runs: [${runs}]`, ...more);

  it('may train other seeds on each split, and be named in any order', async () => {
    const other = train('base', 1) + train('base', 2, 'seeds: [8, 9]') + deep;
    const text = data(1) + data(2) + other + table('deep-2, base-1, deep-1, base-2');
    expect(await refusal(text)).toBeUndefined();
  });

  const vectors = (seed: number, texts: string) =>
    cell('profiles', `words-${seed}`, `dataset: books-${seed}`, `texts: ${texts}`) +
    cell('embeddings', `semantics-${seed}`, `profiles: words-${seed}`, 'dimensions: 4');
  const aligned = (seed: number) => train('con', seed, 'alignment: contrastive', `embeddings: semantics-${seed}`);
  const base = table('base-1, base-2, con-1, con-2');

  it('are one row by all that is behind them', async () => {
    const same = vectors(1, 'own') + vectors(2, 'own') + aligned(1) + aligned(2);
    expect(await refusal(two + same + base)).toBeUndefined();
    const other = vectors(1, 'own') + vectors(2, 'permuted') + aligned(1) + aligned(2);
    expect(await refusal(two + other + base)).toMatchObject({ code: 'notebook/not-on-every-split' });
  });

  it.each([
    ['another setting on one split', two + deep + table('base-1, base-2, deep-1'), 'notebook/not-on-every-split'],
    [
      'another data setting',
      data(1) + data(2, 'core: 2') + train('base', 1) + train('base', 2) + table('base-1, base-2'),
      'notebook/more-than-splits'
    ],
    [
      'samples of the users',
      data(1, 'sample_users: 0.9') +
        data(2, 'sample_users: 0.9') +
        train('base', 1) +
        train('base', 2) +
        table('base-1, base-2'),
      'notebook/splits-of-samples'
    ],
    [
      'the same settings twice on a split',
      two + cell('train', 'again', 'dataset: books-1', ...QUICK, 'seeds: [5]') + table('base-1, again, base-2'),
      'notebook/twice-on-a-split'
    ],
    [
      'vectors of one split',
      two + vectors(1, 'own') + table('base-1, base-2', 'references: [semantic-only]', 'embeddings: semantics-1'),
      'notebook/vectors-of-one-split'
    ]
  ])('are refused before anything is computed: %s', async (_, text, code) => {
    const field = code === 'notebook/vectors-of-one-split' ? 'references' : 'runs';
    expect(await refusal(text)).toMatchObject({ code, where: { cell: 'table', field } });
  });

  it('say what differs between their data', async () => {
    const text = data(1) + data(2, 'core: 2', 'noise: 0.1') + train('base', 1) + train('base', 2);
    expect((await refusal(text + table('base-1, base-2')))?.message).toContain('core, noise');
  });

  it('fail at once where they are refused, not after the training', async () => {
    const text = two + deep + table('base-1, base-2, deep-1');
    const ended: string[] = [];
    await runNotebook(parseNotebook(text), {
      ...env(),
      onEvent: (event) =>
        void ((event.type === 'cell-failed' || event.type === 'cell-finished') && ended.push(event.cell))
    });
    expect(ended[0]).toBe('table');
  });

  it('whose split is the same whatever the seed are refused', async () => {
    const own = (seed: number) => cell('dataset', `books-${seed}`, 'source: tiny', `split_seed: ${seed}`);
    const text = own(1) + own(2) + train('base', 1) + train('base', 2) + table('base-1, base-2');
    const { failures } = await runNotebook(parseNotebook(text), env());
    expect(failures.map(({ error }) => error.code)).toEqual(['notebook/same-split']);
  });
});

describe('a table over five splits', () => {
  it('tests over splits, spreads over splits, and tells them from seeds', async () => {
    const seeds = [1, 2, 3, 4, 5];
    const cells = seeds.map((seed) => data(seed) + train('base', seed) + train('deep', seed, 'layers: 1'));
    const runs = seeds.flatMap((seed) => [`base-${seed}`, `deep-${seed}`]).join(', ');
    const table = cell('compare', 'table', `runs: [${runs}]`, 'references: [popularity]', 'bootstrap_samples: 200');
    const { records, failures } = await runNotebook(parseNotebook(cells.join('') + table), env());
    expect(failures).toEqual([]);
    const record = records.find(({ name }) => name === 'table');
    if (record?.result.kind !== 'compare') throw new Error('no comparison');
    const { result } = record;
    expect(result.splits).toEqual(seeds);
    expect(result.rows.map(({ name, label }) => [name, label])).toEqual([
      ['base-1', 'LightGCN (base-1)'],
      ['deep-1', 'LightGCN (deep-1)'],
      ['popularity', 'Popularity']
    ]);
    const each = seeds.map((seed) => {
      const trained = ['base', 'deep'].map((name) => records.find((one) => one.name === `${name}-${seed}`)?.result);
      return trained.map((one) => (one?.kind === 'train' ? one.mean.test.recall['20'] : NaN));
    });
    const [base, deep] = [0, 1].map((at) => each.map((pair) => pair[at] ?? NaN));
    const mean = (values: readonly number[] = []) => values.reduce((sum, value) => sum + value, 0) / values.length;
    expect(result.rows[0]?.test.mean.recall['20']).toBeCloseTo(mean(base), 12);
    expect(result.rows[0]?.test.sd.recall['20']).toBeGreaterThan(0);
    const [difference] = result.rows[1]?.differences ?? [];
    expect(difference?.mean).toBeCloseTo(mean(deep) - mean(base), 12);
    expect(difference?.pairedT).toBeUndefined();
    expect(difference?.resampledT?.df).toBe(4);
    expect(result.rows[2]?.differences[0]?.resampledT?.df).toBe(4);
    expect(result.notes.join(' ')).toContain('Mean over 5 splits of the same data, on each of them over 1 seed');
    expect(record.card?.protocol.splits?.map(({ seed }) => seed)).toEqual(seeds);
    expect(new Set(record.card?.protocol.splits?.map(({ hash }) => hash)).size).toBe(5);
  });
});
