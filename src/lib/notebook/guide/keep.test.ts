// What a picture of pins says along its axes.
import { expect, it } from 'vitest';
import { axesOf, keepOf } from './keep';

const axes = (text: string) => {
  const keep = keepOf(text);
  return keep && axesOf(keep);
};

it('says along the axes what the name says, else what the numbers are called', () => {
  expect(axes('point noisy.noise, base.recall@20 as Recall left, by added noise')).toEqual([
    'added noise',
    'Recall left'
  ]);
  expect(axes('point noisy.noise, base.recall@20 as Recall against noise')).toEqual(['noise', 'recall@20']);
  expect(axes('curve con as Recall, by epoch')).toEqual(['epoch', 'recall@20']);
});
