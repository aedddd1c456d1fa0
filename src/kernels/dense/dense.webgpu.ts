// Dense layers on WebGPU: one dispatch forward, bias and activation within, and what their gradients are made of. Products that no tile
// takes, on a device with low limits or a driver that refuses them, are tfjs's own fused ones.
import { getKernel, type NamedAttrMap, type NamedTensorInfoMap, type TensorInfo } from '@tensorflow/tfjs-core';
import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import { elementsOf, flatProgram, inputsInOrder, integerUniforms, type DeviceKernel } from '../backend/device-kernel';
import { numberAttribute } from '../backend/host-kernel';
import { specialise } from '../backend/specialise';
import bentCode from './bent.wgsl?raw';
import sumsCode from './column-sums.wgsl?raw';
import { DENSE, DENSE_BENT, DENSE_BIAS_GRADIENT, DENSE_PULLED } from './names';
import { tiledProduct, type Factors } from './product.webgpu';

/** Elements beside each other that a workgroup sums, and the lanes that share their rows. */
const [ACROSS, LANES] = [8, 32] as const;

/** x · weight, finished by bias and leaky ReLU. */
const denseDevice: DeviceKernel = {
  name: DENSE,
  run(backend, inputs, attributes) {
    const [x, weight, bias] = inputsInOrder(inputs, ['x', 'weight', 'bias']);
    if (!x || !weight || !bias) throw new Error('A dense layer needs x, weight and bias');
    const slope = numberAttribute(attributes, 'slope');
    const factors: Factors = { a: x, b: weight, transposeA: false, transposeB: false };
    const own = tiledProduct(backend, { ...factors, finish: { by: 'bias', operand: bias, slope } });
    const activation = slope === 1 ? 'linear' : 'leakyrelu';
    return own ?? stock(backend, '_FusedMatMul', { a: x, b: weight, bias }, { activation, leakyreluAlpha: slope });
  }
};

/** dy · weightᵀ, pulled through the leaky ReLU that x came from: x [rows, inputs], dy [rows, outputs], weight [inputs, outputs]. */
const densePulledDevice: DeviceKernel = {
  name: DENSE_PULLED,
  run(backend, inputs, attributes) {
    const [dy, weight, x] = inputsInOrder(inputs, ['dy', 'weight', 'x']);
    if (!dy || !weight || !x) throw new Error('A pulled product needs dy, weight and x');
    const factors: Factors = { a: dy, b: weight, transposeA: false, transposeB: true };
    const slope = numberAttribute(attributes, 'slope');
    const own = tiledProduct(backend, { ...factors, finish: { by: 'pulled', operand: x, slope } });
    if (own) return own;
    const product = stock(backend, 'BatchMatMul', { a: dy, b: weight }, { transposeA: false, transposeB: true });
    const bent = runBent(backend, product, x, slope);
    backend.disposeData(product.dataId);
    return bent;
  }
};

const denseBentDevice: DeviceKernel = {
  name: DENSE_BENT,
  run(backend, inputs, attributes) {
    const [dy, y] = inputsInOrder(inputs, ['dy', 'y']);
    if (!dy || !y) throw new Error('A bend needs dy and y');
    return runBent(backend, dy, y, numberAttribute(attributes, 'slope'));
  }
};

function runBent(backend: WebGPUBackend, dy: TensorInfo, y: TensorInfo, slope: number): TensorInfo {
  const { components, element } = elementsOf(y.shape.reduce((a, b) => a * b, 1));
  const program = flatProgram({
    name: 'bent',
    code: specialise(bentCode, {}, { ELEMENT: element }),
    outputShape: y.shape,
    variableNames: ['dy', 'y'],
    uniforms: 'slope : f32,',
    components,
    variableComponents: [components, components]
  });
  return backend.runWebGPUProgram(program, [dy, y], 'float32', [{ type: 'float32', data: [slope] }]);
}

const denseBiasGradientDevice: DeviceKernel = {
  name: DENSE_BIAS_GRADIENT,
  run(backend, inputs) {
    const given = inputsInOrder(inputs, ['dy']);
    const [rows = 0, width = 0] = given[0]?.shape ?? [];
    const { components, element, groups } = elementsOf(width);
    const workgroup = ACROSS * LANES;
    const program = flatProgram({
      name: 'column-sums',
      code: specialise(sumsCode, {}, { ELEMENT: element, WORKGROUP: workgroup, ACROSS, LANES }),
      outputShape: [width],
      threads: Math.ceil(groups / ACROSS) * workgroup,
      workgroup,
      variableNames: ['x'],
      uniforms: 'rows : i32, groups : i32,',
      components,
      variableComponents: [components]
    });
    return backend.runWebGPUProgram(program, given, 'float32', integerUniforms(rows, groups));
  }
};

export const denseDevices: readonly DeviceKernel[] = [
  denseDevice,
  densePulledDevice,
  denseBentDevice,
  denseBiasGradientDevice
];

/** @throws where tfjs has no such kernel, or it gives several tensors */
function stock(backend: WebGPUBackend, name: string, inputs: NamedTensorInfoMap, attributes: NamedAttrMap): TensorInfo {
  const made = getKernel(name, 'webgpu')?.kernelFunc({ inputs, attrs: attributes, backend });
  if (!made || Array.isArray(made)) throw new Error(`tfjs has no ${name} on WebGPU`);
  return made;
}
