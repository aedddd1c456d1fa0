// The sum of every stride-th number as a WebGPU program of one workgroup.
import { flatProgram, inputsInOrder, integerUniforms, type DeviceKernel } from '../backend/device-kernel';
import { numberAttribute } from '../backend/host-kernel';
import { specialise } from '../backend/specialise';
import code from './strided-sum.wgsl?raw';
import { STRIDED_SUM } from './strided-sum';

/** As many threads as every device takes in a workgroup. */
const WIDE = 256;

export const stridedSumDevice: DeviceKernel = {
  name: STRIDED_SUM,
  run(backend, inputs, attributes) {
    const names = ['x'];
    const given = inputsInOrder(inputs, names);
    const program = flatProgram({
      name: 'strided-sum',
      code: specialise(code, {}, { WIDE }),
      outputShape: [],
      threads: WIDE,
      workgroup: WIDE,
      variableNames: names,
      uniforms: 'start : i32, stride : i32, count : i32, factor : f32,'
    });
    const of = (key: string): number => numberAttribute(attributes, key);
    return backend.runWebGPUProgram(program, given, 'float32', [
      ...integerUniforms(of('start'), of('stride'), of('count')),
      { type: 'float32', data: [of('factor')] }
    ]);
  }
};
