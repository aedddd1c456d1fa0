// A sum of layers with signed unit noise in each (sign-noise.ts), where a GPU has the program for it:
//   e_(l+1) = h + eps · sign(h) ⊙ r_l / max(‖r_l‖, 1e-12) with h = A e_l,   result = Σ_{l = 0..L} e_l.
// To the gradient all noise is a constant, so that the result is Σ A^l e_0 moved by a constant: on the tape it stands as just that, and
// however many noisy sums there are of one e_0, they share the clean one's way back. Two dispatches a layer: the product, and the noise, which
// is drawn there; the last one adds the layers up.
import { customGrad, engine, getBackend, getKernel, tidy, type Tensor, type Tensor2D } from '@tensorflow/tfjs-core';
import { as2d } from '../backend/tensors';
import type { RandomKey } from '../random/random';
import { spmmOffTape } from '../spmm/spmm';
import type { SparsePair } from '../spmm/sparse-pair';

export const DRAWN_NOISE = 'DrawnNoise';

/** The widest row whose draws a thread holds. */
const WIDEST = 256;
/** What a program can read beside the product. */
const MOST_LAYERS = 6;

/**
 * @param x e_0 [N, d] @param clean Σ A^l x over the same layers, from the tape @param keys of the layers' draws [N, d], in their order
 * @returns [N, d], or null where it is to be made of other operations
 */
export function noisyPowers(
  pair: SparsePair,
  x: Tensor2D,
  clean: Tensor2D,
  eps: number,
  keys: readonly RandomKey[]
): Tensor2D | null {
  const isMade = getKernel(DRAWN_NOISE, getBackend()) !== undefined;
  if (!isMade || keys.length === 0 || keys.length > MOST_LAYERS || x.shape[1] > WIDEST) return null;
  const operation = customGrad(() => ({ value: layersOf(pair, x, eps, keys), gradFunc: (dy) => dy.clone() }));
  return as2d(operation(clean));
}

function layersOf(pair: SparsePair, x: Tensor, eps: number, keys: readonly RandomKey[]): Tensor {
  return tidy(() => {
    const before: Tensor[] = [];
    let layer = x;
    keys.forEach((key, at) => {
      before.push(layer);
      const added = at === keys.length - 1 ? before : [];
      const addends = Object.fromEntries(added.map((rows, place) => [`addend${place}`, rows]));
      const product = spmmOffTape(pair.forward, layer);
      layer = engine().runKernel(DRAWN_NOISE, { x: product, ...addends }, { ...key, eps });
    });
    return layer;
  });
}
