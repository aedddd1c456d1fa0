// LightGCN (He et al., SIGIR 2020) as the official RLMRec code computes it: e^(l+1) = Ā' e^(l), final = SUM (the paper:
// mean, here the option layer_mean) of e^(0..L), or of e^(1..L) (without_layer_zero, as ProMax has it). In training every directed entry of Ā is kept with probability keep_rate, one draw a step for all
// layers, values not rescaled and degrees not recomputed. Loss: BPR on the same (dropped) embeddings.
import { STREAM } from '#kernels/random/streams';
import { disposeSparsePair, makeSparsePair } from '#kernels/spmm/sparse-pair';
import { bprOfBatch } from '../shared/bpr';
import { backbone } from '../build';
import { dropEdges, type EdgeDraw } from '../shared/edge-dropout';
import { combinedLayers } from '../shared/propagation';
import type { StepState } from '../types';
import { LIGHTGCN } from './settings';

/** @returns LightGCN on the training graph; its final embedding is [N, d] */
export const lightGcn = backbone(LIGHTGCN, ({ graph, dimensions }, settings) => {
  const pair = makeSparsePair({ ...graph, rows: graph.nodeCount, columns: graph.nodeCount });

  return {
    outputDim: dimensions,
    usesNegatives: true,
    init: () => ({}),

    // The key is the draw: the mask is made on the device, where it is used.
    prepare({ key: { seed, step } }): Promise<StepState> {
      const state: StepState = settings.keep_rate < 1 ? { seed, step } : {};
      return Promise.resolve(state);
    },

    forward(_parameters, _e0Raw, e0In, state, mode) {
      const draw = mode === 'train' ? edgeDraw(state) : null;
      const adjacency = draw ? dropEdges(pair, draw, settings.keep_rate) : pair;
      const final = combinedLayers(adjacency, e0In, settings);
      return { final, loss: (batch, scored = final) => ({ bpr_loss: bprOfBatch(scored, batch) }) };
    },

    dispose: () => disposeSparsePair(pair)
  };
});

/** The step's draw: a recorded mask (parity), a key, or none where nothing is dropped. */
function edgeDraw(state: StepState): EdgeDraw | null {
  const { edgeMask, seed, step } = state;
  if (edgeMask instanceof Uint8Array) return edgeMask;
  return typeof seed === 'number' && typeof step === 'number' ? { seed, stream: STREAM.edgeMask, step } : null;
}
