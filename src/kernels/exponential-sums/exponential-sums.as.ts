// Exponential sums in SIMD, for wasm: dot products in tiles of six rows and eight others, their exponentials, and the sums over the
// others from these, some others at a time, so that nothing of it leaves the nearest caches but the exponentials of a block of rows where
// the sums of the others need them, once the block's weights are known. AssemblyScript; numbers are addresses in tfjs's memory.
// exponential-sums.ts has the formulas, simd/product.as.ts says how products are made.
import { denseAdd } from '../dense/dense.as';
import { exponentials, sumOfLanes } from '../simd/lanes.as';
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

/** Others whose sums are made by themselves: longer float32 sums lose digits. A multiple of SOME. */
const CHUNK: i32 = 8192;
/** Others whose exponentials are used up before the next ones are made. */
const SOME: i32 = 256;
/** Rows whose exponentials are there at a time: a multiple of four and of six, as tiles want it. */
const BLOCK_ROWS: i32 = 96;

function groupsOf(count: i32, size: i32): i32 {
  return (count + size - 1) / size;
}

/**
 * Others [count, width] as the two products need them: othersᵀ / temperature in panels of eight others; behind them, for each SOME of
 * the others, panels of eight columns.
 * @param panels ⌈count / 8⌉ · 8 · steps of width + ⌈width / 8⌉ · 8 · steps of count floats
 */
export function packOthers(others: usize, panels: usize, count: i32, width: i32, temperature: f32): void {
  packRightTransposed(others, panels, width, count);
  const columns = panels + <usize>groupsOf(count, TILE_COLUMNS) * rightPanel(width);
  const factor = f32x4.splat(1 / temperature);
  for (let at = panels; at < columns; at += 16) v128.store(at, f32x4.mul(v128.load(at), factor));
  const stride = (<usize>width) << 2;
  let to = columns;
  for (let start: i32 = 0; start < count; start += SOME) {
    const here = min(SOME, count - start);
    packRight(others + <usize>start * stride, to, here, width, stride);
    to += <usize>groupsOf(width, TILE_COLUMNS) * rightPanel(here);
  }
}

/**
 * s [rows, width], z [rows] and, where there is a weight, t [count, width] of rows x, cut as row-parts.ts says: the parts' t are added in
 * their order.
 * @param out s, and behind it z, the rows' maxima where they are taken off, and t
 * @param weight w = weight / z; 0 for no t
 * @param factors [rows], w = factor · weight / z; 0 where all are 1
 * @param scratch that of packOthers, that of exponentialSumsOfPart, and 2 · ⌈count / 8⌉ · 8 · ⌈width / 6⌉ · 6 floats for t's tiles
 */
export function exponentialSums(
  x: usize,
  others: usize,
  out: usize,
  scratch: usize,
  rows: i32,
  count: i32,
  width: i32,
  temperature: f32,
  weight: f32,
  partRows: i32,
  isShifted: i32,
  factors: usize
): void {
  const stride = (<usize>width) << 2;
  const z = out + <usize>rows * stride;
  const maxima = isShifted ? z + ((<usize>rows) << 2) : 0;
  const tileCount = groupsOf(count, TILE_COLUMNS) * groupsOf(width, TILE_ROWS);
  const tiles = scratch;
  const partTiles = tiles + <usize>tileCount * TILE_BYTES;
  const panels = weight != 0 ? partTiles + <usize>tileCount * TILE_BYTES : scratch;
  const room = panels + othersPanels(count, width);
  packOthers(others, panels, count, width, temperature);
  for (let first: i32 = 0; first < rows; first += partRows) {
    const some = min(partRows, rows - first);
    const at = first > 0 ? partTiles : tiles;
    exponentialSumsOfPart(
      x + <usize>first * stride,
      panels,
      out + <usize>first * stride,
      z + ((<usize>first) << 2),
      isShifted ? maxima + ((<usize>first) << 2) : 0,
      at,
      room,
      some,
      count,
      width,
      weight,
      factors ? factors + ((<usize>first) << 2) : 0
    );
    if (weight != 0 && first > 0) denseAdd(tiles, partTiles, tileCount * TILE_ROWS * TILE_COLUMNS);
  }
  if (weight != 0) openOthers(tiles, (isShifted ? maxima : z) + ((<usize>rows) << 2), count, width);
}

/** Bytes of what packOthers makes. */
function othersPanels(count: i32, width: i32): usize {
  return (
    <usize>groupsOf(count, TILE_COLUMNS) * rightPanel(width) + <usize>groupsOf(width, TILE_COLUMNS) * rightPanel(count)
  );
}

