import { concat, memory, slice, split, tensor, tensor1d, tidy, util } from '@tensorflow/tfjs-core';
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
      const values = uniformArray(key, util.sizeFromShape(shape));
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

describe('a split on wasm', () => {
  it('puts parts together again, for random shapes, axes and lengths, of floats and of integers', () => {
    const before = memory().numTensors;
    for (let trial = 0; trial < 100; trial++) {
      const key = { seed: 7, stream: 97, step: trial };
      const shape = Array.from({ length: 1 + uniformInt(key, 0, 3) }, (_, axis) => 1 + uniformInt(key, 10 + axis, 6));
      const axis = uniformInt(key, 1, shape.length);
      const lengths = Array.from({ length: 1 + uniformInt(key, 2, 4) }, (_, part) => 1 + uniformInt(key, 20 + part, 4));
      const parts = lengths.map((length, part) => {
        const own = shape.map((all, at) => (at === axis ? length : all));
        const drawn = uniformArray({ ...key, stream: 98 + part }, util.sizeFromShape(own));
        const isInteger = trial % 2 === 0;
        return isInteger
          ? tensor(
              drawn.map((draw) => Math.floor(9 * draw)),
              own,
              'int32'
            )
          : tensor(drawn, own);
      });
      const whole = concat(parts, axis);
      const again = split(whole, lengths, axis);
      expect(again.map((part) => part.shape)).toEqual(parts.map((part) => part.shape));
      expect(again.map((part) => [...part.dataSync()])).toEqual(parts.map((part) => [...part.dataSync()]));
      for (const made of [whole, ...parts, ...again]) made.dispose();
    }
    expect(memory().numTensors).toBe(before);
  });

  it('splits into as many equal parts as asked for', () => {
    const whole = tensor([1, 2, 3, 4, 5, 6], [2, 3]);
    const parts = split(whole, 3, -1);
    expect(parts.map((part) => [...part.dataSync()])).toEqual([
      [1, 4],
      [2, 5],
      [3, 6]
    ]);
    for (const made of [whole, ...parts]) made.dispose();
  });
});
