// Rows of length one as WebGPU programs: one dispatch a direction, instead of five and thirteen of tfjs's own operations.
import type { DeviceKernel } from '../backend/device-kernel';
import { elementsOf, flatProgram, inputsInOrder, integerUniforms } from '../backend/device-kernel';
import { numberAttribute } from '../backend/host-kernel';
import { specialise } from '../backend/specialise';
import code from './unit-rows.wgsl?raw';
import { UNIT_ROWS, UNIT_ROWS_GRADIENT } from './unit-rows.wasm';

const unitRows = (name: string, names: readonly string[]): DeviceKernel => ({
  name,
  run(backend, inputs, attributes) {
    const given = inputsInOrder(inputs, names);
    const [rows = 0, width = 0] = given[0]?.shape ?? [];
    const { components, element, groups } = elementsOf(width);
    const program = flatProgram({
      name,
      code: specialise(code, { wide: components === 4, gradient: names.includes('dy') }, { ELEMENT: element }),
      outputShape: [rows, width],
      threads: rows,
      variableNames: names,
      uniforms: 'rows : i32, groups : i32, added : f32, least : f32,',
      components,
      variableComponents: names.map(() => components)
    });
    return backend.runWebGPUProgram(program, given, 'float32', [
      ...integerUniforms(rows, groups),
      ...['added', 'least'].map((key) => ({ type: 'float32', data: [numberAttribute(attributes, key)] }))
    ]);
  }
});

export const unitRowsDevice: readonly DeviceKernel[] = [
  unitRows(UNIT_ROWS, ['x']),
  unitRows(UNIT_ROWS_GRADIENT, ['x', 'dy'])
];
