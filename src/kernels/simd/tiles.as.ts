// Dense products in small tiles, for operators that use up the products where they are made. Rows of one factor are packed in panels
// of eight: panel p holds, for each k, the k-th numbers of rows 8 p … 8 p + 7, so that two loads give eight of them.

/** The rows of y [count, width], times a factor, in panels; what is missing in the last panel is 0. */
export function packPanels(y: usize, panels: usize, count: i32, width: i32, factor: f32): void {
  const stride = (<usize>width) << 2;
  let to = panels;
  for (let start: i32 = 0; start < count; start += 8) {
    for (let k: usize = 0; k < stride; k += 4) {
      for (let j: i32 = 0; j < 8; j++) {
        const row = start + j;
        store<f32>(to, row < count ? factor * load<f32>(y + <usize>row * stride + k) : 0);
        to += 4;
      }
    }
  }
}

/** out [rows, 8] = x [rows, width] · panelᵀ. Four rows at a time: eight sums wait for no load. */
export function timesPanel(x: usize, panel: usize, out: usize, rows: i32, stride: usize): void {
  let row: i32 = 0;
  for (; row + 4 <= rows; row += 4) fourRows(x + <usize>row * stride, panel, out + ((<usize>row) << 5), stride);
  for (; row < rows; row++) oneRow(x + <usize>row * stride, panel, out + ((<usize>row) << 5), stride);
}

function fourRows(x0: usize, panel: usize, out: usize, stride: usize): void {
  const x1 = x0 + stride;
  const x2 = x1 + stride;
  const x3 = x2 + stride;
  let s00 = f32x4.splat(0);
  let s01 = f32x4.splat(0);
  let s10 = f32x4.splat(0);
  let s11 = f32x4.splat(0);
  let s20 = f32x4.splat(0);
  let s21 = f32x4.splat(0);
  let s30 = f32x4.splat(0);
  let s31 = f32x4.splat(0);
  let y = panel;
  for (let k: usize = 0; k < stride; k += 4) {
    const y0 = v128.load(y);
    const y1 = v128.load(y, 16);
    y += 32;
    let x = v128.load32_splat(x0 + k);
    s00 = f32x4.add(s00, f32x4.mul(x, y0));
    s01 = f32x4.add(s01, f32x4.mul(x, y1));
    x = v128.load32_splat(x1 + k);
    s10 = f32x4.add(s10, f32x4.mul(x, y0));
    s11 = f32x4.add(s11, f32x4.mul(x, y1));
    x = v128.load32_splat(x2 + k);
    s20 = f32x4.add(s20, f32x4.mul(x, y0));
    s21 = f32x4.add(s21, f32x4.mul(x, y1));
    x = v128.load32_splat(x3 + k);
    s30 = f32x4.add(s30, f32x4.mul(x, y0));
    s31 = f32x4.add(s31, f32x4.mul(x, y1));
  }
  v128.store(out, s00);
  v128.store(out, s01, 16);
  v128.store(out, s10, 32);
  v128.store(out, s11, 48);
  v128.store(out, s20, 64);
  v128.store(out, s21, 80);
  v128.store(out, s30, 96);
  v128.store(out, s31, 112);
}

function oneRow(x: usize, panel: usize, out: usize, stride: usize): void {
  let s0 = f32x4.splat(0);
  let s1 = f32x4.splat(0);
  let y = panel;
  for (let k: usize = 0; k < stride; k += 4) {
    const value = v128.load32_splat(x + k);
    s0 = f32x4.add(s0, f32x4.mul(value, v128.load(y)));
    s1 = f32x4.add(s1, f32x4.mul(value, v128.load(y, 16)));
    y += 32;
  }
  v128.store(out, s0);
  v128.store(out, s1, 16);
}

/**
 * out [width] += Σ_k factor_k · row_k over `count` rows that lie one behind the other; factors `apart` bytes from each other. The sum
 * over k starts from zero.
 */
export function addRows(out: usize, factors: usize, apart: usize, rows: usize, count: i32, stride: usize): void {
  addColumns(out, factors, apart, rows, count, stride, 0);
}

