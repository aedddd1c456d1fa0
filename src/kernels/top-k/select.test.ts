import { describe, expect, it } from 'vitest';
import { permutation, uniformArray, uniformInt } from '#kernels/random/random';
import { groupByUser, itemsOf, topItems } from './select';

describe('the best items of a row', () => {
  it('agree with a full sort by score, then by lower id, for random rows, ties and exclusions', () => {
    for (let trial = 0; trial < 60; trial++) {
      const key = { seed: 7, stream: 99, step: trial };
      const length = 1 + uniformInt(key, 0, 300);
      const k = 1 + uniformInt(key, 1, 30);
      // Few distinct values, so that ties abound.
      const scores = uniformArray({ ...key, stream: 98 }, length).map((u) => Math.floor(u * 40) / 8 - 2);
      const excluded = permutation(key, length)
        .slice(0, uniformInt(key, 2, length + 1))
        .sort();
      const left = Array.from(scores.keys()).filter((item) => !excluded.includes(item));
      left.sort((a, b) => (scores[b] ?? 0) - (scores[a] ?? 0) || a - b);
      const { items, scores: values } = topItems(scores, k, excluded);
      expect(items).toEqual(left.slice(0, k));
      expect(values).toEqual(items.map((item) => scores[item]));
    }
  });
  it('leave out an item whose score is not a number', () => {
    expect(topItems(Float32Array.of(NaN, 1, 2), 3, new Int32Array()).items).toEqual([2, 1]);
  });
});

describe('items by user', () => {
  it('come ascending whatever the order of the pairs, and empty for a user without any', () => {
    const group = groupByUser({ users: Int32Array.of(2, 0, 2, 2), items: Int32Array.of(5, 1, 3, 4) }, 4);
    expect([0, 1, 2, 3].map((user) => [...itemsOf(group, user)])).toEqual([[1], [], [3, 4, 5], []]);
  });
  it('refuse a user outside the data', () => {
    expect(() => groupByUser({ users: Int32Array.of(4), items: Int32Array.of(0) }, 4)).toThrow(RangeError);
  });
});
