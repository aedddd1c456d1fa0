// Drawn noise as a WebGPU program.
import { elementsOf, flatProgram, inputsInOrder, integerUniforms, type DeviceKernel } from '../backend/device-kernel';
import { numberAttribute } from '../backend/host-kernel';
import { specialise } from '../backend/specialise';
import { keyOf } from '../random/random';
import { DRAW_FLOPS } from '../random/random.webgpu';
import threefry from '../random/threefry.wgsl?raw';
import { DRAWN_NOISE } from './noisy-powers';
import code from './drawn-noise.wgsl?raw';

export const drawnNoiseDevice: DeviceKernel = {
  name: DRAWN_NOISE,
  run(backend, inputs, attributes) {
    const addends = Object.keys(inputs).filter((name) => name !== 'x');
    const names = ['x', ...addends];
    const given = inputsInOrder(inputs, names);
    const [rows = 0, width = 0] = given[0]?.shape ?? [];
    const { components, element, groups } = elementsOf(width);
    const sum = [`${element}(0.0)`, ...addends.map((name) => `${name}[at]`)].join(' + ');
    const words = { ELEMENT: element, GROUPS: groups, ADDENDS: sum };
    const program = flatProgram({
      name: 'drawn-noise',
      code: threefry + specialise(code, { wide: components === 4 }, words, groups),
      outputShape: [rows, width],
      threads: rows,
      variableNames: names,
      uniforms: 'rows : i32, seed : i32, stream : i32, step : i32, eps : f32,',
      components,
      flops: DRAW_FLOPS * rows * width
    });
    const { seed, stream, step } = keyOf(attributes);
    return backend.runWebGPUProgram(program, given, 'float32', [
      ...integerUniforms(rows, seed | 0, stream | 0, step | 0),
      { type: 'float32', data: [numberAttribute(attributes, 'eps')] }
    ]);
  }
};
