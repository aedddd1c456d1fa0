// Edge dropout (official behaviour of LightGCN and SGL): every directed entry of the normalised graph is kept with
// probability keepRate, one draw a step for all layers; degrees are not recomputed and values not rescaled. The two
// directions of a click are dropped apart, so the dropped graph is not symmetric.
import { mul, tensor1d } from '@tensorflow/tfjs-core';
import { edgeMask } from '#kernels/edge-mask/edge-mask';
import type { RandomKey } from '#kernels/random/random';
import { withValues, type SparsePair } from '#kernels/spmm/sparse-pair';

/** Which entries are kept: a key to draw them by on the device, or a recorded mask [entries] of 0 and 1. */
export type EdgeDraw = RandomKey | Uint8Array;

/** The graph with its dropped entries at 0. The new values belong to the caller's tidy. */
export function dropEdges(pair: SparsePair, draw: EdgeDraw, keepRate: number): SparsePair {
  const { values } = pair.forward;
  if (!(draw instanceof Uint8Array)) return withValues(pair, edgeMask(values, draw, keepRate));
  return withValues(pair, mul(values, tensor1d(Float32Array.from(draw))));
}
