import { memory } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { startBackend } from '#kernels/backend/backend';
import { uniformArray } from '#kernels/random/random';
import { evaluateEmbeddings, rankItems } from './evaluate';
import { popularityEmbeddings, selectPairs, semanticEmbeddings } from './references';

const pairs = (...list: [number, number][]): { users: Int32Array; items: Int32Array } => ({
  users: Int32Array.from(list, ([user]) => user),
  items: Int32Array.from(list, ([, item]) => item)
});

beforeAll(async () => {
  await startBackend('cpu', { wasmBinaries: '' });
});

describe('all-rank evaluation', () => {
  // One dimension: items score 5, 4, 3, 2, 1, 0 for every user.
  const users = Float32Array.of(1, 1, 1);
  const items = Float32Array.of(5, 4, 3, 2, 1, 0);

  it('leaves train items out, counts per user and skips users without a held-out item', async () => {
    const result = await evaluateEmbeddings(users, items, 1, pairs([0, 0], [1, 1]), pairs([0, 1], [0, 5], [2, 0]));
    // User 0 ranks 1 2 3 4 5 (item 0 is trained on): hits at ranks 1 and 5. User 2 ranks 0 first.
    expect([...result.users]).toEqual([0, 2]);
    expect([...result.perUser.recall['5']]).toEqual([1, 1]);
    const ndcg = (1 + 1 / Math.log2(6)) / (1 + 1 / Math.log2(3));
    expect(result.perUser.ndcg['5'][0]).toBeCloseTo(ndcg, 6);
    expect(result.metrics.ndcg['5']).toBeCloseTo((ndcg + 1) / 2, 14);
  });

  it('keeps validation items among the candidates at test: only train items are left out', async () => {
    const test = await evaluateEmbeddings(users, items, 1, pairs([0, 0]), pairs([0, 2]));
    // Item 1, wherever else it is held out, takes rank 1; item 2 has rank 2.
    expect(test.perUser.ndcg['5'][0]).toBeCloseTo(1 / Math.log2(3), 6);
  });

  it('equals the direct calculation on random embeddings of every block size', async () => {
    const [userCount, itemCount, d] = [37, 53, 7];
    const userRows = uniformArray({ seed: 1, stream: 50, step: 0 }, userCount * d);
    const itemRows = uniformArray({ seed: 1, stream: 50, step: 1 }, itemCount * d);
    const held = pairs(...Array.from({ length: userCount }, (_, u): [number, number] => [u, (7 * u) % itemCount]));
    const result = await evaluateEmbeddings(userRows, itemRows, d, pairs([0, 1]), held);
    let total = 0;
    for (let u = 0; u < userCount; u++) {
      const dot = (i: number): number => {
        let s = 0;
        for (let f = 0; f < d; f++) s += (userRows[u * d + f] ?? 0) * (itemRows[i * d + f] ?? 0);
        return s;
      };
      const own = dot((7 * u) % itemCount);
      let better = 0;
      for (let i = 0; i < itemCount; i++) if (dot(i) > own && !(u === 0 && i === 1)) better++;
      total += better < 20 ? 1 / Math.log2(better + 2) : 0;
    }
    expect(result.metrics.ndcg['20']).toBeCloseTo(total / userCount, 6);
  });

  it('leaks no tensor', async () => {
    const before = memory().numTensors;
    await evaluateEmbeddings(users, items, 1, pairs([0, 0]), pairs([0, 2]));
    await rankItems(users, items, 1, pairs([0, 0]), 0, 3);
    expect(memory().numTensors).toBe(before);
  });

  it('gives one user’s ranking by the same rules', async () => {
    expect((await rankItems(users, items, 1, pairs([0, 0], [1, 3]), 0, 3)).items).toEqual([1, 2, 3]);
  });
});

describe('references', () => {
  it('popularity ranks by training interactions', async () => {
    const train = pairs([0, 2], [1, 2], [2, 1]);
    const { users, items, dimensions } = popularityEmbeddings(4, 3, train);
    expect((await rankItems(users, items, dimensions, train, 3, 3)).items).toEqual([2, 1, 0]);
  });
  it('semantic-only scores by cosine, so the length of a vector does not count, and absent ones score 0', async () => {
    const { users, items } = semanticEmbeddings({
      dimensions: 2,
      users: Float32Array.of(3, 0),
      items: Float32Array.of(100, 100, 0.1, 0, 9, 9),
      userPresent: Uint8Array.of(1),
      itemPresent: Uint8Array.of(1, 1, 0)
    });
    const ranked = await rankItems(users, items, 2, pairs(), 0, 3);
    expect(ranked.items).toEqual([1, 0, 2]);
    expect(ranked.scores[0]).toBeCloseTo(1, 6);
    expect(ranked.scores[2]).toBe(0);
  });
  it('a selection of held-out pairs keeps their order', () => {
    expect([...selectPairs(pairs([0, 1], [0, 2], [1, 0]), Uint8Array.of(1, 0, 1)).items]).toEqual([1, 0]);
  });
});
