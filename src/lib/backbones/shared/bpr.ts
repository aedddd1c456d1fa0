// Bayesian personalised ranking, the loss of five of the six backbones; computed by kernels/bpr.
import type { Scalar, Tensor2D } from '@tensorflow/tfjs-core';
import { bprLoss } from '#kernels/bpr/bpr';
import type { Batch } from '../types';

/** Mean over the batch of −log σ(e_a·e_p − e_a·e_n) for rows of `final` [N, d]; the regulariser apart (official behaviour). */
export function bprOfBatch(final: Tensor2D, batch: Batch): Scalar {
  if (!batch.triples) throw new Error('BPR learns from negatives; the batch has none');
  return bprLoss(final, batch.triples);
}
