// Words are of other items, clicks are where they were.
import { describe, expect, it } from 'vitest';
import { columnsFromRows, ratingAt, reviewTextAt, timestampAt } from '../columns/interaction-columns';
import type { TrainView } from '../types';
import { permutedItems } from './perturb';
import { withPermutedTexts } from './permuted-texts';

/** Item i has i mod 4 reviews or none, by different users, each saying whose it is. */
function viewOf(items: number): TrainView {
  const rows = Array.from({ length: 6 * items }, (_, at) => ({ user: Math.floor(at / items), item: at % items }));
  return {
    name: 'shelves',
    userCount: 6,
    itemCount: items,
    userIds: Array.from({ length: 6 }, (_, user) => `u${user}`),
    itemIds: Array.from({ length: items }, (_, item) => `i${item}`),
    train: { users: Int32Array.from(rows, ({ user }) => user), items: Int32Array.from(rows, ({ item }) => item) },
    trainColumns: columnsFromRows(
      rows.map(({ user, item }) => ({
        rating: 1 + ((user + item) % 5),
        timestamp: 1000 + user,
        ...(user < item % 4 ? { review: `of ${item} by ${user}` } : {})
      }))
    ),
    itemTexts: Array.from({ length: items }, (_, item) => ({
      title: `Title ${item}`,
      attributes: { shelf: `${item}` }
    }))
  };
}

describe('withPermutedTexts', () => {
  for (const items of [2, 3, 7, 40]) {
    const view = viewOf(items);
    const permuted = withPermutedTexts(view, 11);
    const from = permutedItems(items, 11);
    const titles = (of: TrainView) => of.itemTexts?.map(({ title }) => title) ?? [];

    it(`gives each of ${items} items the texts of another one, and each text to one`, () => {
      expect(titles(permuted).some((title, item) => title === titles(view)[item])).toBe(false);
      expect([...titles(permuted)].sort()).toEqual([...titles(view)].sort());
      expect(permuted.itemTexts?.every(({ title, attributes }) => title === `Title ${attributes.shelf}`)).toBe(true);
    });
    it(`keeps clicks, ratings and times of ${items} items`, () => {
      expect(permuted.train).toBe(view.train);
      view.train.items.forEach((_, row) => {
        expect(ratingAt(permuted.trainColumns, row)).toBe(ratingAt(view.trainColumns, row));
        expect(timestampAt(permuted.trainColumns, row)).toBe(timestampAt(view.trainColumns, row));
      });
    });
    it(`gives reviews of ${items} items to those who got their texts, and to none that had no review`, () => {
      view.train.items.forEach((item, row) => {
        const review = reviewTextAt(permuted.trainColumns, row);
        const source = from[item] ?? -1;
        if (reviewTextAt(view.trainColumns, row) === undefined || source % 4 === 0) expect(review).toBeUndefined();
        else expect(review).toMatch(new RegExp(`^of ${source} by \\d$`, 'u'));
      });
    });
  }
  it('is the same for one seed and another for another', () => {
    const view = viewOf(40);
    expect(withPermutedTexts(view, 3)).toEqual(withPermutedTexts(view, 3));
    expect(withPermutedTexts(view, 4).itemTexts).not.toEqual(withPermutedTexts(view, 3).itemTexts);
  });
  it('leaves data without texts as they are', () => {
    const { itemTexts: _itemTexts, trainColumns: _trainColumns, ...bare } = viewOf(3);
    expect(withPermutedTexts(bare, 1)).toEqual(bare);
  });
});
