// The training graph on the device that is on, for figures that send messages along it by the operator that training uses.
import { tensor2d, tidy, type Tensor2D } from '@tensorflow/tfjs-core';
import { throwIfDeviceFailed } from '#kernels/backend/backend';
import { spmm } from '#kernels/spmm/spmm';
import { disposeSparsePair, makeSparsePair } from '#kernels/spmm/sparse-pair';
import type { BipartiteGraph } from '#lib/dataset/graph';
import type { NodeTable } from './nodes';

export interface DeviceGraph {
  /** The trained numbers E [nodes, width]. */
  readonly table: Tensor2D;
  /** Ā · x, a new tensor. */
  propagate(x: Tensor2D): Tensor2D;
  dispose(): void;
}

/** Ā and E on the device. @throws RangeError where the table has not the graph's number of nodes */
export function deviceGraph(graph: BipartiteGraph, { values, nodes, width }: NodeTable): DeviceGraph {
  if (nodes !== graph.nodeCount)
    throw new RangeError(`A table of ${nodes} rows for a graph of ${graph.nodeCount} nodes`);
  const pair = makeSparsePair({ ...graph, rows: nodes, columns: nodes });
  const table = tensor2d(values, [nodes, width]);
  return {
    table,
    propagate: (x) => tidy(() => spmm(pair, x)),
    dispose() {
      table.dispose();
      disposeSparsePair(pair);
    }
  };
}

/** A tensor's numbers on the host. @throws AppError device/… where the device failed on the way */
export async function numbersOf(tensor: Tensor2D): Promise<Float32Array> {
  const values = await tensor.data();
  throwIfDeviceFailed();
  return Float32Array.from(values);
}
