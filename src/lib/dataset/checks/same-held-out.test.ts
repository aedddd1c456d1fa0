// Vectors of the same data with other noise may be used; of anything else they may not.
import { describe, expect, it } from 'vitest';
import { checkSameHeldOut } from './same-held-out';

const list = (...pairs: readonly (readonly [number, number])[]) => ({
  users: Int32Array.from(pairs, ([user]) => user),
  items: Int32Array.from(pairs, ([, item]) => item)
});
const data = {
  name: 'books',
  userIds: ['a', 'b'],
  itemIds: ['x', 'y', 'z'],
  split: { train: list([0, 0], [1, 1]), val: list([0, 1]), test: list([1, 2]), hash: 'h' }
};

describe('data sets of which one has vectors for the other', () => {
  it('may differ in what is trained on', () => {
    const noisy = { ...data, split: { ...data.split, train: list([0, 0], [0, 2], [1, 1]) } };
    expect(() => checkSameHeldOut(noisy, data)).not.toThrow();
  });

  it.each([
    ['users', { ...data, userIds: ['b', 'a'] }],
    ['items', { ...data, itemIds: ['x', 'y'] }],
    ['validation interactions', { ...data, split: { ...data.split, val: list([1, 0]) } }],
    ['test interactions', { ...data, split: { ...data.split, test: list() } }]
  ])('may not differ in %s', (differs, other) => {
    expect(() => checkSameHeldOut(data, other)).toThrow(
      expect.objectContaining({ code: 'training/vectors-of-other-data', message: expect.stringContaining(differs) })
    );
  });
});
