// Numbers of a data set, on one small enough to count by hand.
import { expect, it } from 'vitest';
import { columnsFromRows } from '../columns/interaction-columns';
import { datasetDetails, datasetStatistics } from './statistics';
import type { Dataset } from '../types';

const list = (users: readonly number[], items: readonly number[]) => ({
  users: Int32Array.from(users),
  items: Int32Array.from(items)
});

const dataset: Dataset = {
  name: 'x',
  provenance: { title: 'X', description: '', synthetic: false, source: 'here' },
  userCount: 2,
  itemCount: 4,
  userIds: ['a', 'b'],
  itemIds: ['p', 'q', 'r', 's'],
  split: { train: list([0, 0, 1], [0, 1, 1]), val: list([0], [2]), test: list([1, 1], [2, 3]), hash: 'h' },
  itemTexts: [
    { title: 'P', description: 'one two', attributes: {} },
    ...['Q', 'R', 'S'].map((title) => ({ title, attributes: {} }))
  ],
  interactionColumns: {
    train: columnsFromRows([{ review: 'good' }, {}, {}]),
    val: columnsFromRows([{ review: 'not so good' }]),
    test: columnsFromRows([{ review: 'held out' }, { review: 'held out too' }])
  }
};

it('counts what is told of training in training alone, and held-out parts beside it', () => {
  const { interactions, density, texts, trainDegrees } = datasetStatistics(dataset);
  expect(interactions).toEqual({ train: 3, val: 1, test: 2 });
  expect(density).toBe(3 / 8);
  expect(texts).toEqual({ items: 4, withDescription: 1, reviews: { train: 1, val: 1, test: 2 } });
  expect([trainDegrees.user.max, trainDegrees.item.max, trainDegrees.item.min]).toEqual([2, 2, 0]);
});

it('describes each part by its own interactions, and as cold what training does not have', () => {
  const { parts, cold, withoutDescription } = datasetDetails(dataset);
  expect(parts.map(({ interactions, users, items }) => [interactions, users, items])).toEqual([
    [3, 2, 2],
    [1, 1, 1],
    [2, 1, 2]
  ]);
  expect(cold).toEqual({ users: 0, items: 2 });
  expect(withoutDescription).toBe(3);
});
