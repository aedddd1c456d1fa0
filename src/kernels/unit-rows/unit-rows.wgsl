// Rows of length one and their gradient. With n_r = sqrt(max(x_r · x_r + added, least)):
//   forward   result[r, :] = x[r, :] / n_r
//   gradient  result[r, :] = (dy[r, :] − y_r (y_r · dy[r, :])) / n_r with y_r = x[r, :] / n_r; dy[r, :] / n_r where the floor is the larger.
// Bindings: result, x and, for the gradient, dy [rows, groups] as ELEMENT (vec4<f32> where the width is a multiple of 4, else f32).
// Uniforms: rows, groups = width ÷ components, added, least.
// One thread does one row, in order: equal bits on every run. Bytes: 4 · width written and read a row, and read again (from the
// cache as a rule); the gradient reads two rows.

fn inner(a : ELEMENT, b : ELEMENT) -> f32 {
  //#if wide
  return dot(a, b);
  //#else
  return a * b;
  //#end
}

fn main(row : i32) {
  if (row < uniforms.rows) {
    let first = row * uniforms.groups;
    let end = first + uniforms.groups;
    var squares = 0.0;
    //#if gradient
    var along = 0.0;
    //#end
    for (var at = first; at < end; at++) {
      let value = x[at];
      squares += inner(value, value);
      //#if gradient
      along += inner(value, dy[at]);
      //#end
    }
    let raised = squares + uniforms.added;
    let scale = 1.0 / sqrt(max(raised, uniforms.least));
    //#if gradient
    // Below the floor the length is a constant; the two factors one after the other, since their square may overflow.
    let pull = select(along * scale * scale, 0.0, raised < uniforms.least);
    //#end
    for (var at = first; at < end; at++) {
      //#if gradient
      result[at] = (dy[at] - x[at] * pull) * scale;
      //#else
      result[at] = x[at] * scale;
      //#end
    }
  }
}
