// Nearest neighbours over workers: items in parts, each with its lists; everyone gets the clicks. A list depends on no other, so that the
// bits are those of plain loops.
import { rowParts } from '../dense/row-parts';
import type { RowPool } from '../workers/pool';
import { itemCountOf, noNeighbours, type Clicks, type Neighbours } from './neighbours';

const NO_ROWS = { first: 0, end: 0 };

export async function neighboursInParts(pool: RowPool, clicks: Clicks, k: number): Promise<Neighbours> {
  const count = itemCountOf(clicks);
  const parts = rowParts(count);
  const out = noNeighbours(count, k);
  const { byItem, byUser } = clicks;
  const table = pool.open(parts.length);
  try {
    await table.run(
      {
        shared: {
          put: {
            itemPtr: byItem.rowPtr,
            itemUsers: byItem.items,
            userPtr: byUser.rowPtr,
            userItems: byUser.items
          },
          room: { shared: count }
        },
        of(part) {
          const { first, end } = parts[part] ?? NO_ROWS;
          const clicked = ['itemPtr', 'itemUsers', 'userPtr', 'userItems', 'shared'];
          return {
            room: { lists: (end - first) * 2 * k },
            calls: [{ name: 'neighbours', values: [...clicked, 'lists', first, end - first, count, k] }],
            give: ['lists']
          };
        }
      },
      true,
      ([lists], part) => {
        const { first, end } = parts[part] ?? NO_ROWS;
        for (let item = first; item < end; item++) {
          const at = 2 * (item - first) * k;
          out.similarities.set(lists?.subarray(at, at + k) ?? [], item * k);
          out.items.set(lists?.subarray(at + k, at + 2 * k) ?? [], item * k);
        }
      }
    );
  } finally {
    table.release();
  }
  return out;
}
