// Rows by index as a WebGPU program.
import type { DeviceKernel } from '../backend/device-kernel';
import { elementsOf, flatProgram, inputsInOrder, integerUniforms } from '../backend/device-kernel';
import { GATHER_ROWS } from './gather-rows';
import code from './gather-rows.wgsl?raw';

export const gatherRowsDevice: DeviceKernel = {
  name: GATHER_ROWS,
  run(backend, inputs) {
    const names = ['x', 'index'];
    const [x, index] = inputsInOrder(inputs, names);
    if (!x || !index) throw new Error('gatherRows needs x and index');
    const width = x.shape[1] ?? 0;
    const { components, groups } = elementsOf(width);
    const program = flatProgram({
      name: 'gatherRows',
      code,
      outputShape: [index.shape[0] ?? 0, width],
      variableNames: names,
      uniforms: 'groups : i32,',
      components,
      variableComponents: [components, 1]
    });
    return backend.runWebGPUProgram(program, [x, index], 'float32', integerUniforms(groups));
  }
};
