import { describe, expect, it } from 'vitest';
import { columnsFromRows, NO_COLUMNS } from '../columns/interaction-columns';
import { checkPairs, HeldOutReviews } from './leak-check';
import type { Dataset } from '../types';

const pair = (user: number, item: number) => ({ users: Int32Array.of(user), items: Int32Array.of(item) });
const PLANT = 'I found this on a rainy Tuesday in Utrecht and could not stop reading.';
const COMMON = 'This is a great book and I recommend it to all my friends and family.';

const dataset: Dataset = {
  name: 'x',
  provenance: { title: 'X', description: '', synthetic: true, source: 'test' },
  userCount: 2,
  itemCount: 2,
  userIds: ['ann', 'bob'],
  itemIds: ['one', 'two'],
  split: {
    train: pair(0, 0),
    val: { users: Int32Array.of(0, 1), items: Int32Array.of(1, 0) },
    test: pair(1, 1),
    hash: ''
  },
  interactionColumns: {
    train: columnsFromRows([{ review: COMMON }]),
    val: columnsFromRows([{ review: COMMON }, { review: 'Short.' }]),
    test: columnsFromRows([{ review: PLANT }])
  }
};

describe('the leak check', () => {
  it('lets training pairs pass and names a held-out pair', () => {
    expect(() => checkPairs(dataset, dataset.split.train, 'the graph')).not.toThrow();
    expect(() => checkPairs(dataset, pair(1, 1), 'the graph')).toThrow(
      expect.objectContaining({
        code: 'prepare/leak',
        message: expect.stringMatching(/a test interaction of user bob and item two is in the graph/)
      })
    );
  });

  it('finds a planted held-out review inside a longer text, whatever its spacing and case', () => {
    const reviews = new HeldOutReviews(dataset);
    const text = `Readers say: "${PLANT.toUpperCase().replace(' a ', '\n  a  ')}" and more.`;
    expect(() => reviews.check(['nothing here', null, text], 'the profile of item two')).toThrow(
      expect.objectContaining({
        code: 'prepare/leak',
        message: expect.stringMatching(/a test review of user bob and item two is in the profile of item two/)
      })
    );
  });

  it('takes no offence at a held-out review that stands inside a longer training review', () => {
    const columns = dataset.interactionColumns;
    const longer = `${PLANT} And then I slept.`;
    const held = new HeldOutReviews({
      ...dataset,
      interactionColumns: {
        ...columns,
        train: columnsFromRows([{ review: longer }]),
        val: NO_COLUMNS,
        test: columnsFromRows([{ review: PLANT }])
      }
    });
    expect(() => held.check([longer, PLANT], 'a profile')).not.toThrow();
  });

  it('takes no offence at what training reviews say too, at short words, or at data without reviews', () => {
    const reviews = new HeldOutReviews(dataset);
    expect(() => reviews.check([`${COMMON} Short. ${PLANT.slice(0, 50)}`], 'a profile')).not.toThrow();
    const bare = { ...dataset, interactionColumns: { train: NO_COLUMNS, val: NO_COLUMNS, test: NO_COLUMNS } };
    expect(() => new HeldOutReviews(bare).check([PLANT], 'a profile')).not.toThrow();
  });
});
