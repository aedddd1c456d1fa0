// The control that takes words away and keeps clicks: every item gets the title, description, attributes and reviews of another one, before
// anything is made of them. Shuffled vectors take clicks away too, since users' profiles come from the items they clicked.
import { TextColumnBuilder } from '../columns/text-column';
import type { InteractionColumns, InteractionList, TrainView } from '../types';
import { permutedItems } from './perturb';

/**
 * The same pairs, ratings and times with the words of other items. Rows that have a review get one of the item whose words theirs got, in
 * turn, over again where that has fewer, and none where that has none.
 */
export function withPermutedTexts(view: TrainView, seed: number): TrainView {
  const from = permutedItems(view.itemCount, seed);
  const { itemTexts, trainColumns, train } = view;
  return {
    ...view,
    itemTexts: itemTexts && Array.from(from, (item) => itemTexts[item] ?? { title: '', attributes: {} }),
    trainColumns: trainColumns && { ...trainColumns, reviews: permutedReviews(trainColumns, train, from) }
  };
}

function permutedReviews(
  { reviews }: InteractionColumns,
  { items }: InteractionList,
  from: Int32Array
): InteractionColumns['reviews'] {
  if (!reviews) return null;
  const rowsOf = Array.from(from, (): number[] => []);
  items.forEach((item, row) => {
    if (reviews.has(row)) rowsOf[item]?.push(row);
  });
  const taken = new Int32Array(from.length);
  const builder = new TextColumnBuilder();
  items.forEach((item, row) => {
    const rows = rowsOf[from[item] ?? item] ?? [];
    const turn = taken[item] ?? 0;
    const source = reviews.has(row) ? rows[turn % Math.max(1, rows.length)] : undefined;
    if (source !== undefined) taken[item] = turn + 1;
    builder.add(source === undefined ? undefined : reviews.get(source));
  });
  return builder.finish();
}
