// Linear propagation over the graph, e^(l+1) = A e^(l), and its layers combined.
import { mul, sub, type Tensor2D } from '@tensorflow/tfjs-core';
import { as2d } from '#kernels/backend/tensors';
import { sumOfPowers } from '#kernels/spmm/spmm';
import type { SparsePair } from '#kernels/spmm/sparse-pair';

export interface LayerSettings {
  /** L. */
  readonly layers: number;
  /** The papers of LightGCN and SimGCL average the layers; the official code sums them. */
  readonly layer_mean?: boolean;
  /** Layer 0, e itself, is left out. */
  readonly without_layer_zero?: boolean;
}

/** Σ_{l = 0..L} A^l e (official behaviour), l from 1 without layer 0, or its mean, for e [N, d] and A [N, N]; differentiable in e. */
export function combinedLayers(adjacency: SparsePair, e: Tensor2D, settings: LayerSettings): Tensor2D {
  const all = sumOfPowers(adjacency, e, settings.layers);
  const [sum, count] = settings.without_layer_zero ? [as2d(sub(all, e)), settings.layers] : [all, settings.layers + 1];
  return settings.layer_mean ? as2d(mul(sum, 1 / count)) : sum;
}
