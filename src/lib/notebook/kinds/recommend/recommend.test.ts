// The recommend cell's list of the semantic vectors by themselves.
import { beforeAll, describe, expect, it } from 'vitest';
import { startBackend } from '#kernels/backend/backend';
import { memoryStore } from '#lib/storage/memory';
import { parseNotebook } from '../../document/parse';
import { runNotebook } from '../../run/runtime';
import { TINY_NOTEBOOK, tinySource } from '../../testing/tiny';

beforeAll(async () => {
  await startBackend('cpu', { wasmBinaries: '' });
});

async function recommended(text: string, store = memoryStore()) {
  const env = {
    store,
    openSource: () => tinySource(),
    device: { backend: 'cpu', adapter: 'JavaScript' },
    onEvent: () => undefined
  };
  const { records, failures } = await runNotebook(parseNotebook(text, 'tiny.md'), env, { only: ['one'] });
  const record = records.find(({ name }) => name === 'one');
  if (record?.result.kind !== 'recommend') throw new Error(failures[0]?.error.message ?? 'no ranking');
  return { record, result: record.result };
}

const SEMANTIC = TINY_NOTEBOOK.replace('profiles: words\nk: 5', 'profiles: words\nembeddings: semantics\nk: 5');

describe('a recommend cell with embeddings', () => {
  it('ends with a list by cosine, without a seed, and leaves the lists of the runs as they are', async () => {
    const plain = await recommended(TINY_NOTEBOOK);
    const { result, record } = await recommended(SEMANTIC);
    expect(plain.result.lists.map(({ run }) => run)).toEqual(['base', 'con']);
    expect(result.lists.map(({ run, label }) => [run, label])).toEqual([
      ['base', 'LightGCN'],
      ['con', 'LightGCN-Con'],
      ['semantic-only', 'Semantic only']
    ]);
    expect(result.lists.slice(0, 2)).toEqual(plain.result.lists);
    const last = result.lists[2];
    expect(last && 'seed' in last).toBe(false);
    const scores = last?.items.map(({ score }) => score) ?? [];
    expect(scores).toHaveLength(5);
    expect(scores).toEqual([...scores].sort((a, b) => b - a));
    expect(Math.max(...scores)).toBeLessThanOrEqual(1 + 1e-6);
    const known = new Set(result.history.map(({ id }) => id));
    expect(last?.items.some(({ id }) => known.has(id))).toBe(false);
    expect(record.card?.treatment.embeddings).toBeDefined();
    expect(plain.record.card?.treatment.embeddings).toBeUndefined();
  });

  it('has an empty list for a user without a vector', async () => {
    const store = memoryStore();
    await recommended(TINY_NOTEBOOK, store);
    await recommended(SEMANTIC, store);
    for (const { id, kind } of await store.list()) {
      const artifact = await store.get(id);
      if (kind === 'recommend') await store.delete(id);
      if (kind !== 'embeddings' || !artifact) continue;
      const { userPresent } = artifact.arrays;
      await store.put({
        ...artifact,
        arrays: { ...artifact.arrays, userPresent: userPresent?.map(() => 0) ?? new Uint8Array() }
      });
    }
    const { result } = await recommended(SEMANTIC, store);
    expect(result.lists.map(({ items }) => items.length)).toEqual([5, 5, 0]);
  });
});
