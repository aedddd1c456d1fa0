// AlphaRec (Sheng et al., ICLR 2025; formula from LehengTHU/AlphaRec, models/General/AlphaRec.py). No id has numbers of its own: an item
// enters as its text's vector v_i, a user as the mean of those of its training items, and one network f maps both,
//   f(v) = W₂ LeakyReLU(W₁ v + b₁) + b₂,  W₁ [d_s, ⌊d_s / 2⌋], W₂ [⌊d_s / 2⌋, d]   (or W v alone).
// Final = mean of the layers 0 … L of f's rows on the normalised graph, scored by cosine. Loss: sampled softmax over cosines,
//   mean over the batch of −log( e^{s⁺/τ} / (e^{s⁺/τ} + Σ_k e^{s_k/τ}) ), items k drawn for each interaction.
// Since the first layer is linear before its activation, W₁ of a mean is the mean of W₁'s rows: items go through it, users through a sparse
// product of its width. An item without a text enters as zeros, and counts in no user's mean.
import {
  add,
  concat,
  div,
  exp,
  keep,
  leakyRelu,
  log,
  matMul,
  mean,
  mul,
  reshape,
  sub,
  sum,
  tensor2d,
  type Tensor,
  type Tensor2D
} from '@tensorflow/tfjs-core';
import { as2d, asScalar } from '#kernels/backend/tensors';
import {
  disposeEdgePattern,
  edgeDot,
  keepEdgePattern,
  makeEdgePattern,
  type EdgePattern
} from '#kernels/edge-dot/edge-dot';
import { gatherRows } from '#kernels/gather-rows/gather-rows';
import { uniformArray, type RandomKey } from '#kernels/random/random';
import { STREAM } from '#kernels/random/streams';
import { spmm } from '#kernels/spmm/spmm';
import { disposeSparsePair, makeSparsePair, type HostCsr } from '#kernels/spmm/sparse-pair';
import type { BipartiteGraph } from '#lib/dataset/graph';
import type { SemanticVectors } from '#lib/dataset/types';
import { unitRows } from '#lib/losses/info-nce';
import { backbone } from '../build';
import { combinedLayers } from '../shared/propagation';
import type { Batch, ParameterData, ParameterSet, StepState, TensorSet } from '../types';
import { sampledNegatives } from './negatives';
import { ALPHAREC } from './settings';

/** Of LeakyReLU below 0, PyTorch's default. */
const SLOPE = 0.01;

