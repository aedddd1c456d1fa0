// The finder's rules on a graph drawn by hand: who is proposed, in which order, and what is said of the pair.
import { describe, expect, it } from 'vitest';
import { buildGraph } from '#lib/dataset/graph';
import type { FinderRule } from '../explore/types';
import { unitRows } from './far-ranks';
import { proposePairs, type FinderAsk } from './finder';
import { heldOutBothWays } from './pairs';

const list = (pairs: readonly (readonly [number, number])[]) => ({
  users: Int32Array.from(pairs, ([user]) => user),
  items: Int32Array.from(pairs, ([, item]) => item)
});

// u0–i0–u1–i1–u2–i2–u3; u4 stands alone. Far pairs that share a held-out item: (0, 2) two of them, (0, 4), (2, 4) one each.
const graph = buildGraph(5, 5, list([[0, 0], [1, 0], [1, 1], [2, 1], [2, 2], [3, 2]])); // prettier-ignore
const held = heldOutBothWays(list([[0, 3], [0, 4], [1, 4], [2, 3], [2, 4], [4, 3]]), 5, 5); // prettier-ignore
// Cosines: (0, 2) 0, (0, 4) 0.8, (2, 4) 0.6.
const semantic = unitRows([1, 0, 1, 1, 0, 1, 1, 1, 0.8, 0.6], 2);

const propose = (more: Partial<FinderAsk>) =>
  proposePairs({ graph, held, semantic, user: null, rule: 'alike', count: 5, seed: 1, ...more });
const names = async (more: Partial<FinderAsk>) => (await propose(more)).map(({ user, other }) => [user, other]);

describe('the finder', () => {
  it('proposes the pairs most alike in their profiles first, each once', async () => {
    expect(await names({})).toEqual([[0, 4], [2, 4], [0, 2]]); // prettier-ignore
    expect(await names({ count: 1 })).toEqual([[0, 4]]);
  });

  it('says how far apart, how alike, and how many held-out items they share', async () => {
    const [first, , last] = await propose({});
    expect(first).toMatchObject({ distance: null, sharedHeldOut: 1 });
    expect(first?.semantic).toBeCloseTo(0.8, 12);
    expect(last).toMatchObject({ user: 0, other: 2, distance: 4, sharedHeldOut: 2, semantic: 0 });
  });

  it('keeps to one user where one is named, and puts it first', async () => {
    expect(await names({ user: 4 })).toEqual([[4, 0], [4, 2]]); // prettier-ignore
    expect(await names({ user: 3 })).toEqual([]);
  });

  it('leaves out users without a profile vector', async () => {
    expect(await names({ present: Uint8Array.of(1, 1, 1, 1, 0) })).toEqual([[0, 2]]);
    expect(await names({ user: 4, present: Uint8Array.of(1, 1, 1, 1, 0) })).toEqual([]);
  });

  it('takes the pair with most shared held-out items where there are no vectors, then the lowest', async () => {
    expect(await names({ semantic: null })).toEqual([[0, 2], [0, 4], [2, 4]]); // prettier-ignore
    expect((await propose({ semantic: null }))[0]?.semantic).toBeNull();
  });

  it('draws at random, each pair about equally often, the same with the same seed', async () => {
    const rule: FinderRule = 'random';
    expect(await names({ rule, seed: 3 })).toEqual(await names({ rule, seed: 3 }));
    const first = new Map<string, number>();
    for (let seed = 0; seed < 600; seed++) {
      const name = (await names({ rule, seed, count: 1 })).join();
      first.set(name, (first.get(name) ?? 0) + 1);
    }
    expect([...first.keys()].sort()).toEqual(['0,2', '0,4', '2,4']);
    // 200 each are expected; 5 standard deviations are 58.
    for (const times of first.values()) expect(Math.abs(times - 200)).toBeLessThan(58);
  });

  it('says how far it is before each user, and ends where that throws', async () => {
    const ask: FinderAsk = { graph, held, semantic, user: null, rule: 'alike', count: 5, seed: 1 };
    const heard: (readonly [number, number])[] = [];
    const note = (done: number, total: number) => Promise.resolve(void heard.push([done, total]));
    await proposePairs(ask, note);
    expect(heard).toEqual([0, 1, 2, 3, 4].map((done) => [done, 5]));
    heard.length = 0;
    const stop = async (done: number, total: number) => {
      await note(done, total);
      if (done === 2) throw new Error('enough');
    };
    await expect(proposePairs(ask, stop)).rejects.toThrow('enough');
    expect(heard).toHaveLength(3);
  });
});
