// SGL with edge dropout (Wu et al., SIGIR 2021) as the official RLMRec code computes it: views 1 and 2 propagate over graphs with
// dropped edges, one draw a view for all its layers; view 3 over the clean graph. Layers are summed. BPR reads view 3 (unlike
// LightGCN, whose BPR sees the dropped graph), and so do the alignments. The contrast of views 1 and 2 takes in the negative items
// too, which the paper's does not: the option contrast_negatives.
import { STREAM } from '#kernels/random/streams';
import { disposeSparsePair, makeSparsePair } from '#kernels/spmm/sparse-pair';
import { bprOfBatch } from '../shared/bpr';
import { backbone } from '../build';
import { dropEdges, type EdgeDraw } from '../shared/edge-dropout';
import { combinedLayers } from '../shared/propagation';
import type { StepState } from '../types';
import { contrastOfViews } from '../shared/view-contrast';
import { SGL } from './settings';

/** @returns SGL on the training graph; its final embedding is [N, d] */
export const sgl = backbone(SGL, ({ graph, dimensions }, settings) => {
  const pair = makeSparsePair({ ...graph, rows: graph.nodeCount, columns: graph.nodeCount });
  return {
    outputDim: dimensions,
    usesNegatives: true,
    init: () => ({}),
    prepare({ key: { seed, step } }): Promise<StepState> {
      const state: StepState = settings.keep_rate < 1 ? { seed, step } : {};
      return Promise.resolve(state);
    },
    forward(_parameters, _e0Raw, e0In, state) {
      const final = combinedLayers(pair, e0In, settings);
      const view = (number: 1 | 2) => {
        const draw = viewDraw(state, number);
        return draw ? combinedLayers(dropEdges(pair, draw, settings.keep_rate), e0In, settings) : final;
      };
      return {
        final,
        loss: (batch, scored = final) => ({
          bpr_loss: bprOfBatch(scored, batch),
          cl_loss: contrastOfViews(view(1), view(2), batch, graph.userCount, {
            weight: settings.cl_weight,
            temperature: settings.cl_temperature,
            negatives: settings.contrast_negatives !== false
          })
        })
      };
    },
    dispose: () => disposeSparsePair(pair)
  };
});

/** A view's draw: a recorded mask (parity), a key, or none where nothing is dropped. */
function viewDraw(state: StepState, view: 1 | 2): EdgeDraw | null {
  const recorded = state[`edgeMask${view}`];
  if (recorded instanceof Uint8Array) return recorded;
  const { seed, step } = state;
  const stream = view === 1 ? STREAM.edgeMask : STREAM.edgeMaskSecond;
  return typeof seed === 'number' && typeof step === 'number' ? { seed, stream, step } : null;
}
