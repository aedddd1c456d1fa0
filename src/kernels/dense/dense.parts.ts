// Products of large plain arrays with rows over workers: nothing of them is a tensor. Rows go in blocks, so that memory for what travels
// stays small and work can be stopped between two; cuts follow from the sizes alone, so that any number of workers gives the same bits.
import type { HeldParts, Round, RowPool } from '../workers/pool';
import { panelFloats, rowsScratchFloats, weightsScratchFloats } from './dense.module';
import { MOST_PARTS, rowParts, type RowPart } from './row-parts';

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
        productRound(parts, a.subarray(start * depth), { weight: b, isTransposed: true, depth, columns, slope: 1 }),
        true,
        ([rows], part) => use(rows ?? new Float32Array(), start + (parts[part] ?? NO_ROWS).first)
      );
    } finally {
      table.release();
    }
  }
  await onRows(total, total);
}

/** act(x · weight + bias), act(v) = v above 0 and slope · v elsewhere. */
export interface PlainLayer {
  /** [depth, columns], or [columns, depth] where `isTransposed`. */
  readonly weight: Float32Array;
  readonly isTransposed: boolean;
  /** [columns]; left out for none. */
  readonly bias?: Float32Array;
  readonly depth: number;
  readonly columns: number;
  /** 1 for no activation, 0 for relu. */
  readonly slope: number;
}

function productRound(parts: readonly RowPart[], a: Float32Array, layer: PlainLayer): Round {
  const { weight, isTransposed, bias, depth, columns, slope } = layer;
  return {
    shared: {
      put: { weight, ...(bias && { bias }) },
      room: { panels: panelFloats(depth, columns), scratch: rowsScratchFloats(depth) },
      calls: [{ name: 'densePanels', values: ['weight', 'panels', depth, columns, Number(isTransposed)] }]
    },
    of(part) {
      const { first, end } = parts[part] ?? NO_ROWS;
      if (first === end) return null;
      const values = ['a', 'panels', bias ? 'bias' : 0, 'out', 'scratch', end - first, depth, columns, slope];
      return {
        put: { a: a.subarray(first * depth, end * depth) },
        room: { out: (end - first) * columns },
        calls: [{ name: 'denseRows', values }],
        give: ['out']
      };
    }
  };
}

/** Layers of a network one after the other: whoever works on their rows keeps its memory from one to the next. */
export class LayersInParts {
  readonly #table: HeldParts;

  constructor(pool: RowPool) {
    this.#table = pool.open(MOST_PARTS);
  }

  /** @param x [rows, depth] @returns [rows, columns] */
  async run(x: Float32Array, layer: PlainLayer): Promise<Float32Array> {
    const { depth, columns } = layer;
    const parts = rowParts(x.length / depth);
    const out = new Float32Array((x.length / depth) * columns);
    await this.#table.run(productRound(parts, x, layer), true, ([rows], part) => {
      if (rows) out.set(rows, (parts[part] ?? NO_ROWS).first * columns);
    });
    return out;
  }

  end(): void {
    this.#table.release();
  }
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
