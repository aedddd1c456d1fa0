// AutoCF's graphs of a few steps, on typed arrays and without a device: edges around the seeds are masked, and the decoder gets
// random pairs of masked nodes to tell apart from real ones. Pure functions of the draws.
// The official code recovers a pair's row by a float32 division, which above 4,096 nodes turns some rows into their neighbour;
// that is a slip and is not reproduced: pairs keep their rows here.
import type { BipartiteGraph } from '#lib/dataset/graph';

export interface Csr {
  readonly rowPtr: Int32Array; // [N + 1]
  readonly colIdx: Int32Array; // [entries]
}

export interface Masked {
  /** Edges that survive, both directions. */
  readonly surviving: Csr;
  /** Masked nodes, ascending, each once. */
  readonly nodes: Int32Array;
}

/**
 * Removes all edges that touch a seed; their ends are the next centres, whose edges go too, `depth` times. Masked nodes are the
 * seeds, the centres, and `extra` nodes (drawn with replacement).
 */
export function maskAround(graph: BipartiteGraph, seeds: Int32Array, depth: number, extra: Int32Array): Masked {
  const { nodeCount, rowPtr, colIdx } = graph;
  const masked = new Uint8Array(nodeCount);
  const removed = new Uint8Array(colIdx.length);
  let centres = new Uint8Array(nodeCount);
  for (const seed of seeds) masked[seed] = centres[seed] = 1;
  for (let hop = 0; hop < depth; hop++) {
    const next = new Uint8Array(nodeCount);
    for (let row = 0; row < nodeCount; row++) {
      for (let e = rowPtr[row] ?? 0; e < (rowPtr[row + 1] ?? 0); e++) {
        const column = colIdx[e] ?? 0;
        if (removed[e] || !(centres[row] || centres[column])) continue;
        removed[e] = 1;
        next[row] = next[column] = 1;
      }
    }
    // The ends of the last removal are no centres any more, and not masked (official behaviour).
    if (hop < depth - 1) next.forEach((flag, node) => (masked[node] = (masked[node] ?? 0) | flag));
    centres = next;
  }
  for (const node of extra) masked[node] = 1;
  return {
    surviving: withoutRemoved(graph, removed),
    nodes: Int32Array.from(masked.keys()).filter((node) => masked[node] === 1)
  };
}

function withoutRemoved({ nodeCount, rowPtr, colIdx }: BipartiteGraph, removed: Uint8Array): Csr {
  const start = new Int32Array(nodeCount + 1);
  const kept = colIdx.filter((_, e) => removed[e] === 0);
  for (let row = 0; row < nodeCount; row++) {
    let count = 0;
    for (let e = rowPtr[row] ?? 0; e < (rowPtr[row + 1] ?? 0); e++) count += removed[e] ? 0 : 1;
    start[row + 1] = (start[row] ?? 0) + count;
  }
  return { rowPtr: start, colIdx: kept };
}

/** 1 / sqrt(deg_r · deg_c) with the degrees of these edges, which are symmetric. */
export function normalisedValues({ rowPtr, colIdx }: Csr): Float32Array {
  const degree = (node: number): number => (rowPtr[node + 1] ?? 0) - (rowPtr[node] ?? 0) + 1e-12;
  const values = new Float32Array(colIdx.length);
  for (let row = 0; row + 1 < rowPtr.length; row++) {
    for (let e = rowPtr[row] ?? 0; e < (rowPtr[row + 1] ?? 0); e++) {
      values[e] = (1 / Math.sqrt(degree(row))) * (1 / Math.sqrt(degree(colIdx[e] ?? 0)));
    }
  }
  return values;
}

/**
 * The decoder's pairs, each once: random ordered pairs of masked nodes, their reverses, all self loops, and the surviving edges.
 * @param rowPicks and colPicks [pairs]: positions in the list of masked nodes
 */
export function decoderPairs(
  { surviving, nodes }: Masked,
  nodeCount: number,
  rowPicks: Int32Array,
  colPicks: Int32Array
): Csr {
  const pairs = rowPicks.length;
  const keys = new Float64Array(2 * pairs + nodeCount + surviving.colIdx.length);
  const keyOf = (row: number, column: number): number => row * nodeCount + column;
  for (let pair = 0; pair < pairs; pair++) {
    const [row, column] = [nodes[rowPicks[pair] ?? 0] ?? 0, nodes[colPicks[pair] ?? 0] ?? 0];
    keys[pair] = keyOf(row, column);
    keys[pairs + pair] = keyOf(column, row);
  }
  let at = 2 * pairs;
  for (let node = 0; node < nodeCount; node++) {
    keys[at++] = keyOf(node, node);
    for (let e = surviving.rowPtr[node] ?? 0; e < (surviving.rowPtr[node + 1] ?? 0); e++) {
      keys[at++] = keyOf(node, surviving.colIdx[e] ?? 0);
    }
  }
  keys.sort();
  const unique = keys.filter((key, i) => i === 0 || key !== keys[i - 1]);
  const rowPtr = new Int32Array(nodeCount + 1);
  const colIdx = Int32Array.from(unique, (key) => key % nodeCount);
  for (const key of unique) {
    const row = Math.floor(key / nodeCount);
    rowPtr[row + 1] = (rowPtr[row + 1] ?? 0) + 1;
  }
  for (let row = 0; row < nodeCount; row++) rowPtr[row + 1] = (rowPtr[row + 1] ?? 0) + (rowPtr[row] ?? 0);
  return { rowPtr, colIdx };
}
