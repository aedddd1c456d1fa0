// Signed unit noise: result[r, :] = x[r, :] + eps · sign(x[r, :]) ⊙ noise[r, :] / max(‖noise[r, :]‖, 1e-12).
// Bindings: result, x, noise f32 [rows, width]. Uniforms: width, rows, eps.
// One thread does one row. Bytes: 16 a number (noise is read twice).

fn main(index : i32) {
  if (index < uniforms.rows) {
    let start = index * uniforms.width;
    var squares = 0.0;
    for (var c = 0; c < uniforms.width; c++) {
      let r = noise[start + c];
      squares += r * r;
    }
    let scale = uniforms.eps / max(sqrt(squares), 1e-12);
    for (var c = 0; c < uniforms.width; c++) {
      let value = x[start + c];
      result[start + c] = value + scale * sign(value) * noise[start + c];
    }
  }
}
