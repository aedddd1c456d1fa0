// The formulas on the shared case of testing/hand-case.ts, user by user; groups where clicks tie.
import { describe, expect, it } from 'vitest';
import { degrees } from '#lib/dataset/checks/statistics';
import { unitRows } from '../references';
import { ACCURACY, averagePrecisionAt, hitAt, precisionAt, reciprocalRankAt } from './accuracy';
import { countListed, coverageOf, diversityOf, giniOf, listMean, selfInformation } from './beyond-accuracy';
import { groupItems, groupUsers } from './groups';
import { BY_HAND, CLICKS, HELD_OUT, HITS, ITEMS, LISTS, TRAIN, USERS, VECTORS } from './testing/hand-case';

const MEASURED = [0, 1, 3];
const mean = (value: (user: number) => number) => MEASURED.reduce((sum, user) => sum + value(user), 0) / 3;
const hitsOf = (user: number) => HITS[user] ?? [];
const listOf = (user: number) => LISTS[user] ?? [];

describe.each([2, 3])('on the shared case, at %d,', (k) => {
  const byHand = (name: string) => BY_HAND[name]?.[k - 2] ?? NaN;

  it.each(Object.entries(ACCURACY))('%s is what comes out by hand', (name, metric) => {
    expect(mean((user) => metric(hitsOf(user), HELD_OUT[user] ?? 0, k))).toBeCloseTo(byHand(name), 14);
  });

  it('coverage and Gini are what comes out by hand', () => {
    const times = new Float64Array(ITEMS);
    for (const user of MEASURED) countListed(times, listOf(user), k);
    expect(coverageOf(times)).toBeCloseTo(byHand('coverage'), 14);
    expect(giniOf(times)).toBeCloseTo(byHand('gini'), 14);
  });

  it('popularity, tail, novelty and diversity are what comes out by hand', () => {
    const clicks = (item: number) => CLICKS[item] ?? 0;
    const unit = unitRows(VECTORS.items, 2, VECTORS.itemPresent);
    expect(mean((user) => listMean(listOf(user), k, clicks))).toBeCloseTo(byHand('popularity'), 14);
    expect(mean((user) => listMean(listOf(user), k, (item) => (item === 5 ? 1 : 0)))).toBeCloseTo(byHand('tail'), 14);
    const bits = (item: number) => selfInformation(clicks(item), USERS);
    expect(mean((user) => listMean(listOf(user), k, bits))).toBeCloseTo(byHand('novelty'), 14);
    expect(mean((user) => diversityOf(listOf(user), k, unit, 2))).toBeCloseTo(byHand('diversity'), 14);
  });
});

describe('at their edges', () => {
  it('precision divides by k where a list is shorter, popularity by what there is', () => {
    expect(precisionAt([true], 4)).toBe(1 / 4);
    expect(listMean([2], 4, () => 6)).toBe(6);
  });
  it('a hit behind k counts for nothing', () => {
    const hits = [false, false, true];
    expect([hitAt(hits, 2), reciprocalRankAt(hits, 2), averagePrecisionAt(hits, 1, 2)]).toEqual([0, 0, 0]);
    expect([hitAt(hits, 3), reciprocalRankAt(hits, 3), averagePrecisionAt(hits, 1, 3)]).toEqual([1, 1 / 3, 1 / 3]);
  });
  it('map is 1 where every place is a hit, also with more held-out items than places', () => {
    expect(averagePrecisionAt([true, true], 9, 2)).toBe(1);
  });
  it('Gini is 0 where all items are listed alike and (n − 1)/n where one is in every list', () => {
    expect(giniOf(Float64Array.of(3, 3, 3, 3))).toBe(0);
    expect(giniOf(Float64Array.of(0, 0, 9, 0))).toBe(3 / 4);
  });
  it('a list of one item has no diversity, and an item without a vector is unlike all', () => {
    const unit = unitRows(VECTORS.items, 2, VECTORS.itemPresent);
    expect([diversityOf([3], 2, unit, 2), diversityOf([3, 1], 1, unit, 2)]).toEqual([0, 0]);
    expect(diversityOf([3, 4], 2, unit, 2)).toBe(1);
  });
});

describe('groups', () => {
  it('of items are head, torso and tail by shares of all clicks', () => {
    const { of, ranges } = groupItems(degrees(TRAIN.items, ITEMS));
    expect([...of]).toEqual([0, 1, 1, 1, 1, 2, 1]);
    expect(ranges).toEqual([
      { low: 3, high: 3 },
      { low: 1, high: 2 },
      { low: 0, high: 0 }
    ]);
  });
  it('of items keep those with as many clicks together, whatever their order', () => {
    expect([...groupItems([1, 5, 5, 1, 1, 1, 5, 1]).of]).toEqual([1, 0, 0, 1, 1, 1, 0, 1]);
  });
  it('of users are quantiles of training degree, fewest first', () => {
    const { of, ranges } = groupUsers([9, 1, 2, 8, 3, 7], 3);
    expect([...of]).toEqual([2, 0, 0, 2, 1, 1]);
    expect(ranges[1]).toEqual({ low: 3, high: 7 });
  });
  it('of users keep those with as many clicks together, so that one may be empty', () => {
    const { of, ranges } = groupUsers([2, 1, 2], 2);
    expect([...of]).toEqual([0, 0, 0]);
    expect(ranges).toEqual([{ low: 1, high: 2 }, null]);
  });
});
