// A tensor times a number as WebGPU programs.
import type { TensorInfo } from '@tensorflow/tfjs-core';
import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import { flatProgram, inputsInOrder, integerUniforms, type DeviceKernel } from '../backend/device-kernel';
import { numberAttribute } from '../backend/host-kernel';
import { specialise } from '../backend/specialise';
import { SCALED, SCALED_ROWS } from './scaled';
import code from './scaled.wgsl?raw';

interface Layout {
  readonly shape: readonly number[];
  /** Numbers of a row that are taken, and of a row of x. */
  readonly width: number;
  readonly stride: number;
}

function run(backend: WebGPUBackend, given: readonly TensorInfo[], layout: Layout, factor: number): TensorInfo {
  const { shape, width, stride } = layout;
  const components = width % 4 === 0 && stride % 4 === 0 ? 4 : 1;
  const names = ['x', 'by'].slice(0, given.length);
  const program = flatProgram({
    name: 'scaled',
    code: specialise(code, { by: given.length > 1 }),
    outputShape: shape,
    variableNames: names,
    uniforms: 'groups : i32, stride : i32, factor : f32,',
    components,
    variableComponents: names.map((name) => (name === 'x' ? components : 1))
  });
  return backend.runWebGPUProgram(program, [...given], 'float32', [
    ...integerUniforms(width / components, stride / components),
    { type: 'float32', data: [factor] }
  ]);
}

export const scaledDevice: readonly DeviceKernel[] = [
  {
    name: SCALED,
    run(backend, inputs, attributes) {
      const given = inputsInOrder(inputs, ['x']);
      const shape = given[0]?.shape ?? [];
      const size = shape.reduce((a, b) => a * b, 1);
      return run(backend, given, { shape, width: size, stride: size }, numberAttribute(attributes, 'factor'));
    }
  },
  {
    name: SCALED_ROWS,
    run(backend, inputs, attributes) {
      const given = inputsInOrder(inputs, ['x', 'by']);
      const [rows = 0, stride = 0] = given[0]?.shape ?? [];
      const width = numberAttribute(attributes, 'width');
      return run(backend, given, { shape: [rows, width], width, stride }, numberAttribute(attributes, 'factor'));
    }
  }
];
