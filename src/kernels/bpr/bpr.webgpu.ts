// Fused BPR as WebGPU programs. `triples` is the whole plan there, in one piece (bpr.ts).
import type { DeviceKernel } from '../backend/device-kernel';
import { elementsOf, flatProgram, inputsInOrder, integerUniforms } from '../backend/device-kernel';
import { numberAttribute } from '../backend/host-kernel';
import { specialise } from '../backend/specialise';
import { BPR_GRADIENT, BPR_MARGINS } from './bpr';
import gradientCode from './bpr-gradient.wgsl?raw';
import marginsCode from './bpr-margins.wgsl?raw';

export const bprMarginsDevice: DeviceKernel = {
  name: BPR_MARGINS,
  run(backend, inputs, attributes) {
    const names = ['x', 'triples'];
    const [x, triples] = inputsInOrder(inputs, names);
    if (!x || !triples) throw new Error('bpr needs x and triples');
    const batch = numberAttribute(attributes, 'batch');
    const { components, element, groups } = elementsOf(x.shape[1] ?? 0);
    const program = flatProgram({
      name: 'bpr-margins',
      code: specialise(marginsCode, { wide: components === 4 }, { ELEMENT: element }),
      outputShape: [2, batch],
      threads: batch,
      variableNames: names,
      uniforms: 'groups : i32, batch : i32,',
      variableComponents: [components, 1]
    });
    return backend.runWebGPUProgram(program, [x, triples], 'float32', integerUniforms(groups, batch));
  }
};

export const bprGradientDevice: DeviceKernel = {
  name: BPR_GRADIENT,
  run(backend, inputs, attributes) {
    const names = ['x', 'triples', 'margins', 'scale'];
    const given = inputsInOrder(inputs, names);
    const [x] = given;
    if (!x) throw new Error('bpr needs x');
    const { components, element, groups } = elementsOf(x.shape[1] ?? 0);
    const program = flatProgram({
      name: 'bpr-gradient',
      code: specialise(gradientCode, {}, { ELEMENT: element }),
      outputShape: x.shape,
      variableNames: names,
      uniforms: 'rows : i32, groups : i32, batch : i32,',
      components,
      variableComponents: [components, 1, 1, 1]
    });
    const uniforms = integerUniforms(x.shape[0] ?? 0, groups, numberAttribute(attributes, 'batch'));
    return backend.runWebGPUProgram(program, given, 'float32', uniforms);
  }
};
