// AutoCF's decoder layer: attention over given pairs. With q, k, v = x Wq, x Wk, x Wv in heads of d / H columns,
//   w_e = exp(clamp(q_row · k_column, −10, 10)),   y[row] = Σ_e w_e v_column / (Σ_e w_e + 1e-8)
// head by head; no 1 / sqrt(d), no bias (official behaviour).
import {
  add,
  clipByValue,
  concat,
  customGrad,
  div,
  exp,
  matMul,
  mul,
  ones,
  slice,
  step,
  sub,
  type Tensor1D,
  type Tensor2D
} from '@tensorflow/tfjs-core';
import { as1d, as2d, customGradInputs } from '#kernels/backend/tensors';
import { edgeDot, type EdgePattern } from '#kernels/edge-dot/edge-dot';
import { weightedSpmm } from '#kernels/weighted-spmm/weighted-spmm';

const LARGEST = 10;

export interface AttentionWeights {
  readonly q: Tensor2D; // [d, d]
  readonly k: Tensor2D;
  readonly v: Tensor2D;
}

/** x [N, d] → [N, d] over the pairs of a pattern [N, N]. */
export function attention(pattern: EdgePattern, x: Tensor2D, weights: AttentionWeights, heads: number): Tensor2D {
  const [nodes, width] = x.shape;
  const columns = width / heads;
  const [q, k, v] = [weights.q, weights.k, weights.v].map((weight) => as2d(matMul(x, weight)));
  if (!q || !k || !v) throw new Error('Attention has three projections');
  const unit = as2d(ones([nodes, 1]));
  const parts = Array.from({ length: heads }, (_, head) => {
    const own = (m: Tensor2D): Tensor2D => slice(m, [0, head * columns], [nodes, columns]);
    const w = as1d(exp(clamped(edgeDot(pattern, own(q), own(k)))));
    const rowSums = add(weightedSpmm(pattern, w, unit), 1e-8);
    return div(weightedSpmm(pattern, w, own(v)), rowSums);
  });
  return as2d(concat(parts, 1));
}

/** Clamped to ±10; the gradient is 0 outside. */
function clamped(x: Tensor1D): Tensor1D {
  const operation = customGrad((...args) => {
    const { tensors, save } = customGradInputs(args);
    const [input] = tensors;
    if (!input) throw new Error('customGrad lost its input');
    const inside = mul(step(add(input, LARGEST)), step(sub(LARGEST, input)));
    save([inside]);
    return { value: clipByValue(input, -LARGEST, LARGEST), gradFunc: (dy, saved) => mul(dy, saved[0] ?? inside) };
  });
  return as1d(operation(x));
}
