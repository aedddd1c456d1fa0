// Products of large plain arrays with rows over workers: nothing of them is a tensor. Rows go in blocks, so that memory for what travels
// stays small and work can be stopped between two; cuts follow from the sizes alone, so that any number of workers gives the same bits.
import type { RowPool } from '../workers/pool';
import { panelFloats, rowsScratchFloats, weightsScratchFloats } from './dense.module';
import { rowParts } from './row-parts';

/** Rows of the left factor that are sent out at a time. */
const BLOCK_ROWS = 2048;
const NO_ROWS = { first: 0, end: 0 };

/** Called between two blocks of rows; throws to stop. */
export type OnRows = (done: number, total: number) => Promise<void>;

/**
 * a [rows, depth] · b [columns, depth]ᵀ, row by row.
 * @param use called with each run of rows of the product and its first row, in order; the array is not its own to keep
 */
export async function productInParts(
  pool: RowPool,
  { a, b, depth }: { readonly a: Float32Array; readonly b: Float32Array; readonly depth: number },
  use: (rows: Float32Array, first: number) => void,
  onRows: OnRows = () => Promise.resolve()
): Promise<void> {
  const [total, columns] = [a.length / depth, b.length / depth];
  for (let start = 0; start < total; start += BLOCK_ROWS) {
    await onRows(start, total);
    const parts = rowParts(Math.min(BLOCK_ROWS, total - start));
    const table = pool.open(parts.length);
    try {
      await table.run(
        {
          shared: {
            put: { b },
            room: { panels: panelFloats(depth, columns), scratch: rowsScratchFloats(depth) },
            calls: [{ name: 'densePanels', values: ['b', 'panels', depth, columns, 1] }]
          },
          of(part) {
            const { first, end } = parts[part] ?? NO_ROWS;
            return {
              put: { a: a.subarray((start + first) * depth, (start + end) * depth) },
              room: { out: (end - first) * columns },
              calls: [
                { name: 'denseRows', values: ['a', 'panels', 0, 'out', 'scratch', end - first, depth, columns, 1] }
              ],
              give: ['out']
            };
          }
        },
        true,
        ([rows], part) => use(rows ?? new Float32Array(), start + (parts[part] ?? NO_ROWS).first)
      );
    } finally {
      table.release();
    }
  }
  await onRows(total, total);
}

/** xᵀ x for x [rows, width], [width, width] row-major: float32 within a part of the rows, float64 over the parts, in their order. */
export async function gramInParts(pool: RowPool, x: Float32Array, width: number): Promise<Float64Array> {
  const parts = rowParts(x.length / width);
  const sums = new Float64Array(width * width);
  const table = pool.open(parts.length);
  try {
    await table.run(
      {
        of(part) {
          const { first, end } = parts[part] ?? NO_ROWS;
          return {
            put: { x: x.subarray(first * width, end * width) },
            room: { out: width * width, scratch: weightsScratchFloats(width, width) },
            calls: [{ name: 'denseWeights', values: ['x', 'x', 'out', 'scratch', 0, end - first, width, width] }],
            give: ['out']
          };
        }
      },
      true,
      ([share]) => share?.forEach((value, at) => (sums[at] = (sums[at] ?? 0) + value))
    );
  } finally {
    table.release();
  }
  return sums;
}
