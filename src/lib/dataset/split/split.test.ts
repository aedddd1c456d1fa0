import { describe, expect, it } from 'vitest';
import { uniformInt } from '#kernels/random/random';
import { assignPaperSplit, hashSplit, makeSplit } from './split';
import type { InteractionList } from '../types';

/** `degree` items for each user, drawn without repeats; items beyond the first may be rare. */
function randomList(users: number, items: number, degree: number, seed: number): InteractionList {
  const pairs = new Set<number>();
  for (let user = 0; user < users; user++) {
    for (let k = 0; k < degree; k++) pairs.add(user * items + uniformInt({ seed, stream: 0, step: k }, user, items));
  }
  for (let item = 0; item < items; item++) pairs.add((item % users) * items + item);
  const all = [...pairs].sort((a, b) => a - b);
  return { users: Int32Array.from(all, (p) => Math.floor(p / items)), items: Int32Array.from(all, (p) => p % items) };
}

describe('the paper’s split', () => {
  it.each([
    [50, 40, 12, 1],
    [200, 150, 5, 2],
    [30, 120, 6, 3]
  ])(
    'keeps 3:1:1 exactly and leaves every node a training interaction (%i users, %i items, degree %i)',
    (users, items, degree, seed) => {
      const list = randomList(users, items, degree, seed);
      const parts = assignPaperSplit(list, users, items, seed);
      const n = parts.length;
      const count = (part: number): number => parts.filter((p) => p === part).length;
      expect([count(0), count(0) + count(1)]).toEqual([Math.round((3 * n) / 5), Math.round((4 * n) / 5)]);
      const trained = parts.reduce(
        (set, part, at) => (part === 0 ? set.add(list.users[at] ?? -1).add(users + (list.items[at] ?? -1)) : set),
        new Set<number>()
      );
      expect(trained.size).toBe(users + items);
    }
  );

  it('is the same for the same seed and another for another', () => {
    const list = randomList(50, 40, 12, 1);
    expect(assignPaperSplit(list, 50, 40, 7)).toEqual(assignPaperSplit(list, 50, 40, 7));
    expect(assignPaperSplit(list, 50, 40, 7)).not.toEqual(assignPaperSplit(list, 50, 40, 8));
  });

  it('says so where nodes need more training interactions than there are', () => {
    const list = { users: Int32Array.of(0, 1, 2, 3), items: Int32Array.of(0, 1, 2, 3) };
    expect(() => assignPaperSplit(list, 4, 4, 1)).toThrow(expect.objectContaining({ code: 'dataset/cannot-split' }));
  });
});

describe('the split hash', () => {
  const part = (users: number[], items: number[]): InteractionList => ({
    users: Int32Array.from(users),
    items: Int32Array.from(items)
  });
  const base = { train: part([0, 1], [0, 1]), val: part([0], [1]), test: part([1], [0]) };

  it('does not depend on the order of rows', async () => {
    const shuffled = { ...base, train: part([1, 0], [1, 0]) };
    expect((await makeSplit(2, 2, shuffled)).hash).toBe((await makeSplit(2, 2, base)).hash);
  });

  it('changes when a pair moves to another part, and with the number of users', async () => {
    const moved = { train: base.train, val: base.test, test: base.val };
    const hashes = await Promise.all([hashSplit(2, 2, base), hashSplit(2, 2, moved), hashSplit(3, 2, base)]);
    expect(new Set(hashes).size).toBe(3);
  });
});
