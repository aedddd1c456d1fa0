// The cpu backend of tfjs with our operators: the last resort, and the reference.
import { registerKernel, type NamedTensorInfoMap } from '@tensorflow/tfjs-core';
import { MathBackendCPU } from '@tensorflow/tfjs-backend-cpu';
import type { HostInput, HostKernel } from './host-kernel';
import { HOST_KERNELS } from './operators';
import { inputNames, isHostArray, shapesOf } from './host-inputs';

export function registerCpuOperators(): void {
  for (const kernel of HOST_KERNELS) {
    registerKernel({
      kernelName: kernel.name,
      backendName: 'cpu',
      kernelFunc: ({ inputs, backend, attrs = {} }) => {
        if (!(backend instanceof MathBackendCPU)) throw new Error('Not the cpu backend');
        const shape = kernel.outputShape(shapesOf(inputs), attrs);
        const output = new Float32Array(shape.reduce((a, b) => a * b, 1));
        kernel.compute(readInputs(kernel, inputs, backend), attrs, output);
        return backend.makeTensorInfo(shape, 'float32', output);
      }
    });
  }
}

function readInputs(
  kernel: HostKernel,
  inputs: NamedTensorInfoMap,
  backend: MathBackendCPU
): Record<string, HostInput> {
  const out: Record<string, HostInput> = {};
  for (const name of inputNames(kernel, inputs)) {
    const info = inputs[name];
    const data = info && backend.readSync(info.dataId);
    if (!info || !isHostArray(data)) throw new Error(`Input ${name} of ${kernel.name} is missing or of another type`);
    out[name] = { shape: info.shape, data };
  }
  return out;
}
