// AutoCF (Xia et al., WWW 2023) as the official RLMRec code computes it: a graph autoencoder that masks edges around nodes chosen by
// a learned score and learns to tell real from random pairs. No BPR, no negatives. Every `refresh_every` steps of an epoch (official:
// ten), from its first on, masks and pairs are drawn anew; on those steps the scores get a loss of their own (infomax).
// Encoder: e^(l+1) = A_enc e^(l); decoder: attention over the pairs; final = sum of e^(0) and all layers of both.
// Losses, on raw dot products: rec = −mean e_a·e_p;  cl = w [ mean log Σ_users exp(e_a·e_u) over unique anchors + the same for
// unique positives over items ] + mean log Σ_items exp(e_a·e_i) over the batch with repeats (w does not scale the last).
// In clean mode the encoder runs on Ā and attends over the real edges. The official float32 slip is not reproduced (masking.ts).
import {
  add,
  dispose,
  keep,
  mean,
  mul,
  neg,
  ones,
  scalar,
  slice,
  sum,
  tidy,
  type Tensor2D
} from '@tensorflow/tfjs-core';
import { addAll, as1d, as2d } from '#kernels/backend/tensors';
import { disposeEdgePattern, makeEdgePattern, type EdgePattern } from '#kernels/edge-dot/edge-dot';
import { gatherRows, type RowIndex } from '#kernels/gather-rows/gather-rows';
import { uniformArray, uniformInt, type RandomKey } from '#kernels/random/random';
import { STREAM } from '#kernels/random/streams';
import { spmm } from '#kernels/spmm/spmm';
import { disposeSparsePair, makeSparsePair, withBothValues, type SparsePair } from '#kernels/spmm/sparse-pair';
import { topItems } from '#kernels/top-k/select';
import { meanLogSumExp } from '#lib/losses/log-sum-exp';
import { backbone } from '../build';
import type { Batch, LossTerms, StepState, TensorSet } from '../types';
import { uniqueRows } from '../shared/unique-rows';
import { xavierUniform } from '../shared/xavier';
import { attention } from './attention';
import { decoderPairs, maskAround, normalisedValues, type Csr } from './masking';
import { neighbourhoodScores } from './scores';
import { AUTOCF } from './settings';

/** The draws of a refresh; recorded ones (parity) come in the state that is handed to `prepare`. */
interface Draws {
  readonly uniform: Float32Array; // [N]
  readonly extra: Int32Array;
  readonly picks: (masked: number) => { readonly rows: Int32Array; readonly columns: Int32Array };
}

interface DeviceGraphs {
  readonly encoder: SparsePair;
  readonly decoder: EdgePattern;
}

