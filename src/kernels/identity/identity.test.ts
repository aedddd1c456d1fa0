import { cast, memory, tensor1d, tensor2d } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { startBackend } from '#kernels/backend/backend';

beforeAll(async () => {
  await startBackend('wasm', { wasmBinaries: 'node_modules/@tensorflow/tfjs-backend-wasm/dist/' });
});

describe('on wasm', () => {
  it('a clone and a cast to its own type take no room, and outlive what they are of', () => {
    const before = memory();
    const x = tensor2d([1, 2, 3, 4], [2, 2]);
    const first = x.clone();
    const made = [first, cast(x, 'float32'), first.clone()];
    expect(memory().numDataBuffers).toBe(before.numDataBuffers + 1);
    x.dispose();
    for (const one of made) {
      expect([...one.dataSync()]).toEqual([1, 2, 3, 4]);
      expect(one.shape).toEqual([2, 2]);
    }
    for (const one of made) one.dispose();
    expect(memory()).toMatchObject({ numDataBuffers: before.numDataBuffers, numTensors: before.numTensors });
  });

  it('a cast to another type still makes other numbers', () => {
    const x = tensor1d([1.5, -2.5, 3]);
    const whole = cast(x, 'int32');
    expect([...whole.dataSync()]).toEqual([1, -2, 3]);
    expect([...x.dataSync()]).toEqual([1.5, -2.5, 3]);
    x.dispose();
    whole.dispose();
  });
});
