import { expect, it } from 'vitest';
import { largestMean, scalesInWords } from './scales';

const run = (stretch: number, ...means: readonly number[]) => ({
  label: 'LightGCN',
  alignment: 'generative' as const,
  seed: 1,
  batch: 256,
  explained: 0.2,
  points: [],
  arrows: [],
  stretch,
  masked: [],
  counts: { nodes: 4, pulled: 2, masked: 1 },
  along: 0,
  strength: means.map((mean) => ({ node: 'user' as const, low: 1, high: 2, nodes: 1, pulled: 1, mean }))
});

it('bars of all runs are drawn against the largest mean of any', () => {
  expect(largestMean([run(1, 0.5, 0.25), run(1, 2)])).toBe(2);
  expect(largestMean([run(1, 0)])).toBeGreaterThan(0);
  expect(largestMean([])).toBeGreaterThan(0);
});

it('says by what factor arrows of one run are stretched more than those of another', () => {
  expect(scalesInWords(['Con', 'Gen'], [run(7502), run(274)])).toBe(
    'Arrow scales differ: arrows are stretched so that they can be seen, those of Con 27 times as much as those of Gen. The bars have one scale for all runs.'
  );
  expect(scalesInWords(['A', 'B', 'C'], [run(10), run(5), run(15)])).toContain(
    'those of A 2 times and those of C 3 times'
  );
});

it('says nothing where there is one run, or none with arrows to compare', () => {
  expect(scalesInWords(['Con'], [run(5)])).toBeNull();
  expect(scalesInWords(['Con', 'Gen'], [run(5), run(0)])).toBeNull();
});
