// The evaluate cell on a tiny notebook: what it stores is what training stored, what its id is made of, and what is refused.
import { beforeAll, describe, expect, it } from 'vitest';
import { startBackend } from '#kernels/backend/backend';
import { memoryStore } from '#lib/storage/memory';
import { parseNotebook } from '../../document/parse';
import { valuesOf } from '../../guide/values';
import { runNotebook } from '../../run/runtime';
import { TINY_NOTEBOOK, tinySource } from '../../testing/tiny';

beforeAll(async () => {
  await startBackend('cpu', { wasmBinaries: '' });
});

// Every user of the tiny data clicks four items in training: there is one group of users.
const store = memoryStore();
const text = (keys: string) =>
  `${TINY_NOTEBOOK.replaceAll('epochs: 8', 'epochs: 2')}\n\`\`\`evaluate\nname: measured\nruns: [base, con]\nbootstrap_samples: 200\n${keys}\n\`\`\`\n`;

async function run(keys: string) {
  const started: string[] = [];
  const { records, failures } = await runNotebook(
    parseNotebook(text(keys), 'tiny.md'),
    {
      store,
      openSource: () => tinySource(),
      device: { backend: 'cpu', adapter: 'JavaScript' },
      onEvent: (event) => void (event.type === 'cell-started' && started.push(event.cell))
    },
    { only: ['measured'] }
  );
  return { records, failures, started };
}

async function measured(keys: string) {
  const found = await run(keys);
  const record = found.records.find(({ name }) => name === 'measured');
  if (record?.result.kind !== 'evaluate') throw new Error(found.failures[0]?.error.message ?? 'no evaluation');
  return { ...found, record, result: record.result };
}

describe('an evaluate cell', () => {
  it('has the recall and NDCG that its train cells store, to the last bit', async () => {
    const { records, result } = await measured('metrics: [recall, ndcg]\ncutoffs: [20, 5, 10]\ngroups: []');
    expect(result.measures.map(({ metric, cutoff }) => `${metric}@${cutoff}`)).toEqual([
      'recall@5',
      'recall@10',
      'recall@20',
      'ndcg@5',
      'ndcg@10',
      'ndcg@20'
    ]);
    for (const row of result.rows) {
      const trained = records.find(({ name }) => name === row.name)?.result;
      if (trained?.kind !== 'train') throw new Error(`${row.name} is not trained`);
      const { recall, ndcg } = trained.mean.test;
      const sd = trained.sd.test;
      const all = row.groups[0] ?? [];
      expect(all.map((value) => value?.mean)).toEqual([...Object.values(recall), ...Object.values(ndcg)]);
      expect(all.map((value) => value?.sd)).toEqual([...Object.values(sd.recall), ...Object.values(sd.ndcg)]);
    }
  });

  it('trains nothing that is stored, and is found again', async () => {
    const keys = 'metrics: [hit, coverage]\ngroups: [items]';
    await measured('groups: []');
    const first = await measured(keys);
    expect(first.started).toEqual(['measured']);
    expect((await measured(keys)).record).toEqual(first.record);
    expect((await measured(`${keys}\nbaseline: base`)).record.id).toBe(first.record.id);
    expect((await measured(`${keys}\nbaseline: con`)).record.id).not.toBe(first.record.id);
    // What does not count is not in the id.
    const plain = await measured('metrics: [hit]\ngroups: []');
    expect((await measured('metrics: [hit]\ngroups: []\nquantiles: 7')).record.id).toBe(plain.record.id);
    expect(plain.record.card?.protocol).toMatchObject({ cutoffs: [20], metrics: ['hit'] });
  });

  it('measures diversity by the vectors it names, and names its numbers', async () => {
    const { result } = await measured('metrics: [diversity, recall]\nembeddings: semantics\ngroups: [items]');
    const values = valuesOf(result);
    expect(Object.keys(values)).toEqual([
      'base.recall@20',
      'base.diversity@20',
      'con.recall@20',
      'con.recall@20.gain',
      'con.recall@20.gain.head',
      'con.recall@20.gain.torso',
      'con.recall@20.gain.tail',
      'con.diversity@20',
      'con.diversity@20.gain'
    ]);
    expect(values['con.recall@20.gain']).toBeCloseTo(
      (values['con.recall@20'] ?? 0) - (values['base.recall@20'] ?? 0),
      14
    );
  });

  it('counts gains from each run’s own base where it is told to', async () => {
    const { result } = await measured('own_baselines: true\nmetrics: [recall]\ngroups: []');
    expect(result.rows.map(({ baseline }) => baseline)).toEqual([0, 0]);
  });
});

describe('before anything is computed it is said', () => {
  it.each([
    ['metrics: [diversity]', 'notebook/needs-embeddings', '"diversity"'],
    ['embeddings: semantics', 'notebook/key-does-not-apply', '"diversity" is not among the metrics'],
    ['metrics: [recal]', 'notebook/bad-value', 'metrics'],
    ['cutoffs: [0]', 'notebook/bad-value', '1 to 100'],
    ['cutoffs: [101]', 'notebook/bad-value', '1 to 100'],
    ['baseline: table', 'notebook/bad-value', 'base, con'],
    ['cutoffs: [41]', 'evaluation/cutoff-above-items', 'of 40'],
    ['quantiles: 2', 'evaluation/empty-group', 'of 2']
  ])('of %s', async (keys, code, words) => {
    const error = await run(keys).then(
      ({ failures }) => failures.find(({ cell }) => cell === 'measured')?.error,
      (caught: unknown) => caught
    );
    expect(error).toMatchObject({ code });
    expect(Reflect.get(Object(error), 'message') + Reflect.get(Object(error), 'cure')).toContain(words);
  });
});
