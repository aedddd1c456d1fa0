// The wasm backend of tfjs (SIMD, one thread) with our operators, and where its binaries come from. Threads stay off:
// in a minified build their workers throw and initialisation never settles, and two cores saw no speed-up.
import {
  backend as activeBackend,
  env,
  getKernel,
  registerKernel,
  unregisterKernel,
  type KernelFunc,
  type NamedTensorInfoMap,
  type TensorInfo
} from '@tensorflow/tfjs-core';
import { BackendWasm, setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import type { HostInput, HostKernel } from './host-kernel';
import { HOST_KERNELS } from './operators';
import { inputNames, isHostArray, shapesOf } from './host-inputs';
import type { HeapInputs, WasmForm } from './wasm-form';
import { WASM_FORMS } from './wasm-forms';
import { connectOperators, type Connected, type OperatorsForm, type WasmOperators } from './wasm-operators';
import { useRowPool } from '../workers/active';
import { registerWasmIdentity } from '../identity/identity.wasm';
import { registerWasmMatMul } from '../dense/matmul.wasm';
import { registerWasmSlice } from '../slice/slice.wasm';

/** Where tfjs's .wasm files are: their URL or folder with a slash at its end, or each file's own address by its name. */
export type WasmBinaries = string | { readonly [file: string]: string };

export function prepareWasm(binaries: WasmBinaries): void {
  env().set('WASM_HAS_MULTITHREAD_SUPPORT', false);
  setWasmPaths(typeof binaries === 'string' ? binaries : { ...binaries });
}

/** Our module, once the backend runs; null where it cannot be had, and while it is put aside. */
let operators: WasmOperators | null = null;
let connectedOperators: WasmOperators | null = null;

const FORMS = new Map(WASM_FORMS.map((form) => [form.kernel.name, form]));

/** Puts our module on the memory of the backend that was started last. Before that, or without it, loops do the work. */
export async function startWasmOperators(form: OperatorsForm): Promise<Connected> {
  const current = activeBackend();
  if (!(current instanceof BackendWasm)) throw new Error('Not the wasm backend');
  const connected = await connectOperators(current, form);
  connectedOperators = connected.operators;
  useWasmModule(true);
  return connected;
}

/** Puts our module aside, so that loops do the work, and takes it again where there is one: for comparing the two in one process. */
export function useWasmModule(isUsed: boolean): void {
  operators = isUsed ? connectedOperators : null;
  useRowPool(isUsed);
  for (const form of FORMS.values()) {
    if (HOST_KERNELS.some(({ name }) => name === form.kernel.name)) continue;
    if (operators) register(form.kernel.name, fromModule(form));
    else if (getKernel(form.kernel.name, 'wasm')) unregisterKernel(form.kernel.name, 'wasm');
  }
}

export function registerWasmOperators(): void {
  registerWasmSlice();
  registerWasmIdentity();
  registerWasmMatMul();
  for (const kernel of HOST_KERNELS) {
    const form = FORMS.get(kernel.name);
    const [own, loops] = [form && fromModule(form), fromLoops(kernel)];
    register(kernel.name, (params) => (operators && own ? own(params) : loops(params)));
  }
}

const register = (kernelName: string, kernelFunc: KernelFunc): void =>
  registerKernel({ kernelName, backendName: 'wasm', kernelFunc });

/** @throws where the module is not there */
function fromModule({ kernel, call, scratch, pass }: WasmForm): KernelFunc {
  return ({ inputs, backend, attrs = {} }) => {
    if (!(backend instanceof BackendWasm) || !operators) throw new Error('Not the wasm backend with our module');
    const given = addresses(kernel.name, inputs, backend);
    // All room first: allocating may grow the heap, which moves no address but ends every view.
    const output = backend.makeOutput(kernel.outputShape(shapesOf(inputs), attrs), 'float32');
    const room = scratch && backend.makeOutput([scratch(given, attrs)], 'float32');
    const placeOf = (info: TensorInfo): number => backend.typedArrayFromHeap(info).byteOffset;
    operators.call(call, pass(given, placeOf(output), attrs, room ? placeOf(room) : 0));
    if (room) backend.disposeData(room.dataId);
    return output;
  };
}

function fromLoops(kernel: HostKernel): KernelFunc {
  return ({ inputs, backend, attrs = {} }) => {
    if (!(backend instanceof BackendWasm)) throw new Error('Not the wasm backend');
    const shape = kernel.outputShape(shapesOf(inputs), attrs);
    // The output first: allocating may grow the heap, and a view taken before that has length 0 afterwards.
    const info = backend.makeOutput(shape, 'float32');
    const output = backend.typedArrayFromHeap(info);
    if (!(output instanceof Float32Array)) throw new Error('The heap gave no float32 view');
    kernel.compute(viewInputs(kernel, inputs, backend), attrs, output);
    return info;
  };
}

/** Inputs as addresses: of what lies in the heap, the place where its view begins. */
function addresses(kernel: string, inputs: NamedTensorInfoMap, backend: BackendWasm): HeapInputs {
  const addressOf = (name: string, dtype: string): number => {
    const info = inputs[name];
    if (info?.dtype !== dtype) throw new Error(`Input ${name} of ${kernel} must be ${dtype}`);
    return backend.typedArrayFromHeap(info).byteOffset;
  };
  return {
    floats: (name) => addressOf(name, 'float32'),
    integers: (name) => addressOf(name, 'int32'),
    has: (name) => inputs[name] !== undefined,
    length: (name, axis = 0) => inputs[name]?.shape[axis] ?? 0
  };
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
