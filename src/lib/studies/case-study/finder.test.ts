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
const names = (more: Partial<FinderAsk>) => propose(more).map(({ user, other }) => [user, other]);

describe('the finder', () => {
  it('proposes the pairs most alike in their profiles first, each once', () => {
    expect(names({})).toEqual([[0, 4], [2, 4], [0, 2]]); // prettier-ignore
    expect(names({ count: 1 })).toEqual([[0, 4]]);
  });

  it('says how far apart, how alike, and how many held-out items they share', () => {
    const [first, , last] = propose({});
    expect(first).toMatchObject({ distance: null, sharedHeldOut: 1 });
    expect(first?.semantic).toBeCloseTo(0.8, 12);
    expect(last).toMatchObject({ user: 0, other: 2, distance: 4, sharedHeldOut: 2, semantic: 0 });
  });

  it('keeps to one user where one is named, and puts it first', () => {
    expect(names({ user: 4 })).toEqual([[4, 0], [4, 2]]); // prettier-ignore
    expect(names({ user: 3 })).toEqual([]);
  });

  it('leaves out users without a profile vector', () => {
    expect(names({ present: Uint8Array.of(1, 1, 1, 1, 0) })).toEqual([[0, 2]]);
    expect(names({ user: 4, present: Uint8Array.of(1, 1, 1, 1, 0) })).toEqual([]);
  });

  it('takes the pair with most shared held-out items where there are no vectors, then the lowest', () => {
    expect(names({ semantic: null })).toEqual([[0, 2], [0, 4], [2, 4]]); // prettier-ignore
    expect(propose({ semantic: null })[0]?.semantic).toBeNull();
  });

  it('draws at random, each pair about equally often, the same with the same seed', () => {
    const rule: FinderRule = 'random';
    expect(names({ rule, seed: 3 })).toEqual(names({ rule, seed: 3 }));
    const first = new Map<string, number>();
    for (let seed = 0; seed < 600; seed++) {
      const name = names({ rule, seed, count: 1 }).join();
      first.set(name, (first.get(name) ?? 0) + 1);
    }
    expect([...first.keys()].sort()).toEqual(['0,2', '0,4', '2,4']);
    // 200 each are expected; 5 standard deviations are 58.
    for (const times of first.values()) expect(Math.abs(times - 200)).toBeLessThan(58);
  });
});
