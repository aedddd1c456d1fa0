import { expect, it } from 'vitest';
import { datasetFromStored, datasetToStored } from './serialise';
import type { Dataset } from './types';

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
    interactionTexts: { train: [{ rating: 1, review: 'r' }], val: [{}], test: [{ timestamp: 3 }] },
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
