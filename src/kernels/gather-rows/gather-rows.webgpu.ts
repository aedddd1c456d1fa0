// Rows by index as WebGPU programs, with a plan in one piece.
import type { DeviceKernel } from '../backend/device-kernel';
import { elementsOf, flatProgram, inputsInOrder, integerUniforms, WORKGROUP } from '../backend/device-kernel';
import { numberAttribute } from '../backend/host-kernel';
import { specialise } from '../backend/specialise';
import { LONGEST } from '../spmm/sparse-pair';
import { GATHER_PACKED, GATHER_PACKED_GRADIENT } from './gather-rows';
import code from './gather-rows.wgsl?raw';
import gradientCode from './gather-rows-gradient.wgsl?raw';

export const gatherRowsDevice: readonly DeviceKernel[] = [
  {
    name: GATHER_PACKED,
    run(backend, inputs, attributes) {
      const names = ['x', 'packed'];
      const given = inputsInOrder(inputs, names);
      const width = given[0]?.shape[1] ?? 0;
      const { components, groups } = elementsOf(width);
      const rows = numberAttribute(attributes, 'rows');
      const program = flatProgram({
        name: 'gather-rows',
        code,
        outputShape: [rows, width],
        variableNames: names,
        uniforms: 'groups : i32, start : i32,',
        components,
        variableComponents: [components, 1]
      });
      const start = numberAttribute(attributes, 'rowCount') + 1 + rows;
      return backend.runWebGPUProgram(program, given, 'float32', integerUniforms(groups, start));
    }
  },
  {
    name: GATHER_PACKED_GRADIENT,
    run(backend, inputs, attributes) {
      const names = ['dy', 'packed'];
      const given = inputsInOrder(inputs, names);
      const width = given[0]?.shape[1] ?? 0;
      const { components, element, groups } = elementsOf(width);
      const rows = numberAttribute(attributes, 'rowCount');
      const taken = numberAttribute(attributes, 'rows');
      // WebGPU binds no empty buffer.
      if (taken === 0) return backend.makeTensorInfo([rows, width], 'float32', new Float32Array(rows * width));
      // A row wider than a workgroup has no threads to share it.
      const longRows = groups > WORKGROUP ? 0 : numberAttribute(attributes, 'longRows');
      const program = flatProgram({
        name: 'gather-rows-gradient',
        code: specialise(gradientCode, { long: longRows > 0 }, { ELEMENT: element, WORKGROUP }),
        outputShape: [rows, width],
        threads: longRows * WORKGROUP + rows * groups,
        variableNames: names,
        uniforms: 'rows : i32, groups : i32, taken : i32, longRows : i32, longest : i32,',
        components,
        variableComponents: [components, 1]
      });
      return backend.runWebGPUProgram(
        program,
        given,
        'float32',
        integerUniforms(rows, groups, taken, longRows, LONGEST)
      );
    }
  }
];
