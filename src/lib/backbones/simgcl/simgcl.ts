// SimGCL (Yu et al., SIGIR 2022) as the official RLMRec code computes it: view 3 is the clean propagation; in views 1 and 2 every
// layer's output gets signed unit noise, and the noisy rows feed the next layer. Layers are summed, the un-noised layer 0 among
// them (the paper averages and leaves it out: options layer_mean, without_layer_zero). BPR and the alignments read view 3. The
// contrast leaves the negative items out.
import { add, mul, sub, tensor2d, type Tensor2D } from '@tensorflow/tfjs-core';
import { as2d } from '#kernels/backend/tensors';
import { randomUniform, type RandomKey } from '#kernels/random/random';
import { STREAM } from '#kernels/random/streams';
import { noisyPowers } from '#kernels/sign-noise/noisy-powers';
import { signNoise } from '#kernels/sign-noise/sign-noise';
import { spmm, sumOfPowers } from '#kernels/spmm/spmm';
import { disposeSparsePair, makeSparsePair } from '#kernels/spmm/sparse-pair';
import { bprOfBatch } from '../shared/bpr';
import { backbone } from '../build';
import type { StepState } from '../types';
import { contrastOfViews } from '../shared/view-contrast';
import { SIMGCL } from './settings';

/** Views and layers of a step have draws of their own: this many keys a step. */
const DRAWS_PER_STEP = 16;

/** @returns SimGCL on the training graph; its final embedding is [N, d] */
export const simGcl = backbone(SIMGCL, ({ graph, dimensions }, settings) => {
  const { layers, eps } = settings;
  const pair = makeSparsePair({ ...graph, rows: graph.nodeCount, columns: graph.nodeCount });

  /** From the sum over the layers 0 … L: as it is, without layer 0, averaged. */
  function combined(sum: Tensor2D, layerZero: Tensor2D): Tensor2D {
    const kept = settings.without_layer_zero ? as2d(sub(sum, layerZero)) : sum;
    const count = settings.without_layer_zero ? layers : layers + 1;
    return settings.layer_mean ? as2d(mul(kept, 1 / Math.max(1, count))) : kept;
  }

  /** @param clean the sum over the layers without noise */
  function noisyView(e0: Tensor2D, clean: Tensor2D, state: StepState, view: 1 | 2): Tensor2D {
    const keys = eps > 0 ? drawKeys(state, view, layers) : null;
    return combined((keys && noisyPowers(pair, e0, clean, eps, keys)) ?? layerByLayer(e0, state, view), e0);
  }

  function layerByLayer(e0: Tensor2D, state: StepState, view: 1 | 2): Tensor2D {
    let layer = e0;
    let sum = e0;
    for (let l = 1; l <= layers; l++) {
      const noise = eps > 0 ? noiseOf(state, view, l, e0.shape) : null;
      const propagated = spmm(pair, layer);
      layer = noise ? signNoise(propagated, noise, eps) : propagated;
      sum = as2d(add(sum, layer));
    }
    return sum;
  }

  return {
    outputDim: dimensions,
    usesNegatives: true,
    init: () => ({}),
    prepare: ({ key: { seed, step } }) => Promise.resolve({ seed, step }),
    forward(_parameters, _e0Raw, e0In, state) {
      const clean = sumOfPowers(pair, e0In, layers);
      const final = combined(clean, e0In);
      const view = (number: 1 | 2) => noisyView(e0In, clean, state, number);
      return {
        final,
        loss: (batch, scored = final) => ({
          bpr_loss: bprOfBatch(scored, batch),
          cl_loss: contrastOfViews(view(1), view(2), batch, graph.userCount, {
            weight: settings.cl_weight,
            temperature: settings.cl_temperature,
            negatives: false
          })
        })
      };
    },
    dispose: () => disposeSparsePair(pair)
  };
});

const recordedNoise = (state: StepState, view: 1 | 2, layer: number): Float32Array | null => {
  const recorded = state[`noise${view}.${layer}`];
  return recorded instanceof Float32Array ? recorded : null;
};

/** The key of a view's and layer's draws. */
function drawKey({ seed, step }: StepState, view: 1 | 2, layer: number): RandomKey {
  if (typeof seed !== 'number' || typeof step !== 'number') throw new Error('The step has no draws');
  const number = step * DRAWS_PER_STEP + (view - 1) * (DRAWS_PER_STEP / 2) + layer - 1;
  return { seed, stream: STREAM.noise, step: number };
}

/** Those of all layers of a view, or null where draws were recorded. */
function drawKeys(state: StepState, view: 1 | 2, layers: number): RandomKey[] | null {
  if (recordedNoise(state, view, 1)) return null;
  return Array.from({ length: layers }, (_, at) => drawKey(state, view, at + 1));
}

/** Uniform draws [N, d] of a view and layer: recorded ones (parity), else made on the device from the step's key. */
function noiseOf(state: StepState, view: 1 | 2, layer: number, shape: [number, number]): Tensor2D {
  const recorded = recordedNoise(state, view, layer);
  return recorded ? tensor2d(recorded, shape) : as2d(randomUniform(drawKey(state, view, layer), shape));
}
