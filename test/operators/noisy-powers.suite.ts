// What noisy sums of layers must be where a device makes them in few programs: the same as made of products, draws and signed noise, with
// the gradient of the clean sum.
import {
  add,
  getBackend,
  getKernel,
  grads,
  memory,
  mul,
  sum,
  tensor2d,
  tidy,
  type Tensor2D
} from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { as2d } from '#kernels/backend/tensors';
import { randomUniform, type RandomKey } from '#kernels/random/random';
import { DRAWN_NOISE, noisyPowers } from '#kernels/sign-noise/noisy-powers';
import { signNoise } from '#kernels/sign-noise/sign-noise';
import { spmm, sumOfPowers } from '#kernels/spmm/spmm';
import { disposeSparsePair, makeSparsePair, type SparsePair } from '#kernels/spmm/sparse-pair';
import { expectClose } from './compare';
import { ALTERNATING_WIDTHS, randomCsr, randomMatrix } from './shapes';

const NODES = 60;
const EPS = 0.4;
const keysOf = (layers: number): RandomKey[] =>
  Array.from({ length: layers }, (_, layer) => ({ seed: 2 ** 32 - 5, stream: 118, step: 7 + layer }));

function apart(pair: SparsePair, x: Tensor2D, keys: readonly RandomKey[]): Tensor2D {
  let [layer, all] = [x, x];
  for (const key of keys) {
    layer = signNoise(spmm(pair, layer), as2d(randomUniform(key, x.shape)), EPS);
    all = as2d(add(all, layer));
  }
  return all;
}

export function describeNoisyPowers(): void {
  describe('noisyPowers', () => {
    it.each([[1, 32], [2, 33], [6, 8], ...ALTERNATING_WIDTHS.map((width) => [3, width] as const)] as const)(
      'equals products, draws and noise made apart, value and gradient: %i layers, width %i',
      async (layers, width) => {
        const before = memory().numTensors;
        const pair = makeSparsePair(randomCsr(5, NODES, NODES, 4));
        const weights = randomMatrix(9, NODES, width);
        const keys = keysOf(layers);
        const both = (make: (x: Tensor2D) => Tensor2D) =>
          tidy(() => {
            const x = tensor2d(randomMatrix(8, NODES, width), [NODES, width]);
            const loss = grads((t) => sum(mul(tensor2d(weights, [NODES, width]), make(as2d(t)))));
            return [make(x), ...loss([x])];
          });
        const made = both((x) => {
          const clean = sumOfPowers(pair, x, layers);
          return noisyPowers(pair, x, clean, EPS, keys) ?? apart(pair, x, keys);
        });
        const expected = both((x) => apart(pair, x, keys));
        for (const [at, tensor] of made.entries()) expectClose(await tensor.data(), (await expected[at]?.data()) ?? []);
        [...made, ...expected].forEach((tensor) => tensor.dispose());
        disposeSparsePair(pair);
        expect(memory().numTensors).toBe(before);
      }
    );

    it('is made in one go where there is a program for it, and only there, for some layers and rows that fit', () => {
      const pair = makeSparsePair(randomCsr(5, NODES, NODES, 4));
      const isMade = (layers: number, width: number) =>
        tidy(() => {
          const x = tensor2d(randomMatrix(8, NODES, width), [NODES, width]);
          return noisyPowers(pair, x, sumOfPowers(pair, x, layers), EPS, keysOf(layers)) !== null;
        });
      const has = getKernel(DRAWN_NOISE, getBackend()) !== undefined;
      expect([isMade(2, 8), isMade(0, 8), isMade(7, 8), isMade(2, 260)]).toEqual([has, false, false, false]);
      disposeSparsePair(pair);
    });
  });
}
