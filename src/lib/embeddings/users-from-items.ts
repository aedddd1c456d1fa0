// Users' vectors from those of the items that they clicked: no profile is needed, and no text of a user is read. AlphaRec (Sheng et al.
// 2025) represents users so.
import { meansOfItems } from '#lib/dataset/means-of-items';
import type { InteractionList, SemanticVectors } from '#lib/dataset/types';

/**
 * A user's vector is the mean of the vectors of their training items, in float64; a user none of whose items has a vector has none either.
 * @param train training pairs only
 */
export function usersFromItems(
  { dimensions, items, itemPresent }: SemanticVectors,
  train: InteractionList,
  userCount: number
): SemanticVectors {
  return { dimensions, items, itemPresent, ...meansOfItems(items, itemPresent, dimensions, train, userCount) };
}
