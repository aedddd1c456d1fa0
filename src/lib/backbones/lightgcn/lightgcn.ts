// LightGCN (He et al., SIGIR 2020) as the official RLMRec code computes it: e^(l+1) = Ā' e^(l), final = SUM (the paper:
// mean) of e^(0..L). In training every directed entry of Ā is kept with probability keepRate, one draw a step for all
// layers, values not rescaled and degrees not recomputed. Loss: BPR on the same (dropped) embeddings.
import { uniformArray } from '#kernels/random/random';
import { STREAM } from '#kernels/random/streams';
import { disposeSparsePair, makeSparsePair, withValues } from '#kernels/spmm/spmm';
import { bprOfBatch } from '../bpr';
import { sumOfLayers } from '../propagation';
import type { Backbone, BackboneContext, StepState } from '../types';

export interface LightGcnSettings {
  /** L, propagation layers. */
  readonly layers: number;
  /** Probability that a directed entry of the graph is kept in a training step. */
  readonly keepRate: number;
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

    prepare(key): Promise<StepState> {
      if (settings.keepRate >= 1) return Promise.resolve({});
      const draws = uniformArray({ ...key, stream: STREAM.edgeMask }, graph.values.length);
      const edgeMask = new Uint8Array(draws.length);
      for (let entry = 0; entry < edgeMask.length; entry++) {
        edgeMask[entry] = (draws[entry] ?? 0) < settings.keepRate ? 1 : 0;
      }
      return Promise.resolve({ edgeMask });
    },

    forward(_parameters, _e0Raw, e0In, state, mode) {
      const mask = mode === 'train' ? state.edgeMask : undefined;
      // The masked values live in the caller's tidy and go with it.
      const adjacency = mask instanceof Uint8Array ? withValues(pair, masked(graph.values, mask)) : pair;
      const final = sumOfLayers(adjacency, e0In, settings.layers);
      return { final, loss: (batch) => ({ bpr_loss: bprOfBatch(final, batch) }) };
    },

    dispose: () => disposeSparsePair(pair)
  };
}

function masked(values: Float32Array, mask: Uint8Array): Float32Array {
  const out = new Float32Array(values.length);
  for (let entry = 0; entry < out.length; entry++) out[entry] = (mask[entry] ?? 0) * (values[entry] ?? 0);
  return out;
}
