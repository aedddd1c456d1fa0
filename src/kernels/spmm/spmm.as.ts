// The sparse product in SIMD, for wasm: y[r, :] = base[r, :] + Σ_e values[e] · x[colIdx[e], :].
// AssemblyScript; numbers are addresses in tfjs's memory. 32 columns of a row stay in eight registers while its entries pass
// (width 32: one pass), then 8 and 4 at a time, then single ones.
// Sums run over the entries in stored order. A row of more than PART entries is summed part by part, each from zero, so that a
// long float32 sum loses no digits; the base comes last.

/** As LONGEST in sparse-pair.ts, for accuracy here and not for speed: nothing needs the two to be equal. */
const PART: i32 = 128;

/** @param base address, or 0 for none */
export function spmm(
  rowPtr: usize,
  colIdx: usize,
  values: usize,
  x: usize,
  base: usize,
  y: usize,
  rows: i32,
  width: i32
): void {
  const stride = (<usize>width) << 2;
  let column: usize = 0;
  for (; column + 128 <= stride; column += 128) {
    columns32(rowPtr, colIdx, values, x + column, base ? base + column : 0, y + column, rows, stride);
  }
  for (; column + 32 <= stride; column += 32) {
    columns8(rowPtr, colIdx, values, x + column, base ? base + column : 0, y + column, rows, stride);
  }
  for (; column + 16 <= stride; column += 16) {
    columns4(rowPtr, colIdx, values, x + column, base ? base + column : 0, y + column, rows, stride);
  }
  for (; column < stride; column += 4) {
    oneColumn(rowPtr, colIdx, values, x + column, base ? base + column : 0, y + column, rows, stride);
  }
}

function columns32(
  rowPtr: usize,
  colIdx: usize,
  values: usize,
  x: usize,
  base: usize,
  y: usize,
  rows: i32,
  stride: usize
): void {
  for (let row: i32 = 0; row < rows; row++) {
    const end = load<i32>(rowPtr + ((<usize>row) << 2), 4);
    let e = load<i32>(rowPtr + ((<usize>row) << 2));
    const out = y + <usize>row * stride;
    let isFirst = true;
    do {
      const stop = min(e + PART, end);
      let s0 = f32x4.splat(0);
      let s1 = f32x4.splat(0);
      let s2 = f32x4.splat(0);
      let s3 = f32x4.splat(0);
      let s4 = f32x4.splat(0);
      let s5 = f32x4.splat(0);
      let s6 = f32x4.splat(0);
      let s7 = f32x4.splat(0);
      for (; e < stop; e++) {
        const at = (<usize>e) << 2;
        const value = v128.load32_splat(values + at);
        const from = x + <usize>load<i32>(colIdx + at) * stride;
        s0 = f32x4.add(s0, f32x4.mul(value, v128.load(from)));
        s1 = f32x4.add(s1, f32x4.mul(value, v128.load(from, 16)));
        s2 = f32x4.add(s2, f32x4.mul(value, v128.load(from, 32)));
        s3 = f32x4.add(s3, f32x4.mul(value, v128.load(from, 48)));
        s4 = f32x4.add(s4, f32x4.mul(value, v128.load(from, 64)));
        s5 = f32x4.add(s5, f32x4.mul(value, v128.load(from, 80)));
        s6 = f32x4.add(s6, f32x4.mul(value, v128.load(from, 96)));
        s7 = f32x4.add(s7, f32x4.mul(value, v128.load(from, 112)));
      }
      // What is added: the parts before, which wait in y, and behind the last part the base.
      for (let round = 0; round < 2; round++) {
        let more: usize = 0;
        if (round == 0 && !isFirst) more = out;
        if (round == 1 && stop == end && base) more = base + <usize>row * stride;
        if (!more) continue;
        s0 = f32x4.add(s0, v128.load(more));
        s1 = f32x4.add(s1, v128.load(more, 16));
        s2 = f32x4.add(s2, v128.load(more, 32));
        s3 = f32x4.add(s3, v128.load(more, 48));
        s4 = f32x4.add(s4, v128.load(more, 64));
        s5 = f32x4.add(s5, v128.load(more, 80));
        s6 = f32x4.add(s6, v128.load(more, 96));
        s7 = f32x4.add(s7, v128.load(more, 112));
      }
      v128.store(out, s0);
      v128.store(out, s1, 16);
      v128.store(out, s2, 32);
      v128.store(out, s3, 48);
      v128.store(out, s4, 64);
      v128.store(out, s5, 80);
      v128.store(out, s6, 96);
      v128.store(out, s7, 112);
      isFirst = false;
    } while (e < end);
  }
}

