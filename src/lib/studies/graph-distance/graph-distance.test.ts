// Distances against a table of all shortest ways (Floyd–Warshall), on random graphs and one drawn by hand.
import { describe, expect, it } from 'vitest';
import { uniformInt } from '#kernels/random/random';
import { STREAM } from '#kernels/random/streams';
import { buildGraph, type BipartiteGraph } from '#lib/dataset/graph';
import { markNearUsers, neighboursOf, pathTo, walkFrom } from './graph-distance';

const pairs = (list: readonly (readonly [number, number])[]) => ({
  users: Int32Array.from(list, ([user]) => user),
  items: Int32Array.from(list, ([, item]) => item)
});

/** u0–i0–u1–i1–u2, and u3 with an item of its own. */
const CHAIN = buildGraph(4, 3, pairs([[0, 0], [1, 0], [1, 1], [2, 1], [3, 2]])); // prettier-ignore

function randomGraph(seed: number): BipartiteGraph {
  const draw = (index: number, bound: number) => uniformInt({ seed, stream: STREAM.samples, step: 0 }, index, bound);
  const [users, items] = [3 + draw(0, 12), 3 + draw(1, 12)];
  const found = new Map<string, readonly [number, number]>();
  for (let at = 0; at < users + items; at++) {
    const pair = [draw(2 + 2 * at, users), draw(3 + 2 * at, items)] as const;
    found.set(pair.join(), pair);
  }
  return buildGraph(users, items, pairs([...found.values()].sort(([a, b], [c, d]) => a - c || b - d)));
}

function allDistances(graph: BipartiteGraph): number[][] {
  const n = graph.nodeCount;
  const far = Array.from({ length: n }, (_, a) =>
    Array.from({ length: n }, (__, b) => (a === b ? 0 : neighboursOf(graph, a).includes(b) ? 1 : Infinity))
  );
  for (let via = 0; via < n; via++)
    for (let a = 0; a < n; a++)
      for (let b = 0; b < n; b++) {
        const way = (far[a]?.[via] ?? 0) + (far[via]?.[b] ?? 0);
        const row = far[a];
        if (row) row[b] = Math.min(row[b] ?? 0, way);
      }
  return far;
}

describe('distances in the graph of clicks', () => {
  it('are counted in hops, and −1 where no way leads', () => {
    expect([...walkFrom(CHAIN, 0).hops]).toEqual([0, 2, 4, -1, 1, 3, -1]);
  });

  it('stop at the limit', () => {
    expect([...walkFrom(CHAIN, 0, 2).hops]).toEqual([0, 2, -1, -1, 1, -1, -1]);
  });

  it('come with the nodes of a shortest way, or none', () => {
    expect(pathTo(walkFrom(CHAIN, 0), 2)).toEqual([0, 4, 1, 5, 2]);
    expect(pathTo(walkFrom(CHAIN, 0), 3)).toBeNull();
  });

  it.each([1, 2, 3, 4, 5, 6, 7, 8])('agree with a table of all shortest ways (graph %i)', (seed) => {
    const graph = randomGraph(seed);
    const wanted = allDistances(graph);
    for (let start = 0; start < graph.nodeCount; start++) {
      const walk = walkFrom(graph, start);
      expect([...walk.hops]).toEqual(wanted[start]?.map((hops) => (hops === Infinity ? -1 : hops)));
      for (let node = 0; node < graph.nodeCount; node++) {
        const path = pathTo(walk, node);
        expect(path?.length ?? 0).toBe((walk.hops[node] ?? -1) + 1);
        path?.slice(1).forEach((next, at) => expect(neighboursOf(graph, path[at] ?? 0)).toContain(next));
      }
      expect([...walk.order].map((node) => walk.hops[node])).toEqual(
        [...walk.hops].filter((h) => h >= 0).sort((a, b) => a - b)
      );
    }
  });

  it('mark as near exactly the users within three hops', () => {
    for (const seed of [1, 2, 3]) {
      const graph = randomGraph(seed);
      for (let user = 0; user < graph.userCount; user++) {
        const marks = new Uint8Array(graph.userCount);
        markNearUsers(graph, user, marks);
        const { hops } = walkFrom(graph, user, 3);
        expect([...marks]).toEqual([...hops.subarray(0, graph.userCount)].map((h) => (h === -1 ? 0 : 1)));
      }
    }
  });
});
