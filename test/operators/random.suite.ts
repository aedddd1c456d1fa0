// What the device's random numbers must be on every backend: the host generator's bits.
import { memory, tensor1d } from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { edgeMask } from '#kernels/edge-mask/edge-mask';
import { randomUniform, uniformArray } from '#kernels/random/random';

export function describeRandom(): void {
  describe('randomUniform', () => {
    it.each([
      { key: { seed: 2023, stream: 8, step: 0 }, shape: [1037] },
      { key: { seed: 4294967295, stream: 1, step: 4000000000 }, shape: [17, 61] },
      { key: { seed: 0, stream: 0, step: 0 }, shape: [1] }
    ])('has the bits of the host’s generator for $key and shape $shape', async ({ key, shape }) => {
      const t = randomUniform(key, shape);
      expect(t.shape).toEqual(shape);
      expect(Array.from(await t.data())).toEqual(Array.from(uniformArray(key, t.size)));
      t.dispose();
    });

    // 64 threads a workgroup: more than 65,535 of them, the most WebGPU allows in one dimension.
    it('has them to the last of 4,200,000 draws', async () => {
      const before = memory().numTensors;
      const key = { seed: 7, stream: 9, step: 3 };
      const t = randomUniform(key, [4_200_000]);
      const [actual, expected] = [await t.data(), uniformArray(key, t.size)];
      expect(actual.length).toBe(expected.length);
      expect(actual.findIndex((value, i) => value !== expected[i])).toBe(-1);
      t.dispose();
      expect(memory().numTensors).toBe(before);
    });
  });

  describe('edgeMask', () => {
    it.each([0.8, 0.01, 1])('keeps the values whose draw of the host lies below %f, unscaled', async (keepRate) => {
      const before = memory().numTensors;
      const key = { seed: 2024, stream: 8, step: 3_000_000_000 };
      const values = uniformArray({ seed: 1, stream: 114, step: 0 }, 5000).map((value) => value + 1);
      const given = tensor1d(values);
      const masked = edgeMask(given, key, keepRate);
      const draws = uniformArray(key, values.length);
      const expected = values.map((value, e) => ((draws[e] ?? 0) < Math.fround(keepRate) ? value : 0));
      expect(Array.from(await masked.data())).toEqual(Array.from(expected));
      given.dispose();
      masked.dispose();
      expect(memory().numTensors).toBe(before);
    });
  });
}
