// Top k over workers: the rows of x in parts, each with the lists of what it leaves out; everyone gets all items. A row's list depends on
// no other row, so that the bits are those of one call.
import { partsOf } from '../workers/parts';
import type { RowPool } from '../workers/pool';
import type { Query, Ranked } from './top-k';
import { topKScratch } from './top-k.wasm';

export async function topKInParts(pool: RowPool, { x, items, width, excluded, k }: Query): Promise<Ranked> {
  const rows = x.length / width;
  const count = items.length / width;
  const parts = partsOf(rows);
  const ranked: Ranked = { k, items: new Int32Array(rows * k), scores: new Float32Array(rows * k) };
  const table = pool.open(parts.length);
  try {
    const given = await table.run(
      {
        shared: { put: { items }, room: { scratch: topKScratch(count, width) } },
        of(part) {
          const { start, end } = parts[part] ?? { start: 0, end: 0 };
          const first = excluded.rowPtr[start] ?? 0;
          const own = excluded.rowPtr.slice(start, end + 1).map((at) => at - first);
          return {
            put: {
              x: x.subarray(start * width, end * width),
              rowPtr: own,
              excluded: excluded.items.subarray(first, first + (own.at(-1) ?? 0))
            },
            room: { lists: (end - start) * 2 * k },
            calls: [
              {
                name: 'topK',
                values: ['x', 'items', 'rowPtr', 'excluded', 'lists', 'scratch', end - start, count, width, k]
              }
            ],
            give: ['lists']
          };
        }
      },
      true
    );
    given.forEach(([lists], part) => {
      const { start, end } = parts[part] ?? { start: 0, end: 0 };
      for (let row = start; row < end; row++) {
        const at = 2 * (row - start) * k;
        ranked.scores.set(lists?.subarray(at, at + k) ?? [], row * k);
        ranked.items.set(lists?.subarray(at + k, at + 2 * k) ?? [], row * k);
      }
    });
  } finally {
    table.release();
  }
  return ranked;
}
