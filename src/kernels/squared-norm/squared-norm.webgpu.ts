// Sums of squares as a WebGPU program.
import { flatProgram, inputsInOrder, integerUniforms, type DeviceKernel } from '../backend/device-kernel';
import { numberAttribute } from '../backend/host-kernel';
import code from './square-sums.wgsl?raw';
import { SQUARE_SUMS } from './squared-norm';

/** Threads at most: their sums are added up by one workgroup. */
const THREADS = 2 ** 13;

export const squareSumsDevice: DeviceKernel = {
  name: SQUARE_SUMS,
  run(backend, inputs, attributes) {
    const names = ['x'];
    const vectors = Math.floor(numberAttribute(attributes, 'count') / 4);
    const program = flatProgram({
      name: 'square-sums',
      code,
      outputShape: [Math.max(1, Math.min(THREADS, vectors))],
      variableNames: names,
      uniforms: 'count : i32,',
      variableComponents: [4]
    });
    return backend.runWebGPUProgram(program, inputsInOrder(inputs, names), 'float32', integerUniforms(vectors));
  }
};
