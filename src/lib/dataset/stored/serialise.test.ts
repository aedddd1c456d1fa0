import { expect, it } from 'vitest';
import { columnsFromRows, ratingAt, reviewTextAt } from '../columns/interaction-columns';
import { datasetFromStored, datasetToStored } from './serialise';
import type { Dataset } from '../types';

it('a stored data set comes back equal, with texts, vectors and profiles, and without', () => {
  const list = (n: number) => ({ users: new Int32Array(n), items: Int32Array.from({ length: n }, (_, i) => i) });
  const plain: Dataset = {
    name: 'x',
    provenance: { title: 'X', description: '', synthetic: false, source: 'here' },
    userCount: 1,
    itemCount: 3,
    userIds: ['a'],
    itemIds: ['b', 'c', 'd'],
    split: { train: list(1), val: list(1), test: list(1), hash: 'h' }
  };
  const full: Dataset = {
    ...plain,
    itemTexts: [
      { title: 'B', attributes: {} },
      { title: 'C', description: 'd', attributes: { k: 'v' } },
      { title: 'D', attributes: {} }
    ],
    userTexts: [{ attributes: {} }],
    interactionColumns: {
      train: columnsFromRows([{ rating: 1, review: 'r' }]),
      val: columnsFromRows([{}]),
      test: columnsFromRows([{ timestamp: 3 }])
    },
    profiles: { users: [null], items: ['p', null, 'q'] },
    vectors: {
      dimensions: 2,
      users: Float32Array.of(1, 2),
      items: new Float32Array(6),
      userPresent: Uint8Array.of(1),
      itemPresent: Uint8Array.of(1, 0, 1)
    }
  };
  for (const dataset of [plain, full]) {
    const { json, arrays } = datasetToStored(dataset);
    expect(datasetFromStored(JSON.parse(JSON.stringify(json)), arrays)).toEqual(dataset);
  }
});

it('a data set stored before there were columns comes back with its texts', () => {
  const list = { users: Int32Array.of(0), items: Int32Array.of(0) };
  const arrays = Object.fromEntries(
    ['train', 'val', 'test'].flatMap((part) => [
      [`${part}.users`, list.users],
      [`${part}.items`, list.items]
    ])
  );
  const json = {
    name: 'x',
    provenance: { title: 'X', description: '', synthetic: false, source: 'here' },
    userCount: 1,
    itemCount: 1,
    userIds: ['a'],
    itemIds: ['b'],
    splitHash: 'h',
    interactionTexts: { train: [{ rating: 2, review: 'before' }], val: [{}], test: [{}] }
  };
  const { train, val } = datasetFromStored(json, arrays).interactionColumns ?? {};
  expect(reviewTextAt(train, 0)).toBe('before');
  expect(ratingAt(train, 0)).toBe(2);
  expect(val).toEqual({ ratings: null, timestamps: null, reviews: null });
});
