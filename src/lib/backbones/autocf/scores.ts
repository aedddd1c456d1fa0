// How well a node's neighbourhood within two hops resembles the node: AutoCF's score for masking around it, and the term that
// teaches it (infomax). With A the 0/1 adjacency, o = A 1:
//   f = A E0 − E0,  s = (A f − f) − o ⊙ E0,  c = A o − 2 o,  sub = (f + s) / (o + c + 1e-8),
//   score = log σ(cos(sub, E0)) + Gumbel noise (official behaviour).
import {
  add,
  div,
  mul,
  neg,
  ones,
  softplus,
  sub,
  sum,
  tensor1d,
  type Tensor1D,
  type Tensor2D
} from '@tensorflow/tfjs-core';
import { as1d, as2d } from '#kernels/backend/tensors';
import { spmm } from '#kernels/spmm/spmm';
import type { SparsePair } from '#kernels/spmm/sparse-pair';
import { unitRows } from '#lib/losses/info-nce';
import { log } from '#lib/elementary/logarithm';

/**
 * Scores [N], differentiable in e0 [N, d].
 * @param unit A with all values 1
 * @param uniform draws [N] of U[0, 1); 0 counts as 1e-8
 */
export function neighbourhoodScores(unit: SparsePair, e0: Tensor2D, uniform: Float32Array): Tensor1D {
  const order = spmm(unit, as2d(ones([e0.shape[0], 1])));
  const first = as2d(sub(spmm(unit, e0), e0));
  const second = sub(sub(spmm(unit, first), first), mul(order, e0));
  const cycles = sub(spmm(unit, order), mul(order, 2));
  const around = div(add(first, second), add(add(order, cycles), 1e-8));
  const likeness = sum(mul(unitRows(as2d(around)), unitRows(e0)), 1);
  return as1d(add(neg(softplus(neg(likeness))), gumbel(uniform)));
}

const gumbel = (uniform: Float32Array): Tensor1D =>
  tensor1d(uniform.map((draw) => -log(-log(draw === 0 ? 1e-8 : draw))));
