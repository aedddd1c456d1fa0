// The calls of dense products into our module, by addresses: the same on tfjs's memory and on a worker's own. Nothing here allocates;
// callers make the room that is said, in floats, and take addresses when all of it is there.
import type { WasmOperators } from '../backend/wasm-operators';
import type { RowPart } from './row-parts';

/** Steps of k are packed in fours. */
const steps = (depth: number): number => 4 * Math.ceil(depth / 4);

/** Floats of the panels of a right factor [depth, columns]. */
export const panelFloats = (depth: number, columns: number): number => 8 * Math.ceil(columns / 8) * steps(depth);

/** Floats of room that `denseRows` needs. */
export const rowsScratchFloats = (depth: number): number => 24 * steps(depth) + 96;

/** Floats of room that `denseWeights` needs. */
export const weightsScratchFloats = (width: number, columns: number): number =>
  256 * (6 * Math.ceil(width / 6) + 8 * Math.ceil(columns / 8)) + 48;

/** b [depth, columns], or [columns, depth] where `isTransposed`, to panels for `denseRows`. Once for each weight and step. */
export function densePanels(
  module: WasmOperators,
  at: { readonly b: number; readonly panels: number },
  size: { readonly depth: number; readonly columns: number; readonly isTransposed: boolean }
): void {
  module.call('densePanels', [at.b, at.panels, size.depth, size.columns, Number(size.isTransposed)]);
}

/**
 * out [rows, columns] = act(a [rows, depth] · b + bias), act(v) = v above 0, slope · v elsewhere. Rows do not depend on each other.
 * @param at.bias address, or 0 for none
 * @param size.slope 1 for no activation
 */
export function denseRows(
  module: WasmOperators,
  at: {
    readonly a: number;
    readonly panels: number;
    readonly bias: number;
    readonly out: number;
    readonly scratch: number;
  },
  size: { readonly rows: number; readonly depth: number; readonly columns: number; readonly slope: number }
): void {
  const { rows, depth, columns, slope } = size;
  module.call('denseRows', [at.a, at.panels, at.bias, at.out, at.scratch, rows, depth, columns, slope]);
}

/** out [width, columns] = Σ over the part's rows of xᵀ dy: one part of a weight gradient. x and dy begin at row 0. */
export function denseWeights(
  module: WasmOperators,
  at: { readonly x: number; readonly dy: number; readonly out: number; readonly scratch: number },
  size: { readonly part: RowPart; readonly width: number; readonly columns: number }
): void {
  const { part, width, columns } = size;
  module.call('denseWeights', [at.x, at.dy, at.out, at.scratch, part.first, part.end, width, columns]);
}

/** out [columns] = Σ over the part's rows of dy [·, columns]: one part of a bias' gradient. */
export function denseBias(
  module: WasmOperators,
  at: { readonly dy: number; readonly out: number },
  size: { readonly part: RowPart; readonly columns: number }
): void {
  module.call('denseBias', [at.dy, at.out, size.part.first, size.part.end, size.columns]);
}

/** out [count] = dy where y is above 0, slope · dy elsewhere: back through the activation whose results are y. May write over dy. */
export function denseBent(
  module: WasmOperators,
  at: { readonly dy: number; readonly y: number; readonly out: number },
  size: { readonly count: number; readonly slope: number }
): void {
  module.call('denseBent', [at.dy, at.y, at.out, size.count, size.slope]);
}

/** to [count] += from [count]. */
export function denseAdd(
  module: WasmOperators,
  at: { readonly to: number; readonly from: number },
  count: number
): void {
  module.call('denseAdd', [at.to, at.from, count]);
}
