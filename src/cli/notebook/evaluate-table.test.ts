// An evaluation in the terminal: all users with every metric, then accuracy by group, with sizes.
import { expect, it } from 'vitest';
import { EVALUATION } from '#lib/notebook/kinds/evaluate/testing/made-up';
import { describeEvaluation } from './evaluate-table';

it('has all users at each cut-off, then every group with its size, gains and intervals', () => {
  const blocks = describeEvaluation(EVALUATION)
    .split('\n\n')
    .map((block) => block.split('\n').map((line) => line.trim().split(/ {2,}/)));
  expect(blocks[0]).toEqual([
    ['test @10, all users', 'seeds', 'recall', 'coverage', 'popularity'],
    ['LightGCN', '2', '0.2100', '0.2100', '12.5000'],
    ['LightGCN-Con', '2', '0.2300', '0.2300', '12.5200'],
    ['LightGCN-Gen', '2', '0.1800', '0.1800', '12.4700']
  ]);
  expect(blocks[1]?.[0]?.[0]).toBe('test @20, all users');
  // Coverage is of no group; popularity by group is in the results file.
  expect(blocks.slice(2, -1).map((block) => block[0]?.[3])).toEqual(['recall@10', 'recall@20']);
  expect(blocks[2]?.[4]).toEqual(['users with 3 to 7 clicks', '450', 'LightGCN', '0.2200', '0.2100 … 0.2300']);
  expect(blocks[2]?.[6]).toEqual(['LightGCN-Gen', '0.1900', '0.1800 … 0.2000', '−0.0300', '−0.0400 … −0.0200']);
  expect(blocks.at(-1)).toEqual([['- A note.']]);
});
