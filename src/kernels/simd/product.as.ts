// Dense products at the processor's pace, for operators that need whole ones: a tile of six rows and eight columns, whose twelve sums of
// four lanes, with two loads of the right factor and one of the left, take up fifteen of the sixteen registers there are. Both factors
// lie in panels: of the right one, eight columns side by side for each k; of the left one, six rows. Panels are filled up with zeros to a
// multiple of four in k, so that the tile's loop, four steps at a time, stands alone in its function: with another loop for what is left
// over, V8 keeps sums on the stack, which costs two fifths of the pace (Node 20).
// Every number of the result is one sum over k in ascending order, whatever the blocks: how a product is cut never shows in its bits.
import { multiplyAdd } from './lanes.as';

/** Rows of a tile. */
export const TILE_ROWS: i32 = 6;
/** Columns of a tile. */
export const TILE_COLUMNS: i32 = 8;
/** Bytes of a tile [6, 8]. */
export const TILE_BYTES: usize = 192;

/** Bytes of a step in k: of a left panel (six numbers) and of a right one (eight). */
const LEFT: usize = 24;
const RIGHT: usize = 32;

/** Steps of a panel for sums over `depth`. */
export function stepsOf(depth: i32): i32 {
  return (depth + 3) & ~3;
}

/** Bytes of one left panel. */
export function leftPanel(depth: i32): usize {
  return <usize>stepsOf(depth) * LEFT;
}

/** Bytes of one right panel. */
export function rightPanel(depth: i32): usize {
  return <usize>stepsOf(depth) * RIGHT;
}

/**
 * Panels [⌈columns / 8⌉, steps, 8] of b [depth, columns], whose rows begin `apart` bytes from each other; columns that are missing in
 * the last panel are 0.
 */
export function packRight(b: usize, panels: usize, depth: i32, columns: i32, apart: usize): void {
  const missing = <usize>(stepsOf(depth) - depth) * RIGHT;
  let to = panels;
  for (let start: i32 = 0; start < columns; start += TILE_COLUMNS) {
    let from = b + ((<usize>start) << 2);
    const here = columns - start;
    if (here >= TILE_COLUMNS) {
      for (let k: i32 = 0; k < depth; k++) {
        v128.store(to, v128.load(from));
        v128.store(to, v128.load(from, 16), 16);
        from += apart;
        to += RIGHT;
      }
    } else {
      for (let k: i32 = 0; k < depth; k++) {
        for (let j: i32 = 0; j < TILE_COLUMNS; j++) {
          store<f32>(to + ((<usize>j) << 2), j < here ? load<f32>(from + ((<usize>j) << 2)) : 0);
        }
        from += apart;
        to += RIGHT;
      }
    }
    memory.fill(to, 0, missing);
    to += missing;
  }
}

/** The same panels of bᵀ, for b [columns, depth], whose rows lie one behind the other. */
export function packRightTransposed(b: usize, panels: usize, depth: i32, columns: i32): void {
  const stride = (<usize>depth) << 2;
  const missing = <usize>(stepsOf(depth) - depth) * RIGHT;
  let to = panels;
  for (let start: i32 = 0; start < columns; start += TILE_COLUMNS) {
    const first = b + <usize>start * stride;
    const here = columns - start;
    for (let k: usize = 0; k < stride; k += 4) {
      let from = first + k;
      for (let j: i32 = 0; j < TILE_COLUMNS; j++) {
        store<f32>(to + ((<usize>j) << 2), j < here ? load<f32>(from) : 0);
        from += stride;
      }
      to += RIGHT;
    }
    memory.fill(to, 0, missing);
    to += missing;
  }
}