/** The same from a column on, in bytes. */
function addColumns(
  out: usize,
  factors: usize,
  apart: usize,
  rows: usize,
  count: i32,
  stride: usize,
  start: usize
): void {
  let column = start;
  for (; column + 128 <= stride; column += 128) {
    let s0 = f32x4.splat(0);
    let s1 = f32x4.splat(0);
    let s2 = f32x4.splat(0);
    let s3 = f32x4.splat(0);
    let s4 = f32x4.splat(0);
    let s5 = f32x4.splat(0);
    let s6 = f32x4.splat(0);
    let s7 = f32x4.splat(0);
    let from = rows + column;
    let factor = factors;
    for (let k: i32 = 0; k < count; k++) {
      const value = v128.load32_splat(factor);
      s0 = f32x4.add(s0, f32x4.mul(value, v128.load(from)));
      s1 = f32x4.add(s1, f32x4.mul(value, v128.load(from, 16)));
      s2 = f32x4.add(s2, f32x4.mul(value, v128.load(from, 32)));
      s3 = f32x4.add(s3, f32x4.mul(value, v128.load(from, 48)));
      s4 = f32x4.add(s4, f32x4.mul(value, v128.load(from, 64)));
      s5 = f32x4.add(s5, f32x4.mul(value, v128.load(from, 80)));
      s6 = f32x4.add(s6, f32x4.mul(value, v128.load(from, 96)));
      s7 = f32x4.add(s7, f32x4.mul(value, v128.load(from, 112)));
      from += stride;
      factor += apart;
    }
    const to = out + column;
    v128.store(to, f32x4.add(v128.load(to), s0));
    v128.store(to, f32x4.add(v128.load(to, 16), s1), 16);
    v128.store(to, f32x4.add(v128.load(to, 32), s2), 32);
    v128.store(to, f32x4.add(v128.load(to, 48), s3), 48);
    v128.store(to, f32x4.add(v128.load(to, 64), s4), 64);
    v128.store(to, f32x4.add(v128.load(to, 80), s5), 80);
    v128.store(to, f32x4.add(v128.load(to, 96), s6), 96);
    v128.store(to, f32x4.add(v128.load(to, 112), s7), 112);
  }
  for (; column + 16 <= stride; column += 16) {
    let sum = f32x4.splat(0);
    for (let k: i32 = 0; k < count; k++) {
      const value = v128.load32_splat(factors + <usize>k * apart);
      sum = f32x4.add(sum, f32x4.mul(value, v128.load(rows + column + <usize>k * stride)));
    }
    v128.store(out + column, f32x4.add(v128.load(out + column), sum));
  }
  for (; column < stride; column += 4) {
    let sum: f32 = 0;
    for (let k: i32 = 0; k < count; k++) {
      sum += load<f32>(factors + <usize>k * apart) * load<f32>(rows + column + <usize>k * stride);
    }
    store<f32>(out + column, load<f32>(out + column) + sum);
  }
}

/**
 * The same for two sums over the same rows, whose factors begin `next` bytes from each other and whose results `nextOut`. Each row that is
 * loaded serves both, which is what the arithmetic of most processors waits for.
 */
export function addRowsTwice(
  out: usize,
  nextOut: usize,
  factors: usize,
  next: usize,
  apart: usize,
  rows: usize,
  count: i32,
  stride: usize
): void {
  const second = out + nextOut;
  let column: usize = 0;
  for (; column + 64 <= stride; column += 64) {
    let s0 = f32x4.splat(0);
    let s1 = f32x4.splat(0);
    let s2 = f32x4.splat(0);
    let s3 = f32x4.splat(0);
    let t0 = f32x4.splat(0);
    let t1 = f32x4.splat(0);
    let t2 = f32x4.splat(0);
    let t3 = f32x4.splat(0);
    let from = rows + column;
    let factor = factors;
    for (let k: i32 = 0; k < count; k++) {
      const a = v128.load32_splat(factor);
      const b = v128.load32_splat(factor + next);
      const x0 = v128.load(from);
      s0 = f32x4.add(s0, f32x4.mul(a, x0));
      t0 = f32x4.add(t0, f32x4.mul(b, x0));
      const x1 = v128.load(from, 16);
      s1 = f32x4.add(s1, f32x4.mul(a, x1));
      t1 = f32x4.add(t1, f32x4.mul(b, x1));
      const x2 = v128.load(from, 32);
      s2 = f32x4.add(s2, f32x4.mul(a, x2));
      t2 = f32x4.add(t2, f32x4.mul(b, x2));
      const x3 = v128.load(from, 48);
      s3 = f32x4.add(s3, f32x4.mul(a, x3));
      t3 = f32x4.add(t3, f32x4.mul(b, x3));
      from += stride;
      factor += apart;
    }
    v128.store(out + column, f32x4.add(v128.load(out + column), s0));
    v128.store(out + column, f32x4.add(v128.load(out + column, 16), s1), 16);
    v128.store(out + column, f32x4.add(v128.load(out + column, 32), s2), 32);
    v128.store(out + column, f32x4.add(v128.load(out + column, 48), s3), 48);
    v128.store(second + column, f32x4.add(v128.load(second + column), t0));
    v128.store(second + column, f32x4.add(v128.load(second + column, 16), t1), 16);
    v128.store(second + column, f32x4.add(v128.load(second + column, 32), t2), 32);
    v128.store(second + column, f32x4.add(v128.load(second + column, 48), t3), 48);
  }
  if (column == stride) return;
  addColumns(out, factors, apart, rows, count, stride, column);
  addColumns(second, factors + next, apart, rows, count, stride, column);
}
