// LightGCN (He et al., SIGIR 2020) as the official RLMRec code computes it: e^(l+1) = Ā' e^(l), final = SUM (the paper:
// mean, here the option layerMean) of e^(0..L). In training every directed entry of Ā is kept with probability keepRate, one draw a step for all
// layers, values not rescaled and degrees not recomputed. Loss: BPR on the same (dropped) embeddings.
import { STREAM } from '#kernels/random/streams';
import { disposeSparsePair, makeSparsePair } from '#kernels/spmm/spmm';
import { bprOfBatch } from '../bpr';
import { dropEdges, type EdgeDraw } from '../edge-dropout';
import { combinedLayers } from '../propagation';
import type { Backbone, BackboneContext, StepState } from '../types';

export interface LightGcnSettings {
  /** L, propagation layers. */
  readonly layers: number;
  /** Probability that a directed entry of the graph is kept in a training step. */
  readonly keepRate: number;
  /** The paper's form: layers averaged. */
  readonly layerMean?: boolean;
}

/** @returns LightGCN on the training graph; its final embedding is [N, d] */
export function lightGcn(context: BackboneContext, settings: LightGcnSettings): Backbone {
  const { graph, dimensions } = context;
  const pair = makeSparsePair({ ...graph, rows: graph.nodeCount, columns: graph.nodeCount });

  return {
    name: 'lightgcn',
    outputDim: dimensions,
    usesNegatives: true,
    init: () => ({}),

    // The key is the draw: the mask is made on the device, where it is used.
    prepare({ key: { seed, step } }): Promise<StepState> {
      const state: StepState = settings.keepRate < 1 ? { seed, step } : {};
      return Promise.resolve(state);
    },

    forward(_parameters, _e0Raw, e0In, state, mode) {
      const draw = mode === 'train' ? edgeDraw(state) : null;
      const adjacency = draw ? dropEdges(pair, draw, settings.keepRate) : pair;
      const final = combinedLayers(adjacency, e0In, settings);
      return { final, loss: (batch, scored = final) => ({ bpr_loss: bprOfBatch(scored, batch) }) };
    },

    dispose: () => disposeSparsePair(pair)
  };
}

/** The step's draw: a recorded mask (parity), a key, or none where nothing is dropped. */
function edgeDraw(state: StepState): EdgeDraw | null {
  const { edgeMask, seed, step } = state;
  if (edgeMask instanceof Uint8Array) return edgeMask;
  return typeof seed === 'number' && typeof step === 'number' ? { seed, stream: STREAM.edgeMask, step } : null;
}
