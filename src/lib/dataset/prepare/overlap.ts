// Pairs that lie in several parts of the files' own split: refused, or taken out of what is held out where the reader says so.
import { overlapCounts, overlapError, overlapOf } from '../split/overlap';
import { stepped, type Rows, type Stepped } from './rows';

/**
 * null where no parts overlap. Training stays as it is, then validation.
 * @throws AppError dataset/overlapping-split unless the pairs are to be dropped
 */
export function dropOverlap(rows: Rows, overlap: 'refuse' | 'drop'): Stepped | null {
  const { interactions, users, items } = rows.raw;
  const { parts } = interactions;
  const found = parts && overlapOf(interactions, items.ids.length, parts);
  if (!found) return null;
  if (overlap === 'refuse') {
    const { row } = found.first;
    const ids = {
      user: users.ids[interactions.users[row] ?? 0] ?? '',
      item: items.ids[interactions.items[row] ?? 0] ?? ''
    };
    throw overlapError(found, parts, ids);
  }
  const detail = `${overlapCounts(found, parts)} that lie in an earlier part too dropped; training stays, then validation`;
  return stepped('overlap of the parts', rows, detail, (at) => found.marks[at] === 0);
}
