// Says how many interactions have a review, in words that do not take held-out ones for training.
import type { DatasetResult } from '#lib/notebook/kinds/dataset/stored';
import { formatCount } from '../text/format';

type Reviews = NonNullable<DatasetResult['texts']>['reviews'];

/** One sentence. Where parts were not counted apart it speaks of all interactions, and of training not at all. */
export function reviewsInWords(reviews: Reviews, { train, val, test }: DatasetResult['interactions']): string {
  const of = (some: number, all: number): string => `${formatCount(some)} of ${formatCount(all)}`;
  const total = typeof reviews === 'number' ? reviews : reviews.train + reviews.val + reviews.test;
  if (total === 0) return 'No interaction has a review.';
  if (typeof reviews === 'number') return `${of(reviews, train + val + test)} interactions have a review.`;
  const heldOut = of(reviews.val + reviews.test, val + test);
  return `${of(reviews.train, train)} training interactions have a review (of those held out, ${heldOut}).`;
}
