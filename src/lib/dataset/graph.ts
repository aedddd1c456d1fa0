// The bipartite training graph as a normalised adjacency on the host. Nodes: users first (0 .. U−1), then items
// (U .. N−1). Only training pairs enter it.
import type { InteractionList } from './types';

/** Ā = D^-1/2 A D^-1/2 as a CSR of both directions; columns ascend within a row. Official behaviour: no self loops. */
export interface BipartiteGraph {
  readonly userCount: number;
  readonly itemCount: number;
  readonly nodeCount: number; // N
  readonly rowPtr: Int32Array; // [N + 1]
  readonly colIdx: Int32Array; // [entries]
  readonly values: Float32Array; // [entries]
}

/** Builds Ā from training pairs. A node without a pair gets an empty row (its infinite inverse root counts as 0). */
export function buildGraph(userCount: number, itemCount: number, train: InteractionList): BipartiteGraph {
  const nodeCount = userCount + itemCount;
  const neighbours: number[][] = Array.from({ length: nodeCount }, () => []);
  train.users.forEach((user, at) => {
    const item = userCount + (train.items[at] ?? 0);
    neighbours[user]?.push(item);
    neighbours[item]?.push(user);
  });
  const rowPtr = new Int32Array(nodeCount + 1);
  neighbours.forEach((row, node) => {
    row.sort((a, b) => a - b);
    rowPtr[node + 1] = (rowPtr[node] ?? 0) + row.length;
  });
  const inverseRoot = neighbours.map((row) => (row.length === 0 ? 0 : 1 / Math.sqrt(row.length)));
  const entries = rowPtr[nodeCount] ?? 0;
  const colIdx = new Int32Array(entries);
  const values = new Float32Array(entries);
  let at = 0;
  neighbours.forEach((row, node) => {
    for (const other of row) {
      colIdx[at] = other;
      values[at] = (inverseRoot[node] ?? 0) * (inverseRoot[other] ?? 0);
      at++;
    }
  });
  return { userCount, itemCount, nodeCount, rowPtr, colIdx, values };
}

/** The same graph from A + I, degrees counted with the loop (official behaviour of base GCCF only). */
export function withSelfLoops(graph: BipartiteGraph): BipartiteGraph {
  const { nodeCount } = graph;
  const rowPtr = graph.rowPtr.map((start, row) => start + row);
  const degree = (node: number): number => (rowPtr[node + 1] ?? 0) - (rowPtr[node] ?? 0);
  const colIdx = new Int32Array(rowPtr[nodeCount] ?? 0);
  for (let node = 0; node < nodeCount; node++) {
    const row = [node, ...graph.colIdx.subarray(graph.rowPtr[node], graph.rowPtr[node + 1])].sort((a, b) => a - b);
    colIdx.set(row, rowPtr[node]);
  }
  const values = new Float32Array(colIdx.length);
  for (let node = 0; node < nodeCount; node++) {
    for (let e = rowPtr[node] ?? 0; e < (rowPtr[node + 1] ?? 0); e++) {
      values[e] = (1 / Math.sqrt(degree(node))) * (1 / Math.sqrt(degree(colIdx[e] ?? 0)));
    }
  }
  return { ...graph, rowPtr, colIdx, values };
}
