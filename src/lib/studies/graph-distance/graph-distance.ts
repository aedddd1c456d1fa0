// Distances in the bipartite graph of training clicks, in hops: user → item is one. Two users are an even number of hops apart; more
// than three means that no training item was clicked by both. Plain arrays, no device. Nodes as in dataset/graph.ts: users first.
import type { BipartiteGraph } from '#lib/dataset/graph';

/** What a walk needs of a graph. */
export type Adjacency = Pick<BipartiteGraph, 'nodeCount' | 'userCount' | 'rowPtr' | 'colIdx'>;

/** The nodes one hop from `node`, ascending; a window, not a copy. */
export function neighboursOf({ rowPtr, colIdx }: Adjacency, node: number): Int32Array {
  return colIdx.subarray(rowPtr[node], rowPtr[node + 1]);
}

export interface Walk {
  /** Hops from the start; −1 where a node is not reached within the limit. [nodes] */
  readonly hops: Int16Array;
  /** The node before on one shortest way, of several the one reached first; −1 at the start and where not reached. [nodes] */
  readonly before: Int32Array;
  /** Reached nodes in the order of their distance, the start first. */
  readonly order: Int32Array;
}

/** Breadth-first from `start`. O(edges within the limit). @param limit hops at which the walk ends */
export function walkFrom(graph: Adjacency, start: number, limit = Infinity): Walk {
  const hops = new Int16Array(graph.nodeCount).fill(-1);
  const before = new Int32Array(graph.nodeCount).fill(-1);
  const order = new Int32Array(graph.nodeCount);
  order[0] = start;
  hops[start] = 0;
  let reached = 1;
  for (let at = 0; at < reached; at++) {
    const node = order[at] ?? 0;
    const next = (hops[node] ?? 0) + 1;
    if (next > limit) break;
    for (const other of neighboursOf(graph, node)) {
      if (hops[other] !== -1) continue;
      hops[other] = next;
      before[other] = node;
      order[reached++] = other;
    }
  }
  return { hops, before, order: order.subarray(0, reached) };
}

/** The nodes of one shortest way, both ends included; null where there is none. */
export function pathTo({ hops, before }: Walk, to: number): readonly number[] | null {
  if ((hops[to] ?? -1) === -1) return null;
  const path = [to];
  for (let node = before[to] ?? -1; node !== -1; node = before[node] ?? -1) path.unshift(node);
  return path;
}

/**
 * Marks the users within three hops of `user`, itself included: those who share a training item.
 * @param marks [users], set to 1 there and left alone elsewhere
 */
export function markNearUsers(graph: Adjacency, user: number, marks: Uint8Array): void {
  marks[user] = 1;
  for (const item of neighboursOf(graph, user)) for (const other of neighboursOf(graph, item)) marks[other] = 1;
}
