// A new import is prepared with what its files bring, and small data are not cored away.
import { describe, expect, it } from 'vitest';
import { firstPreparation } from './prepare-session';

const record = (users: number, items: number, interactions: number, ownSplit = false) => ({
  name: 'x',
  given: {},
  ownSplit,
  counts: { users, items, interactions }
});

describe('the first preparation of an import', () => {
  it('keeps a split of its own, and takes nothing out of it', () => {
    expect(firstPreparation(record(943, 1682, 100_000, true))).toEqual({ min_rating: 0, core: 0, split: 'own' });
  });

  it.each([
    ['MovieLens 100k', record(943, 1682, 100_000), 10],
    ['large and thin data', record(600_000, 300_000, 2_000_000), 10],
    ['small dense data', record(40, 30, 480), 5],
    ['a handful', record(14, 10, 70), 0]
  ])('of %s has a core that leaves something', (_, given, core) => {
    expect(firstPreparation(given)).toEqual({ min_rating: 3, core, split: 'paper' });
  });
});
