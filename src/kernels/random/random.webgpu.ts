// The counter generator as a WebGPU program.
import type { DeviceKernel } from '../backend/device-kernel';
import { flatProgram, integerUniforms } from '../backend/device-kernel';
import { numbersAttribute } from '../backend/host-kernel';
import { keyOf, RANDOM_UNIFORM } from './random';
import code from './random.wgsl?raw';
import threefry from './threefry.wgsl?raw';

/** Operations of a draw, about (threefry.wgsl). */
export const DRAW_FLOPS = 100;

export const randomUniformDevice: DeviceKernel = {
  name: RANDOM_UNIFORM,
  run(backend, _, attributes) {
    const shape = numbersAttribute(attributes, 'shape');
    const program = flatProgram({
      name: 'randomUniform',
      code: threefry + code,
      outputShape: shape,
      variableNames: [],
      uniforms: 'seed : i32, stream : i32, step : i32,',
      flops: DRAW_FLOPS * shape.reduce((a, b) => a * b, 1)
    });
    // Bit patterns: a u32 above 2^31 goes in as the negative i32 with the same bits.
    const { seed, stream, step } = keyOf(attributes);
    return backend.runWebGPUProgram(program, [], 'float32', integerUniforms(seed | 0, stream | 0, step | 0));
  }
};
