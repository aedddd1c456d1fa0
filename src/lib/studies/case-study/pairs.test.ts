// Who is far and shares a held-out item: a graph drawn by hand, and the definition on random data.
import { describe, expect, it } from 'vitest';
import { uniformInt } from '#kernels/random/random';
import { STREAM } from '#kernels/random/streams';
import { buildGraph } from '#lib/dataset/graph';
import { walkFrom } from '../graph-distance/graph-distance';
import { farPartnersOf, farUsersOf, heldOutBothWays, sharedHeldOut } from './pairs';

const list = (pairs: readonly (readonly [number, number])[]) => ({
  users: Int32Array.from(pairs, ([user]) => user),
  items: Int32Array.from(pairs, ([, item]) => item)
});

// u0–i0–u1–i1–u2–i2–u3; u4 stands alone. Held out: i3 by u0, u2 and u4; i4 by u0, u1 and u2.
const GRAPH = buildGraph(5, 5, list([[0, 0], [1, 0], [1, 1], [2, 1], [2, 2], [3, 2]])); // prettier-ignore
const HELD = heldOutBothWays(list([[0, 3], [0, 4], [1, 4], [2, 3], [2, 4], [4, 3]]), 5, 5); // prettier-ignore

describe('far users', () => {
  it('are those more than three hops away, the unreachable among them', () => {
    const scratch = new Uint8Array(5);
    expect([...farUsersOf(GRAPH, HELD, 0, scratch).far]).toEqual([2, 3, 4]);
    expect([...farUsersOf(GRAPH, HELD, 1, scratch).far]).toEqual([3, 4]);
    expect([...farUsersOf(GRAPH, HELD, 4, scratch).far]).toEqual([0, 1, 2, 3]);
  });

  it('are partners where they share a held-out item, and nobody near is', () => {
    const scratch = new Uint8Array(5);
    // u1 shares i4 with u0 and is two hops away.
    expect([...farUsersOf(GRAPH, HELD, 0, scratch).partners]).toEqual([0, 2]);
    expect([...farPartnersOf(GRAPH, HELD, 0, scratch)]).toEqual([2, 4]);
    expect([...farPartnersOf(GRAPH, HELD, 1, scratch)]).toEqual([]);
    expect([...farPartnersOf(GRAPH, HELD, 4, scratch)]).toEqual([0, 2]);
    expect([...scratch]).toEqual([0, 0, 0, 0, 0]);
  });

  it('share the items that both hold out', () => {
    expect(sharedHeldOut(HELD, 0, 2)).toEqual([3, 4]);
    expect(sharedHeldOut(HELD, 1, 4)).toEqual([]);
  });

  it.each([1, 2, 3, 4])('follow distance and held-out items on random data, both ways (%i)', (seed) => {
    const draw = (index: number, bound: number) => uniformInt({ seed, stream: STREAM.samples, step: 1 }, index, bound);
    const [users, items] = [12, 14];
    const distinct = (from: number, count: number) => {
      const found = new Map<number, readonly [number, number]>();
      for (let at = 0; at < count; at++) {
        const pair = [draw(from + 2 * at, users), draw(from + 2 * at + 1, items)] as const;
        found.set(pair[0] * items + pair[1], pair);
      }
      return list([...found.entries()].sort(([a], [b]) => a - b).map(([, pair]) => pair));
    };
    const graph = buildGraph(users, items, distinct(0, 16));
    const held = heldOutBothWays(distinct(1000, 20), users, items);
    const scratch = new Uint8Array(users);
    for (let user = 0; user < users; user++) {
      const { hops } = walkFrom(graph, user);
      const { far, partners } = farUsersOf(graph, held, user, scratch);
      const isFar = (other: number) => hops[other] === -1 || (hops[other] ?? 0) > 3;
      expect([...far]).toEqual([...new Int32Array(users).keys()].filter(isFar));
      const named = [...partners].map((at) => far[at]);
      expect(named).toEqual([...far].filter((other) => sharedHeldOut(held, user, other).length > 0));
      expect([...farPartnersOf(graph, held, user, scratch)]).toEqual(named);
      for (const other of named) expect([...farPartnersOf(graph, held, other ?? 0, scratch)]).toContain(user);
    }
  });
});
