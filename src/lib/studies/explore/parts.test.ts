// Parts of Explore against slow and plain forms of the same, over many shapes.
import { describe, expect, it } from 'vitest';
import { groupByUser, itemsOf } from '#kernels/top-k/select';
import { normalArray, uniformInt } from '#kernels/random/random';
import { buildGraph } from '#lib/dataset/graph';
import { neighboursOf } from '../graph-distance/graph-distance';
import { listsOf, rankOf, scoresOf, type RunSpace } from './lists';
import { planeOf } from './maps';
import { neighbourhoodOf, SHOWN_A_HOP, shortestPath, walkFor } from './neighbourhood';

const key = (step: number) => ({ seed: 31, stream: 97, step });

/** Whole numbers from −2 to 2, so that scores tie. */
const rough = (count: number, step: number): Float32Array =>
  Float32Array.from({ length: count }, (_, at) => uniformInt(key(step), at, 5) - 2);

function drawnPairs(userCount: number, itemCount: number, count: number, step: number) {
  const drawn = new Set(Array.from({ length: count }, (_, at) => uniformInt(key(step), at, userCount * itemCount)));
  const sorted = [...drawn].sort((a, b) => a - b);
  return {
    users: Int32Array.from(sorted, (pair) => Math.floor(pair / itemCount)),
    items: Int32Array.from(sorted, (pair) => pair % itemCount)
  };
}

describe('lists', () => {
  it('agree with a full sort, ties by item, and so does each place under the other run', () => {
    for (const [round, [userCount, itemCount, width]] of [
      [4, 30, 2],
      [7, 11, 3],
      [3, 1, 1],
      [5, 64, 4]
    ].entries()) {
      if (userCount === undefined || itemCount === undefined || width === undefined) throw new Error('Three numbers');
      const runs = (['a', 'b'] as const).map((run, at): RunSpace => ({
        key: run,
        width,
        users: rough(userCount * width, 10 * round + at),
        items: rough(itemCount * width, 10 * round + 2 + at)
      }));
      const train = groupByUser(drawnPairs(userCount, itemCount, 2 * userCount, 10 * round + 5), userCount);
      const test = groupByUser(drawnPairs(userCount, itemCount, userCount, 10 * round + 6), userCount);
      for (let user = 0; user < userCount; user++) {
        const masked = itemsOf(train, user);
        const sorted = runs.map((run) => {
          const scores = scoresOf(run, user);
          const order = [...scores.keys()].filter((item) => !masked.includes(item));
          order.sort((x, y) => (scores[y] ?? 0) - (scores[x] ?? 0) || x - y);
          order.forEach((item, at) => expect(rankOf(scores, item, masked)).toBe(at + 1));
          return order;
        });
        const lists = listsOf({ runs, train, test, user, k: 6 });
        lists.forEach(({ items }, at) => {
          expect(items.map(({ node }) => node - userCount)).toEqual(sorted[at]?.slice(0, 6));
          for (const { node, otherRank, heldOut } of items) {
            expect(sorted[1 - at]?.[(otherRank ?? 0) - 1]).toBe(node - userCount);
            expect(heldOut).toBe(itemsOf(test, user).includes(node - userCount));
          }
        });
      }
    }
  });
});