/** Panels [⌈rows / 6⌉, steps, 6] of a [rows, depth]; where the last panel lacks rows, others stand, whose sums nobody reads. */
export function packLeft(a: usize, panels: usize, rows: i32, depth: i32): void {
  const stride = (<usize>depth) << 2;
  const missing = <usize>(stepsOf(depth) - depth) * LEFT;
  let to = panels;
  for (let start: i32 = 0; start < rows; start += TILE_ROWS) {
    const here = rows - start;
    const a0 = a + <usize>start * stride;
    const a1 = here > 1 ? a0 + stride : a0;
    const a2 = here > 2 ? a1 + stride : a0;
    const a3 = here > 3 ? a2 + stride : a0;
    const a4 = here > 4 ? a3 + stride : a0;
    const a5 = here > 5 ? a4 + stride : a0;
    for (let k: usize = 0; k < stride; k += 4) {
      store<f32>(to, load<f32>(a0 + k));
      store<f32>(to, load<f32>(a1 + k), 4);
      store<f32>(to, load<f32>(a2 + k), 8);
      store<f32>(to, load<f32>(a3 + k), 12);
      store<f32>(to, load<f32>(a4 + k), 16);
      store<f32>(to, load<f32>(a5 + k), 20);
      to += LEFT;
    }
    memory.fill(to, 0, missing);
    to += missing;
  }
}

/** The same panels of aᵀ, for a [depth, rows], whose rows begin `apart` bytes from each other. */
export function packLeftTransposed(a: usize, panels: usize, rows: i32, depth: i32, apart: usize): void {
  const missing = <usize>(stepsOf(depth) - depth) * LEFT;
  let to = panels;
  for (let start: i32 = 0; start < rows; start += TILE_ROWS) {
    let from = a + ((<usize>start) << 2);
    const here = rows - start;
    if (here >= TILE_ROWS) {
      for (let k: i32 = 0; k < depth; k++) {
        v128.store(to, v128.load(from));
        store<u64>(to, load<u64>(from, 16), 16);
        from += apart;
        to += LEFT;
      }
    } else {
      for (let k: i32 = 0; k < depth; k++) {
        for (let i: i32 = 0; i < TILE_ROWS; i++) {
          store<f32>(to + ((<usize>i) << 2), i < here ? load<f32>(from + ((<usize>i) << 2)) : 0);
        }
        from += apart;
        to += LEFT;
      }
    }
    memory.fill(to, 0, missing);
    to += missing;
  }
}

/**
 * tile [6, 8] = left panel · right panel over `steps` steps of k, a multiple of four.
 * @param goesOn 1 where the sums go on from what stands in the tile, 0 where they begin at zero
 */
