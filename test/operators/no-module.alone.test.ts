// Where our module cannot be had, the loops of `cpu` do the work on wasm, and the adapter has another name: other bits come out.
import { getKernel } from '@tensorflow/tfjs-core';
import { describe, expect, it, vi } from 'vitest';
import { startBackend } from '#kernels/backend/backend';
import { EXPONENTIAL_SUMS_BY_MODULE } from '#kernels/exponential-sums/exponential-sums.wasm';
import { DENSE } from '#kernels/dense/names';
import { TOP_K } from '#kernels/top-k/top-k';
import { describeAdam } from './adam.suite';
import { startForTest } from './backends';
import { describeBpr } from './bpr.suite';
import { describeDense } from './dense.suite';
import { describeGatherRows } from './gather-rows.suite';
import { describeSignNoise } from './sign-noise.suite';
import { describeSpmm } from './spmm.suite';

const missing = (): Promise<never> => Promise.reject(new Error('there is no such file'));
vi.mock('virtual:wasm-operators', () => ({ readOperators: missing, readRelaxedOperators: missing }));

describe('wasm without our module', async () => {
  await startForTest('wasm');

  it('starts, and says that it is slower and why', async () => {
    expect(await startBackend('wasm', { wasmBinaries: '' })).toEqual({
      name: 'wasm',
      adapter: 'WebAssembly, loops in JavaScript',
      software: false,
      reason:
        'WebAssembly was asked for. The operators in WebAssembly did not start (there is no such file). It is slower for that.'
    });
  });

  it('is no form with relaxed SIMD: who asked for that is told', async () => {
    await expect(startBackend('wasm-relaxed', { wasmBinaries: '' })).rejects.toMatchObject({
      code: 'device/no-relaxed-simd',
      message: expect.stringContaining('there is no such file')
    });
  });

  it('has no kernel that only the module can run', () => {
    expect(getKernel(EXPONENTIAL_SUMS_BY_MODULE, 'wasm')).toBeUndefined();
    expect(getKernel(TOP_K, 'wasm')).toBeUndefined();
    expect(getKernel(DENSE, 'wasm')).toBeUndefined();
  });

  describeSpmm();
  describeGatherRows();
  describeAdam();
  describeBpr();
  describeSignNoise();
  describeDense('wasm');
});
