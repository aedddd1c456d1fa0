// GCCF (Chen et al., AAAI 2020) as the official RLMRec code computes it: e^(l+1) = A e^(l) without weights or non-linearity, final =
// concatenation of e^(0..L), width (L + 1) · d. No dropout. The base model's A has self loops, the aligned models' has none (a
// check on the exact name "gccf" in the official code): here the setting self_loops, which the presets fill in. The matrix that the
// official code keeps for each layer enters nothing but the regulariser.
import { concat, type Tensor2D } from '@tensorflow/tfjs-core';
import { as2d } from '#kernels/backend/tensors';
import { STREAM } from '#kernels/random/streams';
import { spmm } from '#kernels/spmm/spmm';
import { disposeSparsePair, makeSparsePair } from '#kernels/spmm/sparse-pair';
import { withSelfLoops } from '#lib/dataset/graph';
import { bprOfBatch } from '../shared/bpr';
import { backbone } from '../build';
import { xavierUniform } from '../shared/xavier';
import { GCCF } from './settings';

/** @returns GCCF on the training graph; its final embedding is [N, (L + 1) · d] */
export const gccf = backbone(GCCF, ({ graph, dimensions }, { layers, self_loops: selfLoops }) => {
  const used = selfLoops ? withSelfLoops(graph) : graph;
  const pair = makeSparsePair({ ...used, rows: graph.nodeCount, columns: graph.nodeCount });
  const layerNumbers = Array.from({ length: layers }, (_, layer) => layer);
  return {
    outputDim: (layers + 1) * dimensions,
    usesNegatives: true,
    init: (key) =>
      Object.fromEntries(
        layerNumbers.map((layer) => [
          `gcnLayers.${layer}.W`,
          xavierUniform({ ...key, stream: STREAM.backboneInit, step: layer }, dimensions, dimensions)
        ])
      ),
    prepare: () => Promise.resolve({}),
    forward(_parameters, _e0Raw, e0In) {
      const parts: Tensor2D[] = [e0In];
      let layer = e0In;
      for (let l = 0; l < layers; l++) {
        layer = spmm(pair, layer);
        parts.push(layer);
      }
      const final = as2d(concat(parts, 1));
      return { final, loss: (batch, scored = final) => ({ bpr_loss: bprOfBatch(scored, batch) }) };
    },
    dispose: () => disposeSparsePair(pair)
  };
});
