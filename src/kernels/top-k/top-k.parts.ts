// Top k over workers: the rows of x in parts, each with the lists of what it leaves out; everyone gets all items. A row's list depends on
// no other row, so that the bits are those of one call.
import { rowParts } from '../dense/row-parts';
import type { RowPool } from '../workers/pool';
import { topKScratch, type Query, type Ranked } from './query';

const NO_ROWS = { first: 0, end: 0 };

export async function topKInParts(pool: RowPool, { x, items, width, excluded, k }: Query): Promise<Ranked> {
  const rows = x.length / width;
  const count = items.length / width;
  const parts = rowParts(rows);
  const ranked: Ranked = { k, items: new Int32Array(rows * k), scores: new Float32Array(rows * k) };
  const table = pool.open(parts.length);
  try {
    await table.run(
      {
        shared: { put: { items }, room: { scratch: topKScratch(count, width) } },
        of(part) {
          const { first, end } = parts[part] ?? NO_ROWS;
          const begin = excluded.rowPtr[first] ?? 0;
          const own = excluded.rowPtr.slice(first, end + 1).map((at) => at - begin);
          return {
            put: {
              x: x.subarray(first * width, end * width),
              rowPtr: own,
              excluded: excluded.items.subarray(begin, begin + (own.at(-1) ?? 0))
            },
            room: { lists: (end - first) * 2 * k },
            calls: [
              {
                name: 'topK',
                values: ['x', 'items', 'rowPtr', 'excluded', 'lists', 'scratch', end - first, count, width, k]
              }
            ],
            give: ['lists']
          };
        }
      },
      true,
      ([lists], part) => {
        const { first, end } = parts[part] ?? NO_ROWS;
        for (let row = first; row < end; row++) {
          const at = 2 * (row - first) * k;
          ranked.scores.set(lists?.subarray(at, at + k) ?? [], row * k);
          ranked.items.set(lists?.subarray(at + k, at + 2 * k) ?? [], row * k);
        }
      }
    );
  } finally {
    table.release();
  }
  return ranked;
}
