// The gradient of the matrix product, with explicit transposes where tfjs's wasm kernel makes it. That one runs at about 1 GFLOP/s with
// transpose flags, without them at about 20 (measured, two cores), so a transposed copy pays for itself many times
// over. On the other backends, and for what our module or our tiles multiply (kernels/dense), the flags are free and used; tfjs's own
// WebGPU product, which is left for small matrices and stacks, reads single numbers for transposeB. Replaces the gradient that tfjs-core
// registers.
import {
  BatchMatMul,
  getBackend,
  matMul,
  registerGradient,
  transpose,
  unregisterGradient,
  type Tensor
} from '@tensorflow/tfjs-core';
import { single } from '../backend/tensors';
import { isOwnProduct } from '../dense/matmul.wasm';

/** a · b with either side transposed in its last two axes; rank 2 or batched with equal batch shapes. */
export function product(a: Tensor, b: Tensor, transposeA: boolean, transposeB: boolean): Tensor {
  if (getBackend() !== 'wasm' || isOwnProduct(a, b, transposeA, transposeB))
    return matMul(a, b, transposeA, transposeB);
  return matMul(transposeA ? swapLastAxes(a) : a, transposeB ? swapLastAxes(b) : b);
}

function swapLastAxes(x: Tensor): Tensor {
  const axes = x.shape.map((_, axis) => axis);
  return transpose(x, [...axes.slice(0, -2), x.rank - 1, x.rank - 2]);
}

export function registerMatMulGradient(): void {
  unregisterGradient(BatchMatMul);
  registerGradient({
    kernelName: BatchMatMul,
    inputsToSave: ['a', 'b'],
    gradFunc(dyOrList, saved, attributes) {
      const dy = single(dyOrList);
      const [a, b] = saved;
      if (!a || !b) throw new Error('The tape lost the factors');
      const flags: { transposeA?: unknown; transposeB?: unknown } = attributes;
      const ta = flags.transposeA === true;
      const tb = flags.transposeB === true;
      // With A' = aᵀ or a and B' likewise: dA' = dy · B'ᵀ and dB' = A'ᵀ · dy, transposed back where the flag was set.
      return {
        a: () => (ta ? product(b, dy, tb, true) : product(dy, b, false, !tb)),
        b: () => (tb ? product(dy, a, true, ta) : product(a, dy, !ta, false))
      };
    }
  });
}
