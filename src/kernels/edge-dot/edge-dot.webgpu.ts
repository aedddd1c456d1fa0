// Dot products along entries as a WebGPU program.
import { elementsOf, flatProgram, inputsInOrder, integerUniforms, type DeviceKernel } from '../backend/device-kernel';
import { specialise } from '../backend/specialise';
import { EDGE_DOT } from './edge-dot';
import code from './edge-dot.wgsl?raw';

export const edgeDotDevice: DeviceKernel = {
  name: EDGE_DOT,
  run(backend, inputs) {
    const names = ['x', 'y', 'rowOf', 'colIdx'];
    const given = inputsInOrder(inputs, names);
    const [x, , rowOf] = given;
    if (!x || !rowOf) throw new Error('edgeDot needs x and rowOf');
    const entries = rowOf.shape[0] ?? 0;
    // WebGPU binds no empty buffer.
    if (entries === 0) return backend.makeTensorInfo([0], 'float32', new Float32Array());
    const { components, element, groups } = elementsOf(x.shape[1] ?? 0);
    const program = flatProgram({
      name: 'edge-dot',
      code: specialise(code, { wide: components === 4 }, { ELEMENT: element }),
      outputShape: [entries],
      variableNames: names,
      uniforms: 'groups : i32,',
      variableComponents: [components, components, 1, 1],
      flops: 2 * entries * (x.shape[1] ?? 0)
    });
    return backend.runWebGPUProgram(program, given, 'float32', integerUniforms(groups));
  }
};