/** @returns AutoCF on the training graph; its final embedding is [N, d] */
export const autoCf = backbone(AUTOCF, ({ graph, dimensions }, settings) => {
  const { nodeCount, userCount } = graph;
  if (dimensions % settings.heads !== 0) {
    throw new RangeError(`${settings.heads} heads do not divide ${dimensions} dimensions`);
  }
  const clean = makeEdgePattern({ ...graph, rows: nodeCount, columns: nodeCount });
  const entries = graph.colIdx.length;
  const unitValues = keep(as1d(ones([Math.max(entries, 1)])));
  const unit = withBothValues(clean.pair, unitValues, unitValues);
  let onDevice: { readonly of: Int32Array; readonly graphs: DeviceGraphs } | null = null;

  const square = (csr: Csr, values: Float32Array) => ({ ...csr, values, rows: nodeCount, columns: nodeCount });

  /** The step's graphs on the device, uploaded once for the steps that share them. */
  function graphsOf(state: StepState): DeviceGraphs {
    const encoder = { rowPtr: integers(state, 'encoderRowPtr'), colIdx: integers(state, 'encoderColIdx') };
    const decoder = { rowPtr: integers(state, 'decoderRowPtr'), colIdx: integers(state, 'decoderColIdx') };
    if (onDevice?.of === decoder.colIdx) return onDevice.graphs;
    disposeGraphs();
    const graphs = {
      encoder: makeSparsePair(square(encoder, floats(state, 'encoderValues'))),
      decoder: makeEdgePattern(square(decoder, new Float32Array(decoder.colIdx.length)))
    };
    onDevice = { of: decoder.colIdx, graphs };
    return graphs;
  }

  function disposeGraphs(): void {
    if (!onDevice) return;
    disposeSparsePair(onDevice.graphs.encoder);
    disposeEdgePattern(onDevice.graphs.decoder);
    onDevice = null;
  }

  async function refresh(key: RandomKey, e0: Tensor2D, previous: StepState | undefined): Promise<StepState> {
    const { uniform, extra, picks } = recordedDraws(previous) ?? freshDraws(key);
    const scores = tidy(() => neighbourhoodScores(unit, e0, uniform));
    const values = await scores.data<'float32'>();
    scores.dispose();
    const seeds = Int32Array.from(topItems(values, Math.min(settings.seed_nodes, nodeCount), new Int32Array()).items);
    const masked = maskAround(graph, seeds, settings.mask_depth, extra);
    const { rows, columns } = picks(masked.nodes.length);
    const decoder = decoderPairs(masked, nodeCount, rows, columns);
    return {
      refreshed: 1,
      uniform,
      encoderRowPtr: masked.surviving.rowPtr,
      encoderColIdx: masked.surviving.colIdx,
      encoderValues: normalisedValues(masked.surviving),
      decoderRowPtr: decoder.rowPtr,
      decoderColIdx: decoder.colIdx
    };
  }

  function freshDraws({ seed, step }: RandomKey): Draws {
    const integersOf = (stream: number, count: number, bound: number, offset = 0): Int32Array =>
      Int32Array.from({ length: count }, (_, at) => uniformInt({ seed, stream, step }, offset + at, bound));
    return {
      uniform: uniformArray({ seed, stream: STREAM.gumbel, step }, nodeCount),
      extra: integersOf(STREAM.extraNodes, Math.floor(nodeCount * settings.extra_rate), nodeCount),
      picks: (masked) => ({
        rows: integersOf(STREAM.decoderPairs, entries, masked),
        columns: integersOf(STREAM.decoderPairs, entries, masked, entries)
      })
    };
  }

  function propagate(parameters: TensorSet, e0: Tensor2D, graphs: DeviceGraphs): Tensor2D {
    const all = [e0];
    let layer = e0;
    for (let l = 0; l < settings.layers; l++) all.push((layer = spmm(graphs.encoder, layer)));
    for (let l = 0; l < settings.attention_layers; l++) {
      const weight = (name: string): Tensor2D => {
        const found = parameters[`gtLayers.${l}.${name}Trans`];
        if (!found) throw new Error(`AutoCF has no ${name} of layer ${l}`);
        return as2d(found);
      };
      const weights = { q: weight('q'), k: weight('k'), v: weight('v') };
      all.push((layer = attention(graphs.decoder, layer, weights, settings.heads)));
    }
    return as2d(addAll(all));
  }

  function losses(final: Tensor2D, e0Raw: Tensor2D, state: StepState, batch: Batch): LossTerms {
    const [, width] = final.shape;
    const users = slice(final, [0, 0], [userCount, width]);
    const items = slice(final, [userCount, 0], [nodeCount - userCount, width]);
    const [anchors, positives] = [gatherRows(final, batch.anchors), gatherRows(final, batch.positives)];
    const unique = (rows: RowIndex): Tensor2D => gatherRows(final, uniqueRows(rows));
    const spread = add(meanLogSumExp(unique(batch.anchors), users), meanLogSumExp(unique(batch.positives), items));
    return {
      rec_loss: neg(mean(sum(mul(anchors, positives), 1))),
      cl_loss: add(mul(spread, settings.ssl_weight), meanLogSumExp(anchors, items)),
      // The same terms in every step: between refreshes there is nothing to learn for the scores.
      infomax_loss:
        state.refreshed === 1 ? neg(mean(neighbourhoodScores(unit, e0Raw, floats(state, 'uniform')))) : scalar(0)
    };
  }

  return {
    outputDim: dimensions,
    usesNegatives: false,
    init: (key) =>
      Object.fromEntries(
        Array.from({ length: settings.attention_layers }, (_, layer) =>
          ['q', 'k', 'v'].map((name, at) => [
            `gtLayers.${layer}.${name}Trans`,
            xavierUniform({ ...key, stream: STREAM.backboneInit, step: 3 * layer + at }, dimensions, dimensions)
          ])
        ).flat()
      ),
    async prepare({ key, stepInEpoch }, e0, previous): Promise<StepState> {
      const keeps = previous?.decoderColIdx !== undefined && stepInEpoch % settings.refresh_every !== 0;
      const state = keeps ? { ...previous, refreshed: 0 } : await refresh(key, e0, previous);
      graphsOf(state);
      return state;
    },
    forward(parameters, e0Raw, e0In, state, mode) {
      const graphs = mode === 'train' ? graphsOf(state) : { encoder: clean.pair, decoder: clean };
      const final = propagate(parameters, e0In, graphs);
      return { final, loss: (batch) => losses(final, e0Raw, state, batch) };
    },
    dispose() {
      disposeGraphs();
      disposeEdgePattern(clean);
      dispose(unitValues);
    }
  };
});

function recordedDraws(state: StepState | undefined): Draws | null {
  const { recordedUniform, recordedExtra, recordedRows, recordedColumns } = state ?? {};
  const isWhole =
    recordedUniform instanceof Float32Array &&
    recordedExtra instanceof Int32Array &&
    recordedRows instanceof Int32Array &&
    recordedColumns instanceof Int32Array;
  if (!isWhole) return null;
  return {
    uniform: recordedUniform,
    extra: recordedExtra,
    picks: () => ({ rows: recordedRows, columns: recordedColumns })
  };
}

function integers(state: StepState, name: string): Int32Array {
  const value = state[name];
  if (value instanceof Int32Array) return value;
  throw new Error(`The step has no ${name}`);
}

function floats(state: StepState, name: string): Float32Array {
  const value = state[name];
  if (value instanceof Float32Array) return value;
  throw new Error(`The step has no ${name}`);
}
