// Finds the point under the pointer: points are sorted into the cells of a grid by counting. The grid is built in slices, so that a page
// with 10⁵ points never stands still for it. Pure.
import { extentOf } from './view-transform';

export interface PickGrid {
  readonly xy: Float32Array;
  readonly columns: number;
  readonly rows: number;
  readonly left: number;
  readonly bottom: number;
  /** Side of a cell in units of the map. */
  readonly side: number;
  /** Where a cell's points begin in `nodes`. [columns · rows + 1] */
  readonly starts: Int32Array;
  readonly nodes: Int32Array;
}

/** Points in a cell on average. */
const PER_CELL = 4;

/** Yields after every `slice` points; returns the grid. Points that are not finite are in no cell. */
export function* buildPickGrid(xy: Float32Array, slice = 25_000): Generator<undefined, PickGrid> {
  const count = xy.length / 2;
  const { low, high } = extentOf(xy);
  const across = Math.max(high[0] - low[0], 1e-6);
  const up = Math.max(high[1] - low[1], 1e-6);
  const cells = Math.max(1, count / PER_CELL);
  const side = Math.max(Math.sqrt((across * up) / cells), Math.max(across, up) / 2000);
  const columns = Math.floor(across / side) + 1;
  const rows = Math.floor(up / side) + 1;
  const grid = { xy, columns, rows, left: low[0], bottom: low[1], side };
  const cellOf = new Int32Array(count);
  const starts = new Int32Array(columns * rows + 1);
  for (let node = 0; node < count; node += 1) {
    if (node % slice === 0) yield;
    const x = xy[2 * node] ?? NaN;
    const y = xy[2 * node + 1] ?? NaN;
    if (!Number.isFinite(x) || !Number.isFinite(y)) {
      cellOf[node] = -1;
      continue;
    }
    const cell = Math.floor((y - grid.bottom) / side) * columns + Math.floor((x - grid.left) / side);
    cellOf[node] = cell;
    starts[cell + 1] = (starts[cell + 1] ?? 0) + 1;
  }
  for (let cell = 0; cell < columns * rows; cell += 1) {
    starts[cell + 1] = (starts[cell + 1] ?? 0) + (starts[cell] ?? 0);
  }
  const next = starts.slice(0, -1);
  const nodes = new Int32Array(starts[columns * rows] ?? 0);
  for (let node = 0; node < count; node += 1) {
    if (node % slice === 0) yield;
    const cell = cellOf[node] ?? -1;
    if (cell < 0) continue;
    const place = next[cell] ?? 0;
    nodes[place] = node;
    next[cell] = place + 1;
  }
  return { ...grid, starts, nodes };
}

/** The whole grid at once. */
export function pickGrid(xy: Float32Array): PickGrid {
  const steps = buildPickGrid(xy);
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

/**
 * The point nearest to (x, y) within `reach`, all in units of the map; of points equally near, the one with the lowest number. null where
 * there is none.
 * @param allowed only points of which it says yes
 */
export function nearestPoint(
  grid: PickGrid,
  x: number,
  y: number,
  reach: number,
  allowed: (node: number) => boolean = () => true
): number | null {
  const { columns, rows, side } = grid;
  const columnOf = (at: number) => Math.floor((at - grid.left) / side);
  const rowOf = (at: number) => Math.floor((at - grid.bottom) / side);
  let best: number | null = null;
  let bestSquare = reach * reach;
  const firstRow = Math.max(0, rowOf(y - reach));
  const lastRow = Math.min(rows - 1, rowOf(y + reach));
  const firstColumn = Math.max(0, columnOf(x - reach));
  const lastColumn = Math.min(columns - 1, columnOf(x + reach));
  for (let row = firstRow; row <= lastRow; row += 1) {
    for (let column = firstColumn; column <= lastColumn; column += 1) {
      const cell = row * columns + column;
      for (let at = grid.starts[cell] ?? 0; at < (grid.starts[cell + 1] ?? 0); at += 1) {
        const node = grid.nodes[at] ?? 0;
        const dx = (grid.xy[2 * node] ?? NaN) - x;
        const dy = (grid.xy[2 * node + 1] ?? NaN) - y;
        const distance = dx * dx + dy * dy;
        const isNearer = distance < bestSquare || (distance === bestSquare && (best === null || node < best));
        if (isNearer && allowed(node)) {
          best = node;
          bestSquare = distance;
        }
      }
    }
  }
  return best;
}
