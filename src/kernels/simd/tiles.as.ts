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
