// One step of inverse.parts.ts on the rows of one part, in SIMD; AssemblyScript, numbers are addresses in a worker's own memory. Products
// are the tiles of simd/product.as.ts; each is taken off the matrix where it is made.
import {
  leftPanel,
  packLeft,
  rightPanel,
  stepsOf,
  timesTile,
  TILE_BYTES,
  TILE_COLUMNS,
  TILE_ROWS
} from '../simd/product.as';

/** Rows of the left factor that are packed at a time. */
const BLOCK_ROWS: i32 = 24;

/**
 * rest [rows, columns] −= left [rows, depth] · right, at and below the diagonal; what stands above it has no meaning. A number's sum over
 * the depth is made in ascending order, then taken off.
 * @param panels of right [depth, columns], as densePanels makes them
 * @param scratch 24 · (depth + 3) + 48 floats
 * @param first the place of row 0 among the columns
 */
export function inverseUpdate(
  rest: usize,
  left: usize,
  panels: usize,
  scratch: usize,
  rows: i32,
  depth: i32,
  columns: i32,
  first: i32
): void {
  const packed = scratch + TILE_BYTES;
  const stride = (<usize>columns) << 2;
  const steps = stepsOf(depth);
  for (let start: i32 = 0; start < rows; start += BLOCK_ROWS) {
    const some = min(BLOCK_ROWS, rows - start);
    packLeft(left + ((<usize>start * <usize>depth) << 2), packed, some, depth);
    const end = min(columns, first + start + some);
    for (let column: i32 = 0; column < end; column += TILE_COLUMNS) {
      const right = panels + <usize>(column >> 3) * rightPanel(depth);
      const wide = min(TILE_COLUMNS, columns - column);
      for (let row: i32 = 0; row < some; row += TILE_ROWS) {
        timesTile(packed + <usize>(row / TILE_ROWS) * leftPanel(depth), right, scratch, steps, 0);
        const to = rest + <usize>(start + row) * stride + ((<usize>column) << 2);
        takeOff(scratch, to, stride, min(TILE_ROWS, some - row), wide);
      }
    }
  }
}

/** What stands in a tile off its place in a matrix whose rows are `stride` bytes long. */
function takeOff(tile: usize, to: usize, stride: usize, tall: i32, wide: i32): void {
  let from = tile;
  let at = to;
  for (let row: i32 = 0; row < tall; row++) {
    if (wide == TILE_COLUMNS) {
      v128.store(at, f32x4.sub(v128.load(at), v128.load(from)));
      v128.store(at, f32x4.sub(v128.load(at, 16), v128.load(from, 16)), 16);
    } else {
      for (let j: usize = 0; j < <usize>wide; j++) {
        store<f32>(at + (j << 2), load<f32>(at + (j << 2)) - load<f32>(from + (j << 2)));
      }
    }
    from += 32;
    at += stride;
  }
}
