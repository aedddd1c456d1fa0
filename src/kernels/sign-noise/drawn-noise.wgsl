// Signed unit noise that is drawn where it is used, and rows added to what comes out: with r the draws of row i,
//   result[i, :] = x[i, :] + eps · sign(x[i, :]) ⊙ r / max(‖r‖, 1e-12) + ADDENDS.
// Bindings: result, x and the addends [rows, GROUPS] as ELEMENT (vec4<f32> where the width is a multiple of 4, else f32).
// Uniforms: rows, eps, and the key of the draws: seed, stream, step (bit patterns of u32 in i32). The functions of threefry.wgsl stand
// before this; a number's draw is that of its place in the matrix, as random.wgsl makes them.
// One thread does one row and holds its draws. Bytes: 8 a number, 4 an addend; 100 integer operations a number.

fn inner(a : ELEMENT, b : ELEMENT) -> f32 {
  //#if wide
  return dot(a, b);
  //#else
  return a * b;
  //#end
}

fn drawn(at : i32) -> ELEMENT {
  //#if wide
  return vec4<f32>(draw(4 * at), draw(4 * at + 1), draw(4 * at + 2), draw(4 * at + 3));
  //#else
  return draw(at);
  //#end
}

fn draw(number : i32) -> f32 {
  return uniformDraw(uniforms.seed, uniforms.stream, uniforms.step, number);
}

fn addends(at : i32) -> ELEMENT {
  return ADDENDS;
}

fn main(row : i32) {
  if (row < uniforms.rows) {
    let first = row * GROUPS;
    var squares = 0.0;
    //#each
    let r_G = drawn(first + G);
    squares += inner(r_G, r_G);
    //#end
    let scale = uniforms.eps / max(sqrt(squares), 1e-12);
    //#each
    let x_G = x[first + G];
    result[first + G] = x_G + scale * sign(x_G) * r_G + addends(first + G);
    //#end
  }
}
