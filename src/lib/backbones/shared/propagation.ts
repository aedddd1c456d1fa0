// Linear propagation over the graph, e^(l+1) = A e^(l), and its layers combined.
import { mul, type Tensor2D } from '@tensorflow/tfjs-core';
import { as2d } from '#kernels/backend/tensors';
import { sumOfPowers } from '#kernels/spmm/spmm';
import type { SparsePair } from '#kernels/spmm/sparse-pair';

export interface LayerSettings {
  /** L. */
  readonly layers: number;
  /** The papers of LightGCN and SimGCL average the layers; the official code sums them. */
  readonly layer_mean?: boolean;
}

/** Σ_{l = 0..L} A^l e (official behaviour), or its mean, for e [N, d] and A [N, N]; differentiable in e. */
export function combinedLayers(adjacency: SparsePair, e: Tensor2D, settings: LayerSettings): Tensor2D {
  const sum = sumOfPowers(adjacency, e, settings.layers);
  return settings.layer_mean ? as2d(mul(sum, 1 / (settings.layers + 1))) : sum;
}
