// DCCF (Ren et al., SIGIR 2023) as the official RLMRec code computes it. A layer with input Z = z^(l) makes four things:
//   gnn = Ā Z;   int = softmax(Z W) Wᵀ, intents W [d, K] for users and for items;
//   gaa = G_gnn Z and iaa = G_int Z, where G_X has the entries of the graph, α = (cos(X_h, X_t) + 1) / 2, each row divided by its
//   sum; the gradient flows through α.
// z^(l+1) = gnn + int + gaa + iaa + z^(l); final = Σ z^(0..L). Deterministic. The contrast of each layer sets gnn against int, gaa
// and iaa over the batch's unique users and unique positive items; the item terms too are divided by the number of unique USERS
// (the option items_over_items divides them by their own).
import {
  add,
  concat,
  div,
  matMul,
  maximum,
  mul,
  ones,
  slice,
  softmax,
  type Tensor,
  type Tensor2D
} from '@tensorflow/tfjs-core';
import { addAll, as1d, as2d } from '#kernels/backend/tensors';
import { disposeEdgePattern, edgeDot, makeEdgePattern } from '#kernels/edge-dot/edge-dot';
import { gatherRows } from '#kernels/gather-rows/gather-rows';
import { STREAM } from '#kernels/random/streams';
import { spmm } from '#kernels/spmm/spmm';
import { weightedSpmm } from '#kernels/weighted-spmm/weighted-spmm';
import { infoNceOfUnitRows, normaliseRows, unitRows } from '#lib/losses/info-nce';
import { bprOfBatch } from '../shared/bpr';
import { backbone } from '../build';
import { uniqueRows } from '../shared/unique-rows';
import { xavierUniform } from '../shared/xavier';
import type { Batch, TensorSet } from '../types';
import { DCCF } from './settings';

interface Layer {
  readonly gnn: Tensor2D;
  /** int, gaa, iaa. */
  readonly others: readonly Tensor2D[];
}

/** @returns DCCF on the training graph; its final embedding is [N, d] */
export const dccf = backbone(DCCF, ({ graph, dimensions }, settings) => {
  const { nodeCount, userCount } = graph;
  const pattern = makeEdgePattern({ ...graph, rows: nodeCount, columns: nodeCount });

  function intentRows(parameters: TensorSet, z: Tensor2D): Tensor2D {
    const part = (name: 'user_intent' | 'item_intent', start: number, count: number): Tensor => {
      const intents = parameters[name];
      if (!intents) throw new Error(`DCCF has no ${name}`);
      const share = softmax(matMul(slice(z, [start, 0], [count, dimensions]), as2d(intents)));
      return matMul(as2d(share), as2d(intents), false, true);
    };
    return as2d(concat([part('user_intent', 0, userCount), part('item_intent', userCount, nodeCount - userCount)], 0));
  }

  /** G_X Z: neighbours of z weighted by how alike their rows of x are. */
  function adaptive(x: Tensor2D, z: Tensor2D): Tensor2D {
    const unit = unitRows(x);
    const likeness = as1d(mul(add(edgeDot(pattern, unit, unit), 1), 0.5));
    const rowSums = weightedSpmm(pattern, likeness, as2d(ones([nodeCount, 1])));
    // A node without edges, or with none alike, has zeros on both sides.
    return as2d(div(weightedSpmm(pattern, likeness, z), maximum(rowSums, 1e-12)));
  }

  function layersOf(parameters: TensorSet, e0: Tensor2D): { final: Tensor2D; layers: Layer[] } {
    const layers: Layer[] = [];
    const all: Tensor2D[] = [e0];
    let z = e0;
    for (let l = 0; l < settings.layers; l++) {
      const gnn = spmm(pattern.pair, z);
      const int = intentRows(parameters, z);
      const others = [int, adaptive(gnn, z), adaptive(int, z)];
      z = as2d(addAll([gnn, ...others, z]));
      layers.push({ gnn, others });
      all.push(z);
    }
    return { final: as2d(addAll(all)), layers };
  }

  function contrast(layers: readonly Layer[], batch: Batch): Tensor {
    const users = uniqueRows(batch.anchors);
    const items = uniqueRows(batch.positives);
    const [userShare, itemShare] = [
      1 / users.index.length,
      1 / (settings.items_over_items ? items : users).index.length
    ];
    const terms = layers.flatMap(({ gnn, others }) =>
      [
        { rows: users, share: userShare },
        { rows: items, share: itemShare }
      ].flatMap(({ rows, share }) => {
        const own = normaliseRows(gatherRows(gnn, rows));
        return others.map((other) => {
          const candidates = normaliseRows(gatherRows(other, rows));
          return mul(infoNceOfUnitRows(own, candidates, candidates, settings.cl_temperature), share);
        });
      })
    );
    return mul(addAll(terms), settings.cl_weight);
  }

  return {
    outputDim: dimensions,
    usesNegatives: true,
    init: (key) => ({
      user_intent: xavierUniform({ ...key, stream: STREAM.backboneInit, step: 0 }, dimensions, settings.intents),
      item_intent: xavierUniform({ ...key, stream: STREAM.backboneInit, step: 1 }, dimensions, settings.intents)
    }),
    prepare: () => Promise.resolve({}),
    forward(parameters, _e0Raw, e0In) {
      const { final, layers } = layersOf(parameters, e0In);
      return {
        final,
        loss: (batch, scored = final) => ({
          bpr_loss: bprOfBatch(scored, batch),
          ...(layers.length > 0 ? { cl_loss: contrast(layers, batch) } : {})
        })
      };
    },
    dispose: () => disposeEdgePattern(pattern)
  };
});
