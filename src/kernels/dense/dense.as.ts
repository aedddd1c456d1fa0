// Dense products in SIMD, for wasm, with what follows a product done on each tile of it. AssemblyScript; numbers are addresses in a
// memory, tfjs's or a worker's own. dense.ts has the formulas; simd/product.as.ts says how the sums are made.
import {
  leftPanel,
  packLeft,
  packLeftTransposed,
  packRight,
  packRightTransposed,
  rightPanel,
  stepsOf,
  timesTile,
  TILE_BYTES,
  TILE_COLUMNS,
  TILE_ROWS
} from '../simd/product.as';

/** Rows of the left factor that are packed at a time. */
const BLOCK_ROWS: i32 = 24;
/** Longest sum that is made in one go: longer float32 sums lose digits. */
const CHUNK: i32 = 8192;
/** Rows of both factors of a weight gradient that are packed at a time: what is packed of them stays in the cache. */
const GRADIENT_ROWS: i32 = 256;

/**
 * Panels of b [depth, columns], or of bᵀ for b [columns, depth].
 * @param panels ⌈columns / 8⌉ · 8 · (depth rounded up to a multiple of 4) floats
 */
export function densePanels(b: usize, panels: usize, depth: i32, columns: i32, isTransposed: i32): void {
  if (isTransposed) packRightTransposed(b, panels, depth, columns);
  else packRight(b, panels, depth, columns, (<usize>columns) << 2);
}

/**
 * out [rows, columns] = act(a [rows, depth] · b + bias), act(v) = v above 0 and slope · v elsewhere. A row's numbers depend on its own
 * row of `a` alone, so that rows can be had in any parts.
 * @param panels of b
 * @param bias [columns], or 0 for none
 * @param scratch 24 · (depth + 3) + 96 floats
 * @param slope 1 for no activation
 */
export function denseRows(
  a: usize,
  panels: usize,
  bias: usize,
  out: usize,
  scratch: usize,
  rows: i32,
  depth: i32,
  columns: i32,
  slope: f32
): void {
  const left = scratch + 2 * TILE_BYTES;
  const stride = (<usize>columns) << 2;
  for (let first: i32 = 0; first < rows; first += BLOCK_ROWS) {
    const some = min(BLOCK_ROWS, rows - first);
    packLeft(a + ((<usize>first * <usize>depth) << 2), left, some, depth);
    for (let column: i32 = 0; column < columns; column += TILE_COLUMNS) {
      const right = panels + <usize>(column >> 3) * rightPanel(depth);
      const ownBias = bias ? bias + ((<usize>column) << 2) : 0;
      for (let row: i32 = 0; row < some; row += TILE_ROWS) {
        product(left + <usize>(row / TILE_ROWS) * leftPanel(depth), right, scratch, depth);
        const to = out + <usize>(first + row) * stride + ((<usize>column) << 2);
        finish(scratch, to, stride, min(TILE_ROWS, some - row), min(TILE_COLUMNS, columns - column), ownBias, slope);
      }
    }
  }
}

/** The same from b itself, or bᵀ where b is [columns, depth]. @param scratch room for the panels and behind it that of denseRows */
export function dense(
  a: usize,
  b: usize,
  bias: usize,
  out: usize,
  scratch: usize,
  rows: i32,
  depth: i32,
  columns: i32,
  isTransposed: i32,
  slope: f32
): void {
  densePanels(b, scratch, depth, columns, isTransposed);
  const room = scratch + <usize>((columns + TILE_COLUMNS - 1) / TILE_COLUMNS) * rightPanel(depth);
  denseRows(a, scratch, bias, out, room, rows, depth, columns, slope);
}

/** tile = left · right, long sums in parts. @param tile two of them, the second one for the parts */
function product(left: usize, right: usize, tile: usize, depth: i32): void {
  timesTile(left, right, tile, stepsOf(min(CHUNK, depth)), 0);
  for (let k = CHUNK; k < depth; k += CHUNK) {
    const part = tile + TILE_BYTES;
    timesTile(left + leftPanel(k), right + rightPanel(k), part, stepsOf(min(CHUNK, depth - k)), 0);
    denseAdd(tile, part, TILE_ROWS * TILE_COLUMNS);
  }
}

/** What stands in a tile, with bias and activation, to its place in a result whose rows are `stride` bytes long. */
function finish(tile: usize, to: usize, stride: usize, tall: i32, wide: i32, bias: usize, slope: f32): void {
  if (wide < TILE_COLUMNS) return finishSome(tile, to, stride, tall, wide, bias, slope);
  const b0 = bias ? v128.load(bias) : f32x4.splat(0);
  const b1 = bias ? v128.load(bias, 16) : f32x4.splat(0);
  let from = tile;
  let at = to;
  for (let row: i32 = 0; row < tall; row++) {
    let v0 = v128.load(from);
    let v1 = v128.load(from, 16);
    if (bias) {
      v0 = f32x4.add(v0, b0);
      v1 = f32x4.add(v1, b1);
    }
    if (slope != 1) {
      v0 = bent(v0, v0, slope);
      v1 = bent(v1, v1, slope);
    }
    v128.store(at, v0);
    v128.store(at, v1, 16);
    from += 32;
    at += stride;
  }
}

/** The same where the tile is wider than what is left of the result. */
function finishSome(tile: usize, to: usize, stride: usize, tall: i32, wide: i32, bias: usize, slope: f32): void {
  for (let row: i32 = 0; row < tall; row++) {
    for (let j: i32 = 0; j < wide; j++) {
      const column = (<usize>j) << 2;
      let value = load<f32>(tile + ((<usize>row) << 5) + column);
      if (bias) value += load<f32>(bias + column);
      if (slope != 1 && !(value > 0)) value *= slope;
      store<f32>(to + <usize>row * stride + column, value);
    }
  }
}