/**
 * s [rows, width] and z [rows] of one part of the rows, and its t in tiles [⌈count / 8⌉, ⌈width / 6⌉, 6, 8] of tᵀ, which openOthers turns
 * into rows; t is not touched where the weight is 0.
 * @param panels of the others
 * @param factors as above
 * @param maxima [rows], each row's largest x · o / temperature, which is taken off before the exponential; 0 where nothing is
 * @param scratch with b = the smaller of rows and 96: ⌈b / 6⌉ · 6 · (steps of width + 256 + 8 · ⌈width / 8⌉) + 4 · b + 48 floats, and with
 * a weight ⌈count / 8⌉ · 8 · steps of b + b · width + ⌈width / 6⌉ · 6 · steps of b more
 */
export function exponentialSumsOfPart(
  x: usize,
  panels: usize,
  sums: usize,
  totals: usize,
  maxima: usize,
  tiles: usize,
  scratch: usize,
  rows: i32,
  count: i32,
  width: i32,
  weight: f32,
  factors: usize
): void {
  const stride = (<usize>width) << 2;
  const most = min(BLOCK_ROWS, rows);
  const e = scratch;
  const weighted = e + <usize>groupsOf(count, TILE_COLUMNS) * rightPanel(most);
  const packed = weighted + <usize>most * stride;
  const room = weight != 0 ? packed + <usize>groupsOf(width, TILE_ROWS) * leftPanel(most) : scratch;
  if (weight != 0)
    memory.fill(tiles, 0, <usize>(groupsOf(count, TILE_COLUMNS) * groupsOf(width, TILE_ROWS)) * TILE_BYTES);
  for (let first: i32 = 0; first < rows; first += BLOCK_ROWS) {
    const some = min(BLOCK_ROWS, rows - first);
    const from = x + <usize>first * stride;
    const z = totals + ((<usize>first) << 2);
    const shift = maxima ? maxima + ((<usize>first) << 2) : 0;
    sumsOfBlock(from, panels, e, sums + <usize>first * stride, z, shift, room, some, count, width, weight != 0 ? 1 : 0);
    if (weight != 0) {
      weighRows(from, z, weighted, some, width, weight, factors ? factors + ((<usize>first) << 2) : 0);
      addToOthers(e, weighted, tiles, packed, some, count, width);
    }
  }
}

/** out [rows, width] = weight / z ∘ x, or factors ∘ weight / z ∘ x. */
function weighRows(x: usize, z: usize, out: usize, rows: i32, width: i32, weight: f32, factors: usize): void {
  const stride = (<usize>width) << 2;
  for (let row: i32 = 0; row < rows; row++) {
    const at = (<usize>row) << 2;
    const own = (factors ? load<f32>(factors + at) * weight : weight) / load<f32>(z + at);
    const from = x + <usize>row * stride;
    const to = out + <usize>row * stride;
    const factor = f32x4.splat(own);
    let k: usize = 0;
    for (; k + 16 <= stride; k += 16) v128.store(to + k, f32x4.mul(v128.load(from + k), factor));
    for (; k < stride; k += 4) store<f32>(to + k, load<f32>(from + k) * own);
  }
}

/**
 * s [rows, width] and z [rows] of a block of rows of x.
 * @param e [⌈count / 8⌉, steps of rows, 8], the exponentials, where they are kept
 * @param scratch ⌈rows / 6⌉ · 6 · (steps of width + 256 + 8 · ⌈width / 8⌉) + 4 · rows + 48 floats
 */
function sumsOfBlock(
  x: usize,
  panels: usize,
  e: usize,
  sums: usize,
  z: usize,
  maxima: usize,
  scratch: usize,
  rows: i32,
  count: i32,
  width: i32,
  isKept: i32
): void {
  const groups = groupsOf(rows, TILE_ROWS);
  const columns = groupsOf(width, TILE_COLUMNS);
  const tile = scratch;
  const totals = tile + TILE_BYTES;
  const left = totals + ((<usize>rows) << 4);
  const own = left + <usize>groups * leftPanel(width);
  const parts = own + <usize>groups * leftPanel(SOME);
  packLeft(x, left, rows, width);
  if (maxima) rowMaxima(left, panels, maxima, totals, tile, rows, count, width);
  let columnPanels = panels + <usize>groupsOf(count, TILE_COLUMNS) * rightPanel(width);
  for (let chunk: i32 = 0; chunk < count; chunk += CHUNK) {
    memory.fill(totals, 0, (<usize>rows) << 4);
    const end = min(chunk + CHUNK, count);
    for (let start = chunk; start < end; start += SOME) {
      const here = min(SOME, end - start);
      for (let o: i32 = 0; o < here; o += TILE_COLUMNS) {
        const right = panels + <usize>((start + o) >> 3) * rightPanel(width);
        const kept = e + <usize>((start + o) >> 3) * rightPanel(rows);
        for (let group: i32 = 0; group < groups; group++) {
          timesTile(left + <usize>group * leftPanel(width), right, tile, stepsOf(width), 0);
          const row = group * TILE_ROWS;
          const tall = min(TILE_ROWS, rows - row);
          if (maxima) takeOff(tile, maxima + ((<usize>row) << 2), tall);
          toExponentials(tile, totals + ((<usize>row) << 4), tall, here - o);
          turn(tile, own + <usize>group * leftPanel(SOME) + leftPanel(o));
          if (isKept) keepRows(tile, kept + ((<usize>row) << 5), tall);
        }
        // Steps beyond the last row, of which there are none in a full block.
        for (let at = (<usize>rows) << 5; isKept && at < rightPanel(rows); at += 16) {
          v128.store(kept + at, f32x4.splat(0));
        }
      }
      let part = parts;
      for (let column: i32 = 0; column < columns; column++) {
        for (let group: i32 = 0; group < groups; group++) {
          timesTile(own + <usize>group * leftPanel(SOME), columnPanels, part, stepsOf(here), start > chunk ? 1 : 0);
          part += TILE_BYTES;
        }
        columnPanels += rightPanel(here);
      }
    }
    addParts(parts, totals, sums, z, rows, width, chunk > 0 ? 1 : 0);
  }
}

