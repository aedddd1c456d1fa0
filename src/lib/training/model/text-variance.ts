// LLMInit, variant "Var" (Zhang et al.; DavidZWZ/LLMInit, contgcn.py): the node table begins in the texts. Items take those d columns of
// their vectors that vary most over the most popular fifth of the items, in the columns' order; users the mean of their training items'
// rows. Both are trained on as ever. The vectors' scale is kept, as there. A node without a vector begins at random.
import type { ParameterData } from '#lib/backbones/types';
import { degrees } from '#lib/dataset/checks/statistics';
import { meansOfItems } from '#lib/dataset/means-of-items';
import type { InteractionList, SemanticVectors } from '#lib/dataset/types';
import { square } from '#lib/elementary/power';
import { appError } from '#lib/errors/app-error';

/** The share of the items, by training clicks, whose vectors say what varies. */
const POPULAR = 0.2;

/**
 * @param random the table of a random start, [N, d]
 * @throws AppError training/too-few-columns
 */
export function textVarianceTable(
  random: ParameterData,
  { items, itemPresent, dimensions }: SemanticVectors,
  train: InteractionList,
  userCount: number
): ParameterData {
  const width = random.shape[1] ?? 0;
  if (dimensions < width) throw appError('training/too-few-columns', { has: dimensions, needs: width });
  const columns = varyingColumns(items, popularItems(train, itemPresent), dimensions, width);
  const values = random.values.slice();
  itemPresent.forEach((present, item) => {
    if (present === 0) return;
    columns.forEach((column, at) => {
      values[(userCount + item) * width + at] = items[item * dimensions + column] ?? 0;
    });
  });
  const { users, userPresent } = meansOfItems(values.subarray(userCount * width), itemPresent, width, train, userCount);
  userPresent.forEach((present, user) => {
    if (present === 1) values.set(users.subarray(user * width, (user + 1) * width), user * width);
  });
  return { shape: random.shape, values };
}

/** The most clicked fifth of the items, at least two, of equal ones those that come first; without those that have no vector. */
function popularItems({ items }: InteractionList, present: Uint8Array): readonly number[] {
  const clicks = degrees(items, present.length);
  return Array.from(present.keys())
    .sort((a, b) => (clicks[b] ?? 0) - (clicks[a] ?? 0) || a - b)
    .slice(0, Math.max(2, Math.floor(POPULAR * present.length)))
    .filter((item) => present[item] === 1);
}

/** The `width` columns of the largest variance over some rows, ascending; of equal ones those that come first. */
function varyingColumns(
  rows: Float32Array,
  some: readonly number[],
  dimensions: number,
  width: number
): readonly number[] {
  const variances = Float64Array.from({ length: dimensions }, (_, column) => {
    const values = some.map((row) => rows[row * dimensions + column] ?? 0);
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    return values.reduce((sum, value) => sum + square(value - mean), 0);
  });
  return Array.from(variances.keys())
    .sort((a, b) => (variances[b] ?? 0) - (variances[a] ?? 0) || a - b)
    .slice(0, width)
    .sort((a, b) => a - b);
}
