// BPR-MF: matrix factorisation trained with BPR (Rendle et al., UAI 2009). The node table is the embedding; no graph. A baseline
// that the official code does not have, and the shortest backbone there is.
import { bprOfBatch } from '../shared/bpr';
import { backbone } from '../build';
import { BPR_MF } from './settings';

/** @returns matrix factorisation; its final embedding is the table [N, d] itself */
export const bprMf = backbone(BPR_MF, ({ dimensions }) => {
  return {
    outputDim: dimensions,
    usesNegatives: true,
    init: () => ({}),
    prepare: () => Promise.resolve({}),
    forward: (_parameters, _e0Raw, e0In) => ({
      final: e0In,
      loss: (batch, scored = e0In) => ({ bpr_loss: bprOfBatch(scored, batch) })
    }),
    dispose: () => undefined
  };
});
