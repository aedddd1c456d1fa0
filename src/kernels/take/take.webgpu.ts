// Values by index as a WebGPU program.
import { flatProgram, inputsInOrder, type DeviceKernel } from '../backend/device-kernel';
import { TAKE } from './take';
import code from './take.wgsl?raw';

export const takeDevice: DeviceKernel = {
  name: TAKE,
  run(backend, inputs) {
    const names = ['values', 'index'];
    const given = inputsInOrder(inputs, names);
    const size = given[1]?.shape[0] ?? 0;
    // WebGPU binds no empty buffer.
    if (size === 0) return backend.makeTensorInfo([0], 'float32', new Float32Array());
    const program = flatProgram({ name: 'take', code, outputShape: [size], variableNames: names });
    return backend.runWebGPUProgram(program, given, 'float32', []);
  }
};
