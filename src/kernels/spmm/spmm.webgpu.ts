// The sparse product as a WebGPU program; vec4 where the width allows it. A row with very many entries is one
// thread's serial chain: splitting rows into chunks of entries with a second pass of fixed order would go here.
import type { DeviceKernel } from '../backend/device-kernel';
import { flatProgram, inputsInOrder } from '../backend/device-kernel';
import { SPMM } from './spmm';
import code from './spmm.wgsl?raw';

export const spmmDevice: DeviceKernel = {
  name: SPMM,
  run(backend, inputs) {
    const names = ['x', 'rowPtr', 'colIdx', 'values'];
    const [x, rowPtr, colIdx, values] = inputsInOrder(inputs, names);
    if (!x || !rowPtr || !colIdx || !values) throw new Error('spmm needs x, rowPtr, colIdx, values');
    const rows = (rowPtr.shape[0] ?? 1) - 1;
    const width = x.shape[1] ?? 0;
    if (colIdx.shape[0] === 0) {
      // No entries: WebGPU binds no empty buffer, and the product is known.
      return backend.makeTensorInfo([rows, width], 'float32', new Float32Array(rows * width));
    }
    const components = width % 4 === 0 ? 4 : 1;
    const program = flatProgram({
      name: 'spmm',
      code: code.replaceAll('ROW_SUM', components === 4 ? 'vec4<f32>' : 'f32'),
      outputShape: [rows, width],
      variableNames: names,
      uniforms: 'groups : i32,',
      components,
      variableComponents: [components, 1, 1, 1]
    });
    return backend.runWebGPUProgram(program, [x, rowPtr, colIdx, values], 'float32', [
      { type: 'int32', data: [width / components] }
    ]);
  }
};