/** v where `by` is above 0, slope · v elsewhere. */
function bent(v: v128, by: v128, slope: f32): v128 {
  return v128.bitselect(v, f32x4.mul(v, f32x4.splat(slope)), f32x4.gt(by, f32x4.splat(0)));
}

/** out [count] = dy where y is above 0, slope · dy elsewhere: through the activation whose results are y. */
export function denseBent(dy: usize, y: usize, out: usize, count: i32, slope: f32): void {
  const bytes = (<usize>count) << 2;
  let at: usize = 0;
  for (; at + 16 <= bytes; at += 16) v128.store(out + at, bent(v128.load(dy + at), v128.load(y + at), slope));
  for (; at < bytes; at += 4) {
    const value = load<f32>(dy + at);
    store<f32>(out + at, load<f32>(y + at) > 0 ? value : value * slope);
  }
}

/**
 * out [width, columns] = Σ over rows first … end − 1 of xᵀ dy, for x [·, width] and dy [·, columns]: one part of a weight gradient. Each
 * number is one sum over rows in ascending order.
 * @param scratch 256 · (width + columns + 12) + 48 floats
 */
export function denseWeights(
  x: usize,
  dy: usize,
  out: usize,
  scratch: usize,
  first: i32,
  end: i32,
  width: i32,
  columns: i32
): void {
  const left = scratch + TILE_BYTES;
  const right = left + <usize>((width + TILE_ROWS - 1) / TILE_ROWS) * leftPanel(GRADIENT_ROWS);
  const stride = (<usize>columns) << 2;
  const xStride = (<usize>width) << 2;
  if (first >= end) memory.fill(out, 0, <usize>width * stride);
  for (let start = first; start < end; start += GRADIENT_ROWS) {
    const depth = min(GRADIENT_ROWS, end - start);
    packLeftTransposed(x + <usize>start * xStride, left, width, depth, xStride);
    packRight(dy + <usize>start * stride, right, depth, columns, stride);
    for (let row: i32 = 0; row < width; row += TILE_ROWS) {
      const own = left + <usize>(row / TILE_ROWS) * leftPanel(depth);
      const tall = min(TILE_ROWS, width - row);
      for (let column: i32 = 0; column < columns; column += TILE_COLUMNS) {
        const to = out + <usize>row * stride + ((<usize>column) << 2);
        const wide = min(TILE_COLUMNS, columns - column);
        const panel = right + <usize>(column >> 3) * rightPanel(depth);
        const goesOn = start > first ? 1 : 0;
        if (goesOn) takeUp(scratch, to, stride, tall, wide);
        timesTile(own, panel, scratch, stepsOf(depth), goesOn);
        finish(scratch, to, stride, tall, wide, 0, 1);
      }
    }
  }
}

/** The tile as it stands in a result, for sums that go on from there. */
function takeUp(tile: usize, from: usize, stride: usize, tall: i32, wide: i32): void {
  for (let row: i32 = 0; row < tall; row++) {
    const to = tile + ((<usize>row) << 5);
    const at = from + <usize>row * stride;
    if (wide == TILE_COLUMNS) {
      v128.store(to, v128.load(at));
      v128.store(to, v128.load(at, 16), 16);
    } else {
      for (let j: i32 = 0; j < wide; j++) store<f32>(to + ((<usize>j) << 2), load<f32>(at + ((<usize>j) << 2)));
    }
  }
}

/** out [columns] = Σ over rows first … end − 1 of dy [·, columns], in ascending order: one part of a bias' gradient. */
export function denseBias(dy: usize, out: usize, first: i32, end: i32, columns: i32): void {
  const stride = (<usize>columns) << 2;
  memory.fill(out, 0, stride);
  for (let row = first; row < end; row++) denseAdd(out, dy + <usize>row * stride, columns);
}

/** to [count] += from [count]. */
export function denseAdd(to: usize, from: usize, count: i32): void {
  const bytes = (<usize>count) << 2;
  let at: usize = 0;
  for (; at + 16 <= bytes; at += 16) v128.store(to + at, f32x4.add(v128.load(to + at), v128.load(from + at)));
  for (; at < bytes; at += 4) store<f32>(to + at, load<f32>(to + at) + load<f32>(from + at));
}

/**
 * out [width, columns] = xᵀ dy for x [rows, width] and dy [rows, columns]: parts of `partRows` rows, added in their order.
 * @param scratch width · columns floats, and behind them what denseWeights needs
 */
export function denseWeightGradient(
  x: usize,
  dy: usize,
  out: usize,
  scratch: usize,
  rows: i32,
  width: i32,
  columns: i32,
  partRows: i32
): void {
  const count = width * columns;
  const room = scratch + ((<usize>count) << 2);
  denseWeights(x, dy, out, room, 0, min(partRows, rows), width, columns);
  for (let first = partRows; first < rows; first += partRows) {
    denseWeights(x, dy, scratch, room, first, min(first + partRows, rows), width, columns);
    denseAdd(out, scratch, count);
  }
}

/** out [columns] = Σ of the rows of dy [rows, columns]: parts as above. @param scratch columns floats */
export function denseBiasGradient(dy: usize, out: usize, scratch: usize, rows: i32, columns: i32, partRows: i32): void {
  denseBias(dy, out, 0, min(partRows, rows), columns);
  for (let first = partRows; first < rows; first += partRows) {
    denseBias(dy, scratch, first, min(first + partRows, rows), columns);
    denseAdd(out, scratch, columns);
  }
}
