// Scoring fused with selection in SIMD, for wasm: eight items at a time for a block of rows, and each row takes out of them what is
// better than the worst of its list, which soon is hardly any. AssemblyScript; numbers are addresses in tfjs's memory.
import { packPanels, timesPanel } from '../simd/tiles.as';

/** Rows of a block: a multiple of four, few enough that they stay in the nearest cache with a panel of items. */
const BLOCK: i32 = 48;

/** A row's state: worst score that is still in, length of the list, next excluded item, end of the excluded. */
const STATE: usize = 16;

/**
 * out [2 · rows, k]: of each row its best scores and, in the row behind, their items as floats; 0 and −1 where too few remain. Of equal
 * scores the lower item comes first; what is not a number is left out.
 * @param excluded items that a row leaves out, ascending, by rowPtr
 * @param scratch ⌈count / 8⌉ · 8 · width + 576 floats
 */
export function topK(
  x: usize,
  items: usize,
  rowPtr: usize,
  excluded: usize,
  out: usize,
  scratch: usize,
  rows: i32,
  count: i32,
  width: i32,
  k: i32
): void {
  const stride = (<usize>width) << 2;
  const scores = scratch + <usize>((count + 7) & ~7) * stride;
  const states = scores + ((<usize>BLOCK) << 5);
  packPanels(items, scratch, count, width, 1);
  for (let first: i32 = 0; first < rows; first += BLOCK) {
    const some = min(BLOCK, rows - first);
    const lists = out + <usize>first * ((<usize>k) << 3);
    for (let row: i32 = 0; row < some; row++) {
      const ends = rowPtr + ((<usize>(first + row)) << 2);
      begin(states + <usize>row * STATE, ends, lists + <usize>row * ((<usize>k) << 3), k);
    }
    for (let start: i32 = 0; start < count; start += 8) {
      timesPanel(x + <usize>first * stride, scratch + <usize>start * stride, scores, some, stride);
      const here = min(count - start, 8);
      for (let row: i32 = 0; row < some; row++) {
        const state = states + <usize>row * STATE;
        const own = scores + ((<usize>row) << 5);
        const worst = v128.load32_splat(state);
        const isBetter = v128.or(f32x4.gt(v128.load(own), worst), f32x4.gt(v128.load(own, 16), worst));
        if (v128.any_true(isBetter))
          offer(own, start, here, state, excluded, lists + <usize>row * ((<usize>k) << 3), k);
      }
    }
  }
}

function begin(state: usize, ends: usize, list: usize, k: i32): void {
  store<f32>(state, -Infinity);
  store<i32>(state, 0, 4);
  store<i32>(state, load<i32>(ends), 8);
  store<i32>(state, load<i32>(ends, 4), 12);
  for (let at: i32 = 0; at < k; at++) {
    store<f32>(list + ((<usize>at) << 2), 0);
    store<f32>(list + ((<usize>(k + at)) << 2), -1);
  }
}

/** Puts those of the items start … start + here − 1 into a row's list that belong there. */
function offer(scores: usize, start: i32, here: i32, state: usize, excluded: usize, list: usize, k: i32): void {
  const ids = list + ((<usize>k) << 2);
  const end = load<i32>(state, 12);
  let length = load<i32>(state, 4);
  let next = load<i32>(state, 8);
  for (let j: i32 = 0; j < here; j++) {
    const score = load<f32>(scores + ((<usize>j) << 2));
    if (!(score > load<f32>(state))) continue;
    const item = start + j;
    while (next < end && load<i32>(excluded + ((<usize>next) << 2)) < item) next++;
    if (next < end && load<i32>(excluded + ((<usize>next) << 2)) == item) continue;
    let at = (<usize>min(length, k - 1)) << 2;
    while (at > 0 && load<f32>(list + at - 4) < score) {
      store<f32>(list + at, load<f32>(list + at - 4));
      store<f32>(ids + at, load<f32>(ids + at - 4));
      at -= 4;
    }
    store<f32>(list + at, score);
    store<f32>(ids + at, <f32>item);
    if (length < k) length++;
    if (length == k) store<f32>(state, load<f32>(list + ((<usize>(k - 1)) << 2)));
  }
  store<i32>(state, length, 4);
  store<i32>(state, next, 8);
}
