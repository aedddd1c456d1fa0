// Adam as a WebGPU program: one dispatch for all parameters.
import type { DeviceKernel } from '../backend/device-kernel';
import { flatProgram, inputsInOrder } from '../backend/device-kernel';
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
    const program = flatProgram({
      name: 'adam',
      code,
      outputShape: [3, parameters],
      threads: parameters,
      variableNames: names,
      uniforms:
        'parameters : i32, beta1 : f32, beta2 : f32, rest1 : f32, rest2 : f32, stepSize : f32, scale : f32, epsilon : f32, decay : f32,'
    });
    const { beta1, beta2, rest1, rest2, stepSize, scale, epsilon, decay } = adamFactors(attributes);
    return backend.runWebGPUProgram(program, [state, gradient], 'float32', [
      { type: 'int32', data: [parameters] },
      ...[beta1, beta2, rest1, rest2, stepSize, scale, epsilon, decay].map((value) => ({
        type: 'float32',
        data: [value]
      }))
    ]);
  }
};
