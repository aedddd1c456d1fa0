// Uniform draws by counter: result[i] = (threefry2x32((seed, stream), (i, step)).x >> 8) · 2^-24.
// Bindings: result f32 [n]; no inputs. Uniforms: seed, stream, step (bit patterns of u32 in i32), size = n.
// The functions of threefry.wgsl stand before this. One thread makes one draw. Moves 4 bytes a draw (written), about 100 integer operations.

fn main(index : i32) {
  if (index < uniforms.size) {
    result[index] = uniformDraw(uniforms.seed, uniforms.stream, uniforms.step, index);
  }
}
