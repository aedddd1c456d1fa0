// Signed unit noise as a WebGPU program.
import { flatProgram, inputsInOrder, integerUniforms, type DeviceKernel } from '../backend/device-kernel';
import { numberAttribute } from '../backend/host-kernel';
import { SIGN_NOISE } from './sign-noise';
import code from './sign-noise.wgsl?raw';

export const signNoiseDevice: DeviceKernel = {
  name: SIGN_NOISE,
  run(backend, inputs, attributes) {
    const names = ['x', 'noise'];
    const given = inputsInOrder(inputs, names);
    const [rows = 0, width = 0] = given[0]?.shape ?? [];
    const program = flatProgram({
      name: 'sign-noise',
      code,
      outputShape: [rows, width],
      threads: rows,
      variableNames: names,
      uniforms: 'rows : i32, width : i32, eps : f32,'
    });
    return backend.runWebGPUProgram(program, given, 'float32', [
      ...integerUniforms(rows, width),
      { type: 'float32', data: [numberAttribute(attributes, 'eps')] }
    ]);
  }
};
