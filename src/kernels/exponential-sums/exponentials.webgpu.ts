// Exponentials of the first columns as a WebGPU program.
import { flatProgram, inputsInOrder, integerUniforms, type DeviceKernel } from '../backend/device-kernel';
import { numberAttribute } from '../backend/host-kernel';
import code from './exponentials.wgsl?raw';
import { EXPONENTIALS } from './exponentials';

export const exponentialsDevice: DeviceKernel = {
  name: EXPONENTIALS,
  run(backend, inputs, attributes) {
    const given = inputsInOrder(inputs, ['x']);
    const [rows = 0, width = 0] = given[0]?.shape ?? [];
    const program = flatProgram({
      name: 'exponentials',
      code,
      outputShape: [rows, width],
      variableNames: ['x'],
      uniforms: 'groups : i32, count : i32, factor : f32,',
      components: 4,
      variableComponents: [4]
    });
    const uniforms = [
      ...integerUniforms(width / 4, numberAttribute(attributes, 'count')),
      { type: 'float32', data: [numberAttribute(attributes, 'factor')] }
    ];
    return backend.runWebGPUProgram(program, given, 'float32', uniforms);
  }
};