/** maxima [rows]: the largest product of each row with any of the others. @param lanes four floats a row */
function rowMaxima(
  left: usize,
  panels: usize,
  maxima: usize,
  lanes: usize,
  tile: usize,
  rows: i32,
  count: i32,
  width: i32
): void {
  for (let row: i32 = 0; row < rows; row++) v128.store(lanes + ((<usize>row) << 4), f32x4.splat(-Infinity));
  for (let o: i32 = 0; o < count; o += TILE_COLUMNS) {
    const here = i32x4.splat(count - o);
    const first = i32x4.lt_s(i32x4(0, 1, 2, 3), here);
    const second = i32x4.lt_s(i32x4(4, 5, 6, 7), here);
    for (let start: i32 = 0; start < rows; start += TILE_ROWS) {
      const own = left + <usize>(start / TILE_ROWS) * leftPanel(width);
      timesTile(own, panels + <usize>(o >> 3) * rightPanel(width), tile, stepsOf(width), 0);
      const tall = min(TILE_ROWS, rows - start);
      for (let row: i32 = 0; row < tall; row++) {
        const at = tile + ((<usize>row) << 5);
        const to = lanes + ((<usize>(start + row)) << 4);
        const low = v128.bitselect(v128.load(at), f32x4.splat(-Infinity), first);
        const high = v128.bitselect(v128.load(at, 16), f32x4.splat(-Infinity), second);
        v128.store(to, f32x4.pmax(v128.load(to), f32x4.pmax(low, high)));
      }
    }
  }
  for (let row: i32 = 0; row < rows; row++) {
    const v = v128.load(lanes + ((<usize>row) << 4));
    const low = max<f32>(f32x4.extract_lane(v, 0), f32x4.extract_lane(v, 1));
    store<f32>(
      maxima + ((<usize>row) << 2),
      max<f32>(low, max<f32>(f32x4.extract_lane(v, 2), f32x4.extract_lane(v, 3)))
    );
  }
}

/** What is smaller is lost in a float32 sum with 1 in it, and products with the exponentials of much less are denormal, which is slow. */
const LOWEST: f32 = -60;

/** Takes each row's maximum off a tile. */
function takeOff(tile: usize, maxima: usize, tall: i32): void {
  for (let row: i32 = 0; row < tall; row++) {
    const at = tile + ((<usize>row) << 5);
    const largest = v128.load32_splat(maxima + ((<usize>row) << 2));
    const lowest = f32x4.splat(LOWEST);
    v128.store(at, f32x4.pmax(lowest, f32x4.sub(v128.load(at), largest)));
    v128.store(at, f32x4.pmax(lowest, f32x4.sub(v128.load(at, 16), largest)), 16);
  }
}

/** tile [6, 8] ← exp(tile), of which the first `here` columns count and the others become 0; their sums go to four lanes a row. */
function toExponentials(tile: usize, totals: usize, tall: i32, here: i32): void {
  const first = i32x4.lt_s(i32x4(0, 1, 2, 3), i32x4.splat(here));
  const second = i32x4.lt_s(i32x4(4, 5, 6, 7), i32x4.splat(here));
  for (let at = tile; at < tile + TILE_BYTES; at += 64) exponentials(at);
  for (let row: i32 = 0; row < tall; row++) {
    const at = tile + ((<usize>row) << 5);
    const e0 = v128.and(v128.load(at), first);
    const e1 = v128.and(v128.load(at, 16), second);
    v128.store(at, e0);
    v128.store(at, e1, 16);
    const total = totals + ((<usize>row) << 4);
    v128.store(total, f32x4.add(v128.load(total), f32x4.add(e0, e1)));
  }
}

