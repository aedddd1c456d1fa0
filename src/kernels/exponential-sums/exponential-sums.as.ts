// Exponential sums in SIMD, for wasm: dot products, their exponentials and what is summed from them, eight others at a time, so
// that nothing of it leaves the processor's nearest cache but the exponentials of a block of rows, which the sums of the others
// need once the block's weights are known. AssemblyScript; numbers are addresses in tfjs's memory. exponential-sums.ts has the formulas.
import { exponential, sumOfLanes } from '../simd/lanes.as';
import { addRows, addRowsTwice, packPanels, timesPanel } from '../simd/tiles.as';

/** Others whose sums are made by themselves: longer float32 sums lose digits. 1024 panels. */
const CHUNK: i32 = 8192;

/** panels [⌈count / 8⌉, width, 8] of others / temperature. */
export function packOthers(others: usize, panels: usize, count: i32, width: i32, temperature: f32): void {
  packPanels(others, panels, count, width, 1 / temperature);
}

/**
 * sums [rows · width + rows]: s and behind it z, of a block of rows of x.
 * @param e [⌈count / 8⌉, rows, 8], the exponentials; where they are not kept, room for one panel
 * @param scratch rows · (width + 4) floats
 */
export function exponentialSums(
  x: usize,
  others: usize,
  panels: usize,
  e: usize,
  sums: usize,
  scratch: usize,
  rows: i32,
  count: i32,
  width: i32,
  isKept: i32
): void {
  const stride = (<usize>width) << 2;
  const partSums = scratch + ((<usize>rows) << 4);
  memory.fill(sums, 0, <usize>rows * (stride + 4));
  for (let chunk: i32 = 0; chunk < count; chunk += CHUNK) {
    memory.fill(scratch, 0, <usize>rows * (stride + 16));
    const end = min(chunk + CHUNK, count);
    for (let start = chunk; start < end; start += 8) {
      const here = min(end - start, 8);
      const own = isKept ? e + <usize>(start >> 3) * ((<usize>rows) << 5) : e;
      timesPanel(x, panels + <usize>start * stride, own, rows, stride);
      toExponentials(own, scratch, rows, here);
      const from = others + <usize>start * stride;
      let row: i32 = 0;
      for (; row + 2 <= rows; row += 2) {
        const to = partSums + <usize>row * stride;
        addRowsTwice(to, stride, own + ((<usize>row) << 5), 32, 4, from, here, stride);
      }
      if (row < rows) addRows(partSums + <usize>row * stride, own + ((<usize>row) << 5), 4, from, here, stride);
    }
    for (let row: i32 = 0; row < rows; row++) {
      const to = sums + <usize>row * stride;
      const part = partSums + <usize>row * stride;
      for (let k: usize = 0; k < stride; k += 4) store<f32>(to + k, load<f32>(to + k) + load<f32>(part + k));
      const total = sumOfLanes(v128.load(scratch + ((<usize>row) << 4)));
      const z = sums + <usize>rows * stride + ((<usize>row) << 2);
      store<f32>(z, load<f32>(z) + total);
    }
  }
}

/** e [rows, 8] ← exp(e), of which the first `here` columns count and the others become 0; their sums go to four lanes a row. */
function toExponentials(e: usize, totals: usize, rows: i32, here: i32): void {
  const first = i32x4.lt_s(i32x4(0, 1, 2, 3), i32x4.splat(here));
  const second = i32x4.lt_s(i32x4(4, 5, 6, 7), i32x4.splat(here));
  for (let row: i32 = 0; row < rows; row++) {
    const at = e + ((<usize>row) << 5);
    const e0 = v128.and(exponential(v128.load(at)), first);
    const e1 = v128.and(exponential(v128.load(at, 16)), second);
    v128.store(at, e0);
    v128.store(at, e1, 16);
    const total = totals + ((<usize>row) << 4);
    v128.store(total, f32x4.add(v128.load(total), f32x4.add(e0, e1)));
  }
}

/** t [count, width] += eᵀ · weighted, for e as above and weighted [rows, width] = w ∘ x of the same block. */
export function addToOthers(e: usize, weighted: usize, t: usize, rows: i32, count: i32, width: i32): void {
  const stride = (<usize>width) << 2;
  const panel = (<usize>rows) << 5;
  let o: i32 = 0;
  for (; o + 2 <= count; o += 2) {
    const factors = e + <usize>(o >> 3) * panel + ((<usize>(o & 7)) << 2);
    addRowsTwice(t + <usize>o * stride, stride, factors, 4, 32, weighted, rows, stride);
  }
  if (o < count) {
    const factors = e + <usize>(o >> 3) * panel + ((<usize>(o & 7)) << 2);
    addRows(t + <usize>o * stride, factors, 32, weighted, rows, stride);
  }
}
