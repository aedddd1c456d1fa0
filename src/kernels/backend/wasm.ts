// The wasm backend of tfjs (SIMD, one thread) with our operators, and where its binaries come from. Threads stay off:
// in a minified build their workers throw and initialisation never settles, and two cores saw no speed-up.
import { env, registerKernel, type NamedTensorInfoMap } from '@tensorflow/tfjs-core';
import { BackendWasm, setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import type { HostInput, HostKernel } from './host-kernel';
import { HOST_KERNELS } from './operators';
import { inputNames, isHostArray, shapesOf } from './host-inputs';
import { registerWasmSlice } from '../slice/slice.wasm';

/** Where tfjs's .wasm files are: their URL or folder with a slash at its end, or each file's own address by its name. */
export type WasmBinaries = string | { readonly [file: string]: string };

export function prepareWasm(binaries: WasmBinaries): void {
  env().set('WASM_HAS_MULTITHREAD_SUPPORT', false);
  setWasmPaths(typeof binaries === 'string' ? binaries : { ...binaries });
}

export function registerWasmOperators(): void {
  registerWasmSlice();
  for (const kernel of HOST_KERNELS) {
    registerKernel({
      kernelName: kernel.name,
      backendName: 'wasm',
      kernelFunc: ({ inputs, backend, attrs = {} }) => {
        if (!(backend instanceof BackendWasm)) throw new Error('Not the wasm backend');
        const shape = kernel.outputShape(shapesOf(inputs), attrs);
        // The output first: allocating may grow the heap, and a view taken before that has length 0 afterwards.
        const info = backend.makeOutput(shape, 'float32');
        const output = backend.typedArrayFromHeap(info);
        if (!(output instanceof Float32Array)) throw new Error('The heap gave no float32 view');
        kernel.compute(viewInputs(kernel, inputs, backend), attrs, output);
        return info;
      }
    });
  }
}

function viewInputs(kernel: HostKernel, inputs: NamedTensorInfoMap, backend: BackendWasm): Record<string, HostInput> {
  const out: Record<string, HostInput> = {};
  for (const name of inputNames(kernel, inputs)) {
    const info = inputs[name];
    const data = info && backend.typedArrayFromHeap(info);
    if (!info || !isHostArray(data)) throw new Error(`Input ${name} of ${kernel.name} is missing or of another type`);
    out[name] = { shape: info.shape, data };
  }
  return out;
}
