// Edge dropout on the device: values [entries] with each kept where its counter draw lies below keepRate, else 0. Kept
// values are not rescaled (official behaviour). The draw of entry e is uniformAt(key, e), the same on every backend, so no
// mask is made on the host, uploaded, or stored in a checkpoint.
// Bytes: 8 an entry. One dispatch on WebGPU. Not differentiable: values are constants to the tape.
import { engine, type Tensor1D } from '@tensorflow/tfjs-core';
import { as1d } from '../backend/tensors';
import type { RandomKey } from '../random/random';

export const EDGE_MASK = 'EdgeMask';

/** values [entries] → the same, with those whose draw is not below keepRate set to 0. */
export function edgeMask(values: Tensor1D, key: RandomKey, keepRate: number): Tensor1D {
  const { seed, stream, step } = key;
  return as1d(engine().runKernel(EDGE_MASK, { values }, { seed, stream, step, keepRate }));
}
