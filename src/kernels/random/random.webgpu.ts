// The counter generator as a WebGPU program.
import type { DeviceKernel } from '../backend/device-kernel';
import { flatProgram } from '../backend/device-kernel';
import { numberAttribute, numbersAttribute } from '../backend/host-kernel';
import { RANDOM_UNIFORM } from './random';
import code from './random.wgsl?raw';

export const randomUniformDevice: DeviceKernel = {
  name: RANDOM_UNIFORM,
  run(backend, _, attributes) {
    const shape = numbersAttribute(attributes, 'shape');
    const program = flatProgram({
      name: 'randomUniform',
      code,
      outputShape: shape,
      variableNames: [],
      uniforms: 'seed : i32, stream : i32, step : i32,'
    });
    // Bit patterns: a u32 above 2^31 goes in as the negative i32 with the same bits.
    const words = ['seed', 'stream', 'step'].map((name) => ({
      type: 'int32',
      data: [numberAttribute(attributes, name) | 0]
    }));
    return backend.runWebGPUProgram(program, [], 'float32', words);
  }
};
