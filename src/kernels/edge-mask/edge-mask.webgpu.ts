// Edge dropout as a WebGPU program.
import { flatProgram, inputsInOrder, integerUniforms, type DeviceKernel } from '../backend/device-kernel';
import { numberAttribute } from '../backend/host-kernel';
import { keyOf } from '../random/random';
import { DRAW_FLOPS } from '../random/random.webgpu';
import threefry from '../random/threefry.wgsl?raw';
import { EDGE_MASK } from './edge-mask';
import code from './edge-mask.wgsl?raw';

export const edgeMaskDevice: DeviceKernel = {
  name: EDGE_MASK,
  run(backend, inputs, attributes) {
    const [values] = inputsInOrder(inputs, ['values']);
    if (!values) throw new Error('edgeMask needs values');
    const program = flatProgram({
      name: 'edge-mask',
      code: threefry + code,
      outputShape: values.shape,
      variableNames: ['values'],
      uniforms: 'seed : i32, stream : i32, step : i32, keepRate : f32,',
      flops: DRAW_FLOPS * (values.shape[0] ?? 0)
    });
    const { seed, stream, step } = keyOf(attributes);
    return backend.runWebGPUProgram(program, [values], 'float32', [
      ...integerUniforms(seed | 0, stream | 0, step | 0),
      { type: 'float32', data: [numberAttribute(attributes, 'keepRate')] }
    ]);
  }
};
