// Bayesian personalised ranking (Rendle et al., UAI 2009), the loss of five of the six backbones.
import { mean, mul, softplus, sub, sum, type Scalar, type Tensor2D } from '@tensorflow/tfjs-core';
import { asScalar } from '#kernels/backend/tensors';
import { gatherRows } from '#kernels/gather-rows/gather-rows';
import type { Batch } from './types';

/**
 * (1/B) Σ_b softplus(e_a·e_n − e_a·e_p), equal to −log σ of the margin; all three [B, d]. Official behaviour: the mean
 * over the batch, the regulariser apart.
 */
export function bpr(anchor: Tensor2D, positive: Tensor2D, negative: Tensor2D): Scalar {
  const margin = sum(mul(anchor, sub(negative, positive)), 1);
  return asScalar(mean(softplus(margin)));
}

/** BPR of a batch's rows of `final` [N, d]. */
export function bprOfBatch(final: Tensor2D, batch: Batch): Scalar {
  if (!batch.negatives) throw new Error('BPR learns from negatives; the batch has none');
  return bpr(gatherRows(final, batch.anchors), gatherRows(final, batch.positives), gatherRows(final, batch.negatives));
}
