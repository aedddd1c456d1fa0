// The inside of masked InfoNCE as WebGPU programs.
import { elementsOf, flatProgram, inputsInOrder, integerUniforms, type DeviceKernel } from '../backend/device-kernel';
import { numberAttribute } from '../backend/host-kernel';
import { specialise } from '../backend/specialise';
import { MASKED_PULLS, MASKED_SHARES, SHARES } from './masked-pulls';
import pullsCode from './masked-pulls.wgsl?raw';
import sharesCode from './masked-shares.wgsl?raw';

export const maskedPullsDevice: readonly DeviceKernel[] = [
  {
    name: MASKED_SHARES,
    run(backend, inputs, attributes) {
      const names = ['rows', 'targets', 'totals'];
      const given = inputsInOrder(inputs, names);
      const [count = 0, width = 0] = given[0]?.shape ?? [];
      const { components, element, groups } = elementsOf(width);
      const program = flatProgram({
        name: 'masked-shares',
        code: specialise(sharesCode, { wide: components === 4 }, { ELEMENT: element }),
        outputShape: [count, SHARES],
        variableNames: names,
        uniforms: 'count : i32, groups : i32, inverse : f32, epsilon : f32,',
        components: SHARES,
        variableComponents: [components, components, 1]
      });
      return backend.runWebGPUProgram(program, given, 'float32', [
        ...integerUniforms(count, groups),
        { type: 'float32', data: [1 / numberAttribute(attributes, 'temperature')] },
        { type: 'float32', data: [numberAttribute(attributes, 'epsilon')] }
      ]);
    }
  },
  {
    name: MASKED_PULLS,
    run(backend, inputs) {
      const names = ['sums', 'targets', 'shares'];
      const given = inputsInOrder(inputs, names);
      const [count = 0, width = 0] = given[0]?.shape ?? [];
      const { components, groups } = elementsOf(width);
      const program = flatProgram({
        name: 'masked-pulls',
        code: pullsCode,
        outputShape: [count, width],
        variableNames: names,
        uniforms: 'groups : i32,',
        components,
        variableComponents: [components, components, SHARES]
      });
      return backend.runWebGPUProgram(program, given, 'float32', integerUniforms(groups));
    }
  }
];
