// Linear propagation over the graph, e^(l+1) = A e^(l), the layers summed (official behaviour of LightGCN, SGL).
import type { Tensor2D } from '@tensorflow/tfjs-core';
import { sumOfPowers, type SparsePair } from '#kernels/spmm/spmm';

/** Σ_{l = 0..layers} A^l e for e [N, d] and A [N, N], differentiable in e. */
export function sumOfLayers(adjacency: SparsePair, e: Tensor2D, layers: number): Tensor2D {
  return sumOfPowers(adjacency, e, layers);
}