export function timesTile(left: usize, right: usize, tile: usize, steps: i32, goesOn: i32): void {
  let s00 = f32x4.splat(0);
  let s01 = f32x4.splat(0);
  let s10 = f32x4.splat(0);
  let s11 = f32x4.splat(0);
  let s20 = f32x4.splat(0);
  let s21 = f32x4.splat(0);
  let s30 = f32x4.splat(0);
  let s31 = f32x4.splat(0);
  let s40 = f32x4.splat(0);
  let s41 = f32x4.splat(0);
  let s50 = f32x4.splat(0);
  let s51 = f32x4.splat(0);
  if (goesOn) {
    s00 = v128.load(tile);
    s01 = v128.load(tile, 16);
    s10 = v128.load(tile, 32);
    s11 = v128.load(tile, 48);
    s20 = v128.load(tile, 64);
    s21 = v128.load(tile, 80);
    s30 = v128.load(tile, 96);
    s31 = v128.load(tile, 112);
    s40 = v128.load(tile, 128);
    s41 = v128.load(tile, 144);
    s50 = v128.load(tile, 160);
    s51 = v128.load(tile, 176);
  }
  const end = left + <usize>steps * LEFT;
  let b = right;
  let b0: v128;
  let b1: v128;
  let x: v128;
  for (let a = left; a < end; a += 4 * LEFT) {
    b0 = v128.load(b);
    b1 = v128.load(b, 16);
    x = v128.load32_splat(a);
    s00 = multiplyAdd(x, b0, s00);
    s01 = multiplyAdd(x, b1, s01);
    x = v128.load32_splat(a, 4);
    s10 = multiplyAdd(x, b0, s10);
    s11 = multiplyAdd(x, b1, s11);
    x = v128.load32_splat(a, 8);
    s20 = multiplyAdd(x, b0, s20);
    s21 = multiplyAdd(x, b1, s21);
    x = v128.load32_splat(a, 12);
    s30 = multiplyAdd(x, b0, s30);
    s31 = multiplyAdd(x, b1, s31);
    x = v128.load32_splat(a, 16);
    s40 = multiplyAdd(x, b0, s40);
    s41 = multiplyAdd(x, b1, s41);
    x = v128.load32_splat(a, 20);
    s50 = multiplyAdd(x, b0, s50);
    s51 = multiplyAdd(x, b1, s51);
    b0 = v128.load(b, 32);
    b1 = v128.load(b, 48);
    x = v128.load32_splat(a, 24);
    s00 = multiplyAdd(x, b0, s00);
    s01 = multiplyAdd(x, b1, s01);
    x = v128.load32_splat(a, 28);
    s10 = multiplyAdd(x, b0, s10);
    s11 = multiplyAdd(x, b1, s11);
    x = v128.load32_splat(a, 32);
    s20 = multiplyAdd(x, b0, s20);
    s21 = multiplyAdd(x, b1, s21);
    x = v128.load32_splat(a, 36);
    s30 = multiplyAdd(x, b0, s30);
    s31 = multiplyAdd(x, b1, s31);
    x = v128.load32_splat(a, 40);
    s40 = multiplyAdd(x, b0, s40);
    s41 = multiplyAdd(x, b1, s41);
    x = v128.load32_splat(a, 44);
    s50 = multiplyAdd(x, b0, s50);
    s51 = multiplyAdd(x, b1, s51);
    b0 = v128.load(b, 64);
    b1 = v128.load(b, 80);
    x = v128.load32_splat(a, 48);
    s00 = multiplyAdd(x, b0, s00);
    s01 = multiplyAdd(x, b1, s01);
    x = v128.load32_splat(a, 52);
    s10 = multiplyAdd(x, b0, s10);
    s11 = multiplyAdd(x, b1, s11);
    x = v128.load32_splat(a, 56);
    s20 = multiplyAdd(x, b0, s20);
    s21 = multiplyAdd(x, b1, s21);
    x = v128.load32_splat(a, 60);
    s30 = multiplyAdd(x, b0, s30);
    s31 = multiplyAdd(x, b1, s31);
    x = v128.load32_splat(a, 64);
    s40 = multiplyAdd(x, b0, s40);
    s41 = multiplyAdd(x, b1, s41);
    x = v128.load32_splat(a, 68);
    s50 = multiplyAdd(x, b0, s50);
    s51 = multiplyAdd(x, b1, s51);
    b0 = v128.load(b, 96);
    b1 = v128.load(b, 112);
    x = v128.load32_splat(a, 72);
    s00 = multiplyAdd(x, b0, s00);
    s01 = multiplyAdd(x, b1, s01);
    x = v128.load32_splat(a, 76);
    s10 = multiplyAdd(x, b0, s10);
    s11 = multiplyAdd(x, b1, s11);
    x = v128.load32_splat(a, 80);
    s20 = multiplyAdd(x, b0, s20);
    s21 = multiplyAdd(x, b1, s21);
    x = v128.load32_splat(a, 84);
    s30 = multiplyAdd(x, b0, s30);
    s31 = multiplyAdd(x, b1, s31);
    x = v128.load32_splat(a, 88);
    s40 = multiplyAdd(x, b0, s40);
    s41 = multiplyAdd(x, b1, s41);
    x = v128.load32_splat(a, 92);
    s50 = multiplyAdd(x, b0, s50);
    s51 = multiplyAdd(x, b1, s51);
    b += 4 * RIGHT;
  }
  v128.store(tile, s00);
  v128.store(tile, s01, 16);
  v128.store(tile, s10, 32);
  v128.store(tile, s11, 48);
  v128.store(tile, s20, 64);
  v128.store(tile, s21, 80);
  v128.store(tile, s30, 96);
  v128.store(tile, s31, 112);
  v128.store(tile, s40, 128);
  v128.store(tile, s41, 144);
  v128.store(tile, s50, 160);
  v128.store(tile, s51, 176);
}