/** @returns AlphaRec on the training graph and the items' vectors; its final embedding is [N, d] */
export const alpharec = backbone(ALPHAREC, ({ graph, dimensions, vectors }, settings) => {
  if (!vectors) throw new Error('AlphaRec is built on vectors');
  const pair = makeSparsePair({ ...graph, rows: graph.nodeCount, columns: graph.nodeCount });
  const means = makeSparsePair(meansOfItems(graph, vectors));
  const texts = keep(tensor2d(textRows(vectors), [graph.itemCount, vectors.dimensions]));
  const hidden = Math.floor(vectors.dimensions / 2);
  /** Of the step at hand: its gradients need it when the loss is made. */
  let drawn: EdgePattern | null = null;

  function draw(pattern: EdgePattern | null): void {
    if (drawn) disposeEdgePattern(drawn);
    drawn = pattern;
  }

  function projected(parameters: TensorSet): Tensor2D {
    const withUsers = (rows: Tensor2D): Tensor2D => as2d(concat([spmm(means, rows), rows], 0));
    const named = (name: string): Tensor => {
      const found = parameters[name];
      if (!found) throw new Error(`AlphaRec has no ${name}`);
      return found;
    };
    const first = withUsers(as2d(matMul(texts, as2d(named('mlp.0.weight')))));
    if (settings.linear_map) return first;
    const active = leakyRelu(add(first, named('mlp.0.bias')), SLOPE);
    return as2d(add(matMul(as2d(active), as2d(named('mlp.2.weight'))), named('mlp.2.bias')));
  }

  function softmaxLoss(unit: Tensor2D, batch: Batch, key: RandomKey): Tensor {
    const count = settings.sampled_negatives;
    const users = gatherRows(unit, batch.anchors);
    const positive = div(sum(mul(users, gatherRows(unit, batch.positives)), 1), settings.ssm_temperature);
    const items = sampledNegatives(graph, batch.anchors.index, count, key);
    const pattern = keepEdgePattern(makeEdgePattern(rowsOf(items, batch.size, count, graph.nodeCount)));
    draw(pattern);
    const negative = edgeDot(pattern, users, unit);
    const others = sum(exp(div(reshape(negative, [batch.size, count]), settings.ssm_temperature)), 1);
    return mean(sub(log(add(exp(positive), others)), positive));
  }

  return {
    outputDim: dimensions,
    usesNegatives: false,
    hasTable: false,

    init: (key): ParameterSet =>
      settings.linear_map
        ? { 'mlp.0.weight': linear(key, 0, [vectors.dimensions, dimensions], vectors.dimensions) }
        : {
            'mlp.0.weight': linear(key, 0, [vectors.dimensions, hidden], vectors.dimensions),
            'mlp.0.bias': linear(key, 1, [hidden], vectors.dimensions),
            'mlp.2.weight': linear(key, 2, [hidden, dimensions], hidden),
            'mlp.2.bias': linear(key, 3, [dimensions], hidden)
          },

    // The key is the draw: items are drawn when the batch is there.
    prepare: ({ key: { seed, step } }): Promise<StepState> => Promise.resolve({ seed, step }),

    forward(parameters, _e0Raw, _e0In, state) {
      const layers = combinedLayers(pair, projected(parameters), { layers: settings.layers, layer_mean: true });
      const unit = unitRows(layers);
      return {
        final: settings.inner_product ? layers : unit,
        loss(batch) {
          const { seed, step } = state;
          if (typeof seed !== 'number' || typeof step !== 'number') throw new Error('The step has no key');
          return { ssm_loss: asScalar(softmaxLoss(unit, batch, { seed, stream: STREAM.sampledNegatives, step })) };
        }
      };
    },

    endStep: () => draw(null),

    dispose() {
      draw(null);
      disposeSparsePair(pair);
      disposeSparsePair(means);
      texts.dispose();
    }
  };
});

/** U(±1/√inputs), for weights and biases alike: PyTorch's default of Linear, which the authors keep. */
function linear(key: RandomKey, step: number, shape: readonly number[], inputs: number): ParameterData {
  const size = shape.reduce((a, b) => a * b, 1);
  const draws = uniformArray({ ...key, stream: STREAM.backboneInit, step }, size);
  return { shape, values: draws.map((draw) => (2 * draw - 1) / Math.sqrt(inputs)) };
}

/** [items, d_s], zeros where there is no text. */
function textRows({ items, itemPresent, dimensions }: SemanticVectors): Float32Array {
  return items.map((value, at) => (itemPresent[Math.floor(at / dimensions)] === 1 ? value : 0));
}

/** [users, items]: a user's row takes the mean over its training items that have a text. */
function meansOfItems({ userCount, itemCount, rowPtr, colIdx }: BipartiteGraph, vectors: SemanticVectors): HostCsr {
  const ownPtr = new Int32Array(userCount + 1);
  const items: number[] = [];
  const values: number[] = [];
  for (let user = 0; user < userCount; user++) {
    const own = Array.from(colIdx.subarray(rowPtr[user], rowPtr[user + 1]), (node) => node - userCount).filter(
      (item) => vectors.itemPresent[item] === 1
    );
    for (const item of own) {
      items.push(item);
      values.push(1 / own.length);
    }
    ownPtr[user + 1] = items.length;
  }
  return {
    rows: userCount,
    columns: itemCount,
    rowPtr: ownPtr,
    colIdx: Int32Array.from(items),
    values: Float32Array.from(values)
  };
}

/** The pattern [size, nodeCount] of `count` drawn nodes a row, ascending; one may stand there twice. */
function rowsOf(items: Int32Array, size: number, count: number, nodeCount: number): HostCsr {
  for (let row = 0; row < size; row++) items.subarray(row * count, (row + 1) * count).sort();
  return {
    rows: size,
    columns: nodeCount,
    rowPtr: Int32Array.from({ length: size + 1 }, (_, row) => row * count),
    colIdx: items,
    values: new Float32Array(items.length)
  };
}
