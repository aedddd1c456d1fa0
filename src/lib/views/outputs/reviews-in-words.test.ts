import { expect, it } from 'vitest';
import { reviewsInWords } from './reviews-in-words';

const interactions = { train: 10_800, val: 3600, test: 3600 };

it('counts training reviews among training interactions, and held-out ones apart', () => {
  expect(reviewsInWords({ train: 7533, val: 2506, test: 2487 }, interactions)).toBe(
    '7,533 of 10,800 training interactions have a review (of those held out, 4,993 of 7,200).'
  );
});

it('is short where there are none', () => {
  expect(reviewsInWords(0, interactions)).toBe('No interaction has a review.');
  expect(reviewsInWords({ train: 0, val: 0, test: 0 }, interactions)).toBe('No interaction has a review.');
});

it('says nothing of training where parts were not counted apart', () => {
  expect(reviewsInWords(12_526, interactions)).toBe('12,526 of 18,000 interactions have a review.');
});
