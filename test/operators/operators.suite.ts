// What every operator must do on every backend: each one's own suite, and all of them on one tape. Run on cpu and wasm in
// Node and on WebGPU in Chromium.
import { grad, memory, mul, sum, tensor2d, tidy } from '@tensorflow/tfjs-core';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { throwIfDeviceFailed } from '#kernels/backend/backend';
import type { BackendName } from '#kernels/backend/choices';
import { as2d } from '#kernels/backend/tensors';
import { disposeRowIndex, gatherRows, makeRowIndex } from '#kernels/gather-rows/gather-rows';
import { spmm } from '#kernels/spmm/spmm';
import { disposeSparsePair, makeSparsePair } from '#kernels/spmm/sparse-pair';
import { describeAdam } from './adam.suite';
import { startForTest } from './backends';
import { describeBpr } from './bpr.suite';
import { describeDense } from './dense.suite';
import { describeEdgeOperators } from './edge-dot.suite';
import { describeExponentialSums } from './exponential-sums.suite';
import { describeGatherRows } from './gather-rows.suite';
import { describeLosses } from './losses.suite';
import { describeMatMulGradient } from './matmul-gradient.suite';
import { describeNoisyPowers } from './noisy-powers.suite';
import { describeRandom } from './random.suite';
import { randomCsr, randomMatrix } from './shapes';
import { describeSignNoise } from './sign-noise.suite';
import { describeSpmm } from './spmm.suite';
import { describeTopK } from './top-k.suite';
import { describeUnitRows } from './unit-rows.suite';

export function describeOperators(backend: BackendName): void {
  describe(`operators on ${backend}`, () => {
    beforeAll(() => startForTest(backend));
    afterEach(() => throwIfDeviceFailed());

    describeSpmm();
    describeGatherRows();
    describeRandom();
    describeAdam();
    describeBpr();
    describeExponentialSums();
    describeMatMulGradient();
    describeDense(backend);
    describeUnitRows();
    describeTopK();
    describeEdgeOperators();
    describeSignNoise();
    describeNoisyPowers();
    describeLosses();

    it('give identical bits twice on one tape, and leak no tensor', async () => {
      const before = memory().numTensors;
      const csr = randomCsr(77, 300, 300, 9);
      const x = randomMatrix(7, 300, 32);
      const once = async () => {
        const pair = makeSparsePair(csr);
        const plan = makeRowIndex(
          Int32Array.from({ length: 400 }, (_, i) => (i * i) % 300),
          300
        );
        const dx = tidy(() =>
          grad((t) => {
            const rows = gatherRows(spmm(pair, spmm(pair, as2d(t))), plan);
            return sum(mul(rows, rows));
          })(tensor2d(x, [300, 32]))
        );
        const bits = new Uint8Array((await dx.data()).slice().buffer);
        dx.dispose();
        disposeSparsePair(pair);
        disposeRowIndex(plan);
        return bits;
      };
      const first = await once();
      expect(await once()).toEqual(first);
      expect(memory().numTensors).toBe(before);
    });
  });
}
