import { describe, expect, it } from 'vitest';
import { uniformInt } from '#kernels/random/random';
import { assignSplit } from './methods';

const [USERS, ITEMS] = [40, 50];
const pairs = [
  ...new Set(Array.from({ length: 500 }, (_, at) => uniformInt({ seed: 2, stream: 0, step: 0 }, at, USERS * ITEMS)))
];
const list = {
  users: Int32Array.from(pairs, (pair) => Math.floor(pair / ITEMS)),
  items: Int32Array.from(pairs, (pair) => pair % ITEMS)
};
const input = { list, userCount: USERS, itemCount: ITEMS, timestamps: null, parts: null };

describe('a split that holds out whole items', () => {
  const parts = assignSplit('cold-items', input, [0.7, 0.1, 0.2], 1);
  const of = (nodes: Int32Array, part: number): Set<number> => new Set(nodes.filter((_, at) => parts[at] === part));

  it('takes them by their number, and all of their interactions', () => {
    expect([of(list.items, 2).size, of(list.items, 1).size]).toEqual([10, 5]);
    for (const held of [1, 2]) {
      for (const item of of(list.items, held)) {
        expect([0, 1, 2].filter((part) => of(list.items, part).has(item))).toEqual([held]);
      }
    }
  });

  it('leaves every user an interaction for training', () => {
    expect(of(list.users, 0)).toEqual(new Set(list.users));
  });

  it('is the same for the same seed and another for another', () => {
    expect(assignSplit('cold-items', input, [0.7, 0.1, 0.2], 1)).toEqual(parts);
    expect(assignSplit('cold-items', input, [0.7, 0.1, 0.2], 2)).not.toEqual(parts);
  });

  it('says so where no item can be spared', () => {
    const bare = {
      ...input,
      list: { users: Int32Array.of(0, 1), items: Int32Array.of(0, 1) },
      userCount: 2,
      itemCount: 2
    };
    expect(() => assignSplit('cold-items', bare, [0.6, 0.2, 0.2], 1)).toThrow(
      expect.objectContaining({ code: 'prepare/empty-part' })
    );
  });
});
