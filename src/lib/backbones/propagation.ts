// Linear propagation over the graph, e^(l+1) = A e^(l), the layers summed. As one linear map it has a gradient of the same
// form with Aᵀ, so the tape keeps one array of values instead of the whole graph and the input once a layer.
import { add, customGrad, tidy, type Tensor, type Tensor2D } from '@tensorflow/tfjs-core';
import { as2d } from '#kernels/backend/tensors';
import { spmmForward, type SparseMatrix, type SparsePair } from '#kernels/spmm/spmm';

/** Σ_{l = 0..layers} A^l e for e [N, d] and A [N, N], differentiable in e. */
export function sumOfLayers(adjacency: SparsePair, e: Tensor2D, layers: number): Tensor2D {
  const { forward, transposed } = adjacency;
  const operation = customGrad((input, save) => {
    if (typeof input === 'function' || typeof save !== 'function') throw new Error('customGrad passes tensor and save');
    // A step's masked values are gone by the time of the gradient; rowPtr and colIdx live as long as the backbone.
    save([transposed.values]);
    return {
      value: sumOfPowers(forward, forward.values, input, layers),
      gradFunc: (dy, saved) => sumOfPowers(transposed, saved[0] ?? transposed.values, dy, layers)
    };
  });
  return as2d(operation(e));
}

function sumOfPowers(pattern: SparseMatrix, values: Tensor, e: Tensor, layers: number): Tensor {
  return tidy(() => {
    let layer = e;
    let total = e.clone();
    for (let l = 0; l < layers; l++) {
      layer = spmmForward(pattern.rowPtr, pattern.colIdx, values, layer);
      total = add(total, layer);
    }
    return total;
  });
}
