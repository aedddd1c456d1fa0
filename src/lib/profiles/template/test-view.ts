// A small training view for tests: forest and sea items, one without a description, one without anything.
import { columnsFromRows, type InteractionRow } from '#lib/dataset/columns/interaction-columns';
import type { ItemText, TrainView } from '#lib/dataset/types';

const ITEMS: readonly ItemText[] = [
  {
    title: 'The Lighthouse',
    description: 'Stormy sea, a lonely lighthouse and old sailors.',
    attributes: { genre: 'maritime' }
  },
  { title: 'Harbour Lights', description: 'Old sailors tell of the stormy sea.', attributes: { genre: 'maritime' } },
  { title: 'Green Shade', description: 'Ancient forest, mushrooms and hidden paths.', attributes: { genre: 'nature' } },
  { title: 'Salt', attributes: { genre: 'maritime', author: 'Ann Bo' } },
  { title: 'Blank', attributes: {} }
];

const ROWS: readonly [user: number, item: number, text: InteractionRow][] = [
  [0, 0, { rating: 5, review: 'Vivid storms and salty humour.' }],
  [0, 1, { rating: 4 }],
  [0, 3, { rating: 5, review: 'Salty humour again.' }],
  [1, 2, { rating: 5, review: 'Peaceful mushrooms.' }],
  [1, 3, { rating: 1, review: 'Sluggish plotting.' }],
  [2, 2, { rating: 1 }],
  [2, 3, { rating: 3 }],
  [3, 4, {}]
];

/** Fresh each time, so that no test sees another's changes. */
export function testView(): TrainView {
  return {
    name: 'shore',
    userCount: 4,
    itemCount: 5,
    userIds: ['u0', 'u1', 'u2', 'u3'],
    itemIds: ['i0', 'i1', 'i2', 'i3', 'i4'],
    train: { users: Int32Array.from(ROWS, ([user]) => user), items: Int32Array.from(ROWS, ([, item]) => item) },
    trainColumns: columnsFromRows(ROWS.map(([, , text]) => text)),
    itemTexts: ITEMS,
    userTexts: [{ attributes: {} }, { name: 'Bea', attributes: {} }, { attributes: {} }, { attributes: {} }]
  };
}
