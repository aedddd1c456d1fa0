import { describe, expect, it } from 'vitest';
import { readFile } from 'node:fs/promises';
import { uniformInt } from '#kernels/random/random';
import { buildGraph, withSelfLoops, type BipartiteGraph } from './graph';
import type { InteractionList } from './types';

const pairs = (...list: [number, number][]): InteractionList => ({
  users: Int32Array.from(list, ([user]) => user),
  items: Int32Array.from(list, ([, item]) => item)
});

/** The matrix as rows of numbers. */
function dense(graph: BipartiteGraph): number[][] {
  const out = Array.from({ length: graph.nodeCount }, () => new Array<number>(graph.nodeCount).fill(0));
  for (let row = 0; row < graph.nodeCount; row++) {
    for (let e = graph.rowPtr[row] ?? 0; e < (graph.rowPtr[row + 1] ?? 0); e++) {
      const line = out[row];
      if (line) line[graph.colIdx[e] ?? -1] = graph.values[e] ?? NaN;
    }
  }
  return out;
}

describe('the normalised bipartite graph', () => {
  it('is D^-1/2 A D^-1/2, worked by hand, with an empty row for a node without a pair', () => {
    // User 0 – items 0 and 1, user 1 – item 0, user 2 without any. Nodes 3 and 4 are the items.
    const half = Math.fround(1 / 2);
    const root = Math.fround(1 / Math.sqrt(2));
    expect(dense(buildGraph(3, 2, pairs([0, 0], [0, 1], [1, 0])))).toEqual([
      [0, 0, 0, half, root],
      [0, 0, 0, root, 0],
      [0, 0, 0, 0, 0],
      [half, root, 0, 0, 0],
      [root, 0, 0, 0, 0]
    ]);
  });

  it('with self loops counts the loop in every degree', () => {
    const graph = dense(withSelfLoops(buildGraph(1, 2, pairs([0, 1]))));
    const half = Math.fround(1 / 2);
    expect(graph).toEqual([
      [half, 0, half],
      [0, 1, 0],
      [half, 0, half]
    ]);
  });

  it('is symmetric, with both directions of every pair and columns ascending, for random pairs in any order', () => {
    for (let trial = 0; trial < 25; trial++) {
      const key = { seed: 5, stream: 90, step: trial };
      const [users, items] = [1 + uniformInt(key, 0, 12), 1 + uniformInt(key, 1, 12)];
      const chosen = new Map<string, [number, number]>();
      for (let i = 0; i < 30; i++) {
        const pair: [number, number] = [uniformInt(key, 10 + 2 * i, users), uniformInt(key, 11 + 2 * i, items)];
        chosen.set(pair.join(), pair);
      }
      const graph = buildGraph(users, items, pairs(...chosen.values()));
      expect(graph.colIdx.length).toBe(2 * chosen.size);
      const matrix = dense(graph);
      matrix.forEach((row, r) => row.forEach((value, c) => expect(value).toBe(matrix[c]?.[r])));
      for (let row = 0; row < graph.nodeCount; row++) {
        const columns = [...graph.colIdx.subarray(graph.rowPtr[row], graph.rowPtr[row + 1])];
        expect(columns).toEqual([...columns].sort((a, b) => a - b));
      }
    }
  });

  it.each(['adjacency_no_self_loop', 'adjacency_self_loop'])('equals the official %s', async (which) => {
    const data: unknown = JSON.parse(await readFile('test/golden/dataset.json', 'utf8'));
    const at = (value: unknown, key: string): unknown =>
      typeof value === 'object' && value !== null
        ? Object.entries(value).find(([name]) => name === key)?.[1]
        : undefined;
    const bytes = (name: string, field: string): ArrayBuffer => {
      const text = at(at(at(data, name), field), 'b64');
      if (typeof text !== 'string') throw new Error(`${name}.${field} is missing`);
      return Uint8Array.from(Buffer.from(text, 'base64')).buffer;
    };
    const train = {
      users: new Int32Array(bytes('train', 'rows')),
      items: new Int32Array(bytes('train', 'cols'))
    };
    const graph = buildGraph(60, 80, train);
    const matrix = dense(which === 'adjacency_self_loop' ? withSelfLoops(graph) : graph);
    const [rows, columns] = [new Int32Array(bytes(which, 'rows')), new Int32Array(bytes(which, 'cols'))];
    const values = new Float32Array(bytes(which, 'values'));
    expect(matrix.flat().filter((value) => value !== 0)).toHaveLength(rows.length);
    values.forEach((value, e) => {
      const ours = matrix[rows[e] ?? 0]?.[columns[e] ?? 0] ?? 0;
      expect(Math.abs(ours / value - 1)).toBeLessThan(2e-7);
    });
  });
});