describe('neighbourhoods', () => {
  it('of any graph: every node but the user is joined to a nearer one, at its hop, and no more than the most are shown', () => {
    for (let round = 0; round < 12; round++) {
      const [userCount, itemCount] = [40 + 20 * round, 150];
      const graph = buildGraph(userCount, itemCount, drawnPairs(userCount, itemCount, 60 + 90 * round, 200 + round));
      const degrees = Int32Array.from({ length: graph.nodeCount }, (_, node) => neighboursOf(graph, node).length);
      const hops = 1 + (round % 4);
      const other = round % 3 === 0 ? null : userCount - 1;
      const walk = walkFor(graph, 0, other, hops);
      const path = shortestPath(walk, other);
      const { nodes, edges, counts } = neighbourhoodOf({ graph, degrees, walk, hops, path });
      expect(nodes[0]).toMatchObject({ node: 0, hop: 0 });
      expect(new Set(nodes.map(({ node }) => node)).size).toBe(nodes.length);
      for (const { node, hop } of nodes) expect(walk.hops[node]).toBe(hop);
      nodes.forEach(({ hop, node }, at) => {
        const before = nodes[at - 1];
        if (before && before.hop === hop) {
          const [busier, ours] = [degrees[before.node] ?? 0, degrees[node] ?? 0];
          expect(busier > ours || (busier === ours && before.node < node)).toBe(true);
        }
        const isJoined = edges.some(
          ([one, two]) => [one, two].includes(at) && hop > (nodes[one === at ? two : one]?.hop ?? 0)
        );
        expect(isJoined || hop === 0).toBe(true);
      });
      for (const [one, two] of edges) {
        expect(neighboursOf(graph, nodes[one]?.node ?? -1)).toContain(nodes[two]?.node);
      }
      counts.forEach(({ all, shown }, hop) => {
        expect(nodes.filter((entry) => entry.hop === hop)).toHaveLength(shown);
        expect(shown).toBeLessThanOrEqual(Math.min(all, SHOWN_A_HOP + 1));
      });
      expect(nodes.filter(({ onPath }) => onPath).map(({ node }) => node)).toEqual(path);
    }
  });
  it('of a user with many clicks shows the busiest, and one that few clicked only where the path leads over it', () => {
    // User 0 clicked 100 items; the first 99 have a second reader, and the last is the only way to user 1.
    const clicks = [
      ...Array.from({ length: 100 }, (_, item) => [0, item]),
      [1, 99],
      ...Array.from({ length: 99 }, (_, item) => [2, item]),
      ...Array.from({ length: 99 }, (_, item) => [3, item])
    ];
    const list = {
      users: Int32Array.from(clicks, ([user]) => user ?? 0),
      items: Int32Array.from(clicks, ([, item]) => item ?? 0)
    };
    const graph = buildGraph(4, 100, list);
    const degrees = Int32Array.from({ length: 104 }, (_, node) => neighboursOf(graph, node).length);
    const shown = (other: number | null) => {
      const walk = walkFor(graph, 0, other, 2);
      return neighbourhoodOf({ graph, degrees, walk, hops: 2, path: shortestPath(walk, other) });
    };
    expect(shown(null).counts.map(({ all, shown: drawn }) => [all, drawn])).toEqual([
      [1, 1],
      [100, SHOWN_A_HOP],
      [3, 2] // User 1 hangs on an item that is not shown.
    ]);
    expect(shown(null).nodes.map(({ node }) => node)).not.toContain(103);
    expect(
      shown(1)
        .nodes.filter(({ onPath }) => onPath)
        .map(({ node }) => node)
    ).toEqual([0, 103, 1]);
  });
});

describe('the plane of a large space', () => {
  const [rows, width] = [400, 6];
  // Two wide directions, four narrow ones.
  const space = Float32Array.from(
    normalArray(key(300), rows * width),
    (value, at) => value * ([9, 5, 0.3, 0.3, 0.2, 0.1][at % width] ?? 0)
  );
  const present = Uint8Array.from({ length: rows }, (_, row) => (row % 7 === 3 ? 0 : 1));

  it('found from an even sample is nearly that of all, and says how many it was found from', async () => {
    const whole = await planeOf(space, width, present);
    const drawn = await planeOf(space, width, present, undefined, { whole: 0, sample: 120 * width });
    expect(whole.sample).toBeUndefined();
    expect(drawn.sample).toBe(120);
    expect(drawn.explained).toBeLessThanOrEqual(whole.explained + 1e-9);
    expect(drawn.explained).toBeGreaterThan(0.98 * whole.explained);
    for (let row = 0; row < rows; row++) {
      expect(Number.isNaN(drawn.xy[2 * row] ?? 0)).toBe(present[row] === 0);
      if (present[row] === 1) {
        const [a, b] = [whole, drawn].map(({ xy }) => Math.hypot(xy[2 * row] ?? 0, xy[2 * row + 1] ?? 0));
        expect(Math.abs((a ?? 0) - (b ?? 0))).toBeLessThan(0.5);
      }
    }
  });
  it('looks at all rows where the sample reaches that far', async () => {
    const whole = await planeOf(space, width, present);
    const drawn = await planeOf(space, width, present, undefined, { whole: 0, sample: rows * width });
    expect(drawn.sample).toBe(present.filter((flag) => flag === 1).length);
    expect(drawn.explained).toBeCloseTo(whole.explained, 9);
  });
});