/** Rows of a tile to where they are kept. By hand: what copies a memory is slow at so few bytes. */
function keepRows(tile: usize, to: usize, tall: i32): void {
  for (let at: usize = 0; at < (<usize>tall) << 5; at += 16) v128.store(to + at, v128.load(tile + at));
}

/** A tile [6, 8] to [8, 6], eight steps of a left panel. */
function turn(tile: usize, to: usize): void {
  turnHalf(tile, to);
  turnHalf(tile + 16, to + 96);
}

function turnHalf(tile: usize, to: usize): void {
  const r0 = v128.load(tile);
  const r1 = v128.load(tile, 32);
  const r2 = v128.load(tile, 64);
  const r3 = v128.load(tile, 96);
  const r4 = v128.load(tile, 128);
  const r5 = v128.load(tile, 160);
  const a = v128.shuffle<f32>(r0, r1, 0, 4, 1, 5);
  const b = v128.shuffle<f32>(r2, r3, 0, 4, 1, 5);
  const c = v128.shuffle<f32>(r0, r1, 2, 6, 3, 7);
  const d = v128.shuffle<f32>(r2, r3, 2, 6, 3, 7);
  const low = v128.shuffle<f32>(r4, r5, 0, 4, 1, 5);
  const high = v128.shuffle<f32>(r4, r5, 2, 6, 3, 7);
  v128.store(to, v128.shuffle<f32>(a, b, 0, 1, 4, 5));
  v128.store64_lane(to, low, 0, 16);
  v128.store(to, v128.shuffle<f32>(a, b, 2, 3, 6, 7), 24);
  v128.store64_lane(to, low, 1, 40);
  v128.store(to, v128.shuffle<f32>(c, d, 0, 1, 4, 5), 48);
  v128.store64_lane(to, high, 0, 64);
  v128.store(to, v128.shuffle<f32>(c, d, 2, 3, 6, 7), 72);
  v128.store64_lane(to, high, 1, 88);
}

/** s and z of a chunk from their tiles and lanes: written, or added to those of the chunks before. */
function addParts(parts: usize, totals: usize, sums: usize, z: usize, rows: i32, width: i32, goesOn: i32): void {
  const groups = groupsOf(rows, TILE_ROWS);
  for (let row: i32 = 0; row < rows; row++) {
    const group = row / TILE_ROWS;
    const inTile = (<usize>(row - group * TILE_ROWS)) << 5;
    for (let k: i32 = 0; k < width; k++) {
      const from = parts + <usize>((k >> 3) * groups + group) * TILE_BYTES + inTile + ((<usize>(k & 7)) << 2);
      const to = sums + ((<usize>(row * width + k)) << 2);
      store<f32>(to, goesOn ? load<f32>(to) + load<f32>(from) : load<f32>(from));
    }
    const own = z + ((<usize>row) << 2);
    const total = sumOfLanes(v128.load(totals + ((<usize>row) << 4)));
    store<f32>(own, goesOn ? load<f32>(own) + total : total);
  }
}

/**
 * t += eᵀ · weighted, for e as above and weighted [rows, width] = w ∘ x of the same block; t in tiles [⌈count / 8⌉, ⌈width / 6⌉, 6, 8] of
 * tᵀ, which openOthers turns into rows.
 * @param scratch ⌈width / 6⌉ · 6 · steps of rows floats
 */
function addToOthers(e: usize, weighted: usize, t: usize, scratch: usize, rows: i32, count: i32, width: i32): void {
  packLeftTransposed(weighted, scratch, width, rows, (<usize>width) << 2);
  const groups = groupsOf(width, TILE_ROWS);
  let tile = t;
  for (let o: i32 = 0; o < count; o += TILE_COLUMNS) {
    const right = e + <usize>(o >> 3) * rightPanel(rows);
    for (let group: i32 = 0; group < groups; group++) {
      timesTile(scratch + <usize>group * leftPanel(rows), right, tile, stepsOf(rows), 1);
      tile += TILE_BYTES;
    }
  }
}

/** t [count, width] from its tiles. */
export function openOthers(tiles: usize, t: usize, count: i32, width: i32): void {
  const groups = groupsOf(width, TILE_ROWS);
  for (let o: i32 = 0; o < count; o++) {
    for (let k: i32 = 0; k < width; k++) {
      const group = k / TILE_ROWS;
      const tile = tiles + <usize>((o >> 3) * groups + group) * TILE_BYTES;
      const from = tile + ((<usize>(k - group * TILE_ROWS)) << 5) + ((<usize>(o & 7)) << 2);
      store<f32>(t + ((<usize>(o * width + k)) << 2), load<f32>(from));
    }
  }
}
