// Adam as a WebGPU program: one dispatch for all parameters.
import type { DeviceKernel } from '../backend/device-kernel';
import { elementsOf, flatProgram, inputsInOrder, integerUniforms } from '../backend/device-kernel';
import { specialise } from '../backend/specialise';
import { ADAM_STEP } from './adam';
import { adamFactors } from './adam-factors';
import code from './adam.wgsl?raw';

export const adamDevice: DeviceKernel = {
  name: ADAM_STEP,
  run(backend, inputs, attributes) {
    const names = ['state', 'gradient'];
    const [state, gradient] = inputsInOrder(inputs, names);
    if (!state || !gradient) throw new Error('adam needs state and gradient');
    const parameters = gradient.shape[0] ?? 0;
    const { components, element, groups } = elementsOf(parameters);
    const program = flatProgram({
      name: 'adam',
      code: specialise(code, {}, { ELEMENT: element }),
      outputShape: [3, parameters],
      threads: groups,
      components,
      variableComponents: [components, components],
      variableNames: names,
      uniforms:
        'parameters : i32, beta1 : f32, beta2 : f32, rest1 : f32, rest2 : f32, stepSize : f32, scale : f32, epsilon : f32, decay : f32,'
    });
    const { beta1, beta2, rest1, rest2, stepSize, scale, epsilon, decay } = adamFactors(attributes);
    return backend.runWebGPUProgram(program, [state, gradient], 'float32', [
      ...integerUniforms(groups),
      ...[beta1, beta2, rest1, rest2, stepSize, scale, epsilon, decay].map((value) => ({
        type: 'float32',
        data: [value]
      }))
    ]);
  }
};
