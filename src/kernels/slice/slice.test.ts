import { memory, slice, tensor, tensor1d, tidy } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { startBackend } from '#kernels/backend/backend';
import { uniformArray, uniformInt } from '#kernels/random/random';

beforeAll(async () => {
  await startBackend('wasm', { wasmBinaries: 'node_modules/@tensorflow/tfjs-backend-wasm/dist/' });
});

describe('a slice on wasm', () => {
  it('holds the right numbers for random ranges of ranks 1 to 4, in one piece or not', () => {
    for (let trial = 0; trial < 200; trial++) {
      const key = { seed: 6, stream: 97, step: trial };
      const rank = 1 + uniformInt(key, 0, 4);
      const shape = Array.from({ length: rank }, (_, axis) => 1 + uniformInt(key, 10 + axis, 6));
      const begin = shape.map((length, axis) => uniformInt(key, 20 + axis, length));
      const size = shape.map((length, axis) => 1 + uniformInt(key, 30 + axis, length - (begin[axis] ?? 0)));
      const values = uniformArray(
        key,
        shape.reduce((a, b) => a * b, 1)
      );
      const expected: number[] = [];
      values.forEach((value, flat) => {
        let rest = flat;
        const inside = [...shape.keys()].reverse().every((axis) => {
          const place = rest % (shape[axis] ?? 1);
          rest = Math.floor(rest / (shape[axis] ?? 1));
          return place >= (begin[axis] ?? 0) && place < (begin[axis] ?? 0) + (size[axis] ?? 0);
        });
        if (inside) expected.push(value);
      });
      const part = tidy(() => slice(tensor(values, shape), begin, size));
      expect(part.shape).toEqual(size);
      expect([...part.dataSync()]).toEqual(expected);
      part.dispose();
    }
  });

  it('works on integers, is a copy, and leaks nothing', () => {
    const before = memory().numTensors;
    const whole = tensor1d([1, 2, 3, 4, 5], 'int32');
    const part = slice(whole, 1, 3);
    whole.dispose();
    expect([...part.dataSync()]).toEqual([2, 3, 4]);
    part.dispose();
    expect(memory().numTensors).toBe(before);
  });
});