function columns8(
  rowPtr: usize,
  colIdx: usize,
  values: usize,
  x: usize,
  base: usize,
  y: usize,
  rows: i32,
  stride: usize
): void {
  for (let row: i32 = 0; row < rows; row++) {
    const end = load<i32>(rowPtr + ((<usize>row) << 2), 4);
    let e = load<i32>(rowPtr + ((<usize>row) << 2));
    let total0 = f32x4.splat(0);
    let total1 = f32x4.splat(0);
    while (e < end) {
      const stop = min(e + PART, end);
      let s0 = f32x4.splat(0);
      let s1 = f32x4.splat(0);
      for (; e < stop; e++) {
        const at = (<usize>e) << 2;
        const value = v128.load32_splat(values + at);
        const from = x + <usize>load<i32>(colIdx + at) * stride;
        s0 = f32x4.add(s0, f32x4.mul(value, v128.load(from)));
        s1 = f32x4.add(s1, f32x4.mul(value, v128.load(from, 16)));
      }
      total0 = f32x4.add(total0, s0);
      total1 = f32x4.add(total1, s1);
    }
    const out = <usize>row * stride;
    if (base) {
      total0 = f32x4.add(total0, v128.load(base + out));
      total1 = f32x4.add(total1, v128.load(base + out, 16));
    }
    v128.store(y + out, total0);
    v128.store(y + out, total1, 16);
  }
}

function columns4(
  rowPtr: usize,
  colIdx: usize,
  values: usize,
  x: usize,
  base: usize,
  y: usize,
  rows: i32,
  stride: usize
): void {
  for (let row: i32 = 0; row < rows; row++) {
    const end = load<i32>(rowPtr + ((<usize>row) << 2), 4);
    let e = load<i32>(rowPtr + ((<usize>row) << 2));
    let total = f32x4.splat(0);
    while (e < end) {
      const stop = min(e + PART, end);
      let sum = f32x4.splat(0);
      for (; e < stop; e++) {
        const at = (<usize>e) << 2;
        const from = x + <usize>load<i32>(colIdx + at) * stride;
        sum = f32x4.add(sum, f32x4.mul(v128.load32_splat(values + at), v128.load(from)));
      }
      total = f32x4.add(total, sum);
    }
    const out = <usize>row * stride;
    if (base) total = f32x4.add(total, v128.load(base + out));
    v128.store(y + out, total);
  }
}

function oneColumn(
  rowPtr: usize,
  colIdx: usize,
  values: usize,
  x: usize,
  base: usize,
  y: usize,
  rows: i32,
  stride: usize
): void {
  for (let row: i32 = 0; row < rows; row++) {
    const end = load<i32>(rowPtr + ((<usize>row) << 2), 4);
    let e = load<i32>(rowPtr + ((<usize>row) << 2));
    let total: f32 = 0;
    while (e < end) {
      const stop = min(e + PART, end);
      let sum: f32 = 0;
      for (; e < stop; e++) {
        const at = (<usize>e) << 2;
        sum += load<f32>(values + at) * load<f32>(x + <usize>load<i32>(colIdx + at) * stride);
      }
      total += sum;
    }
    const out = <usize>row * stride;
    if (base) total += load<f32>(base + out);
    store<f32>(y + out, total);
  }
}
