// An evaluation in the terminal: all users with every measure, then each measure of users by group, with sizes.
import { expect, it } from 'vitest';
import { EVALUATION } from '#lib/notebook/kinds/evaluate/testing/made-up';
import { describeEvaluation } from './evaluate-table';

it('has all users, then every group with its size, gains and intervals', () => {
  const blocks = describeEvaluation(EVALUATION)
    .split('\n\n')
    .map((block) => block.split('\n').map((line) => line.trim().split(/ {2,}/)));
  expect(blocks[0]?.[0]).toEqual([
    'test, all users',
    'seeds',
    'recall@10',
    'coverage@10',
    'popularity@10',
    'recall@20',
    'coverage@20',
    'popularity@20'
  ]);
  expect(blocks[0]?.[2]).toEqual(['LightGCN-Con', '2', '0.2300', '0.2300', '12.5200', '0.2400', '0.2400', '12.5200']);
  // recall@10, popularity@10, recall@20, popularity@20: coverage is of no group.
  expect(blocks.slice(1, -1).map((block) => block[0]?.[3])).toEqual([
    'recall@10',
    'popularity@10',
    'recall@20',
    'popularity@20'
  ]);
  expect(blocks[1]?.[4]).toEqual(['users with 3 to 7 clicks', '450', 'LightGCN', '0.2200', '0.2100 … 0.2300']);
  expect(blocks[1]?.[6]).toEqual(['LightGCN-Gen', '0.1900', '0.1800 … 0.2000', '−0.0300', '−0.0400 … −0.0200']);
  // Popularity has no value by items.
  expect(blocks[2]?.flat()).not.toContain('tail items');
  expect(blocks.at(-1)).toEqual([['- A note.']]);
});
