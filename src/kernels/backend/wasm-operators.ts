// The module that our operators in AssemblyScript are compiled to, working on tfjs's own memory. tfjs does not promise that its
// memory can be had: where it cannot, or where the engine knows no SIMD, there is no module, and the typed-array loops do the work.
import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import { readOperators, readRelaxedOperators } from 'virtual:wasm-operators';
import { textOf } from './failure-text';

export interface WasmOperators {
  /** Compiled, for those who start it on a memory of their own (kernels/workers). */
  readonly module: WebAssembly.Module;
  /** Calls a function of the module. @throws where it has none of that name */
  call(name: string, values: readonly number[]): void;
}

export type Connected =
  | { readonly operators: WasmOperators }
  | {
      readonly operators: null;
      /** Why there is no module; a whole sentence. */
      readonly reason: string;
    };

/** The same operators twice: what everyone gets, and in relaxed SIMD (choices.ts). */
export type OperatorsForm = 'module' | 'relaxed';

const READERS = { module: readOperators, relaxed: readRelaxedOperators } as const;

/** The module on this backend's memory. Never throws. */
export async function connectOperators(
  backend: BackendWasm,
  form: OperatorsForm,
  read: () => Promise<Uint8Array<ArrayBuffer>> = READERS[form]
): Promise<Connected> {
  try {
    return { operators: await operatorsOn(memoryOf(backend), read) };
  } catch (error) {
    return { operators: null, reason: `The operators in WebAssembly did not start (${textOf(error)}).` };
  }
}

/** The module on any memory: tfjs's, or that of a worker that has no tensors. @throws where it cannot be fetched or the engine has no SIMD */
export async function operatorsOn(
  memory: WebAssembly.Memory,
  read: () => Promise<Uint8Array<ArrayBuffer>> = readOperators
): Promise<WasmOperators> {
  const { instance, module } = await WebAssembly.instantiate(await read(), { env: { memory } });
  const { exports } = instance;
  return {
    module,
    call(name, values) {
      const code = exports[name];
      if (typeof code !== 'function') throw new Error(`The module has no ${name}`);
      code(...values);
    }
  };
}

/** The memory of tfjs's module (looked at in 4.22). @throws where it is not the one that tensors lie in */
function memoryOf(backend: BackendWasm): WebAssembly.Memory {
  const memory = ['wasm', 'asm', 'memory'].reduce<unknown>(
    (at, name) => (typeof at === 'object' && at !== null ? Reflect.get(at, name) : undefined),
    backend
  );
  if (!(memory instanceof WebAssembly.Memory)) throw new Error('tfjs does not show its memory');
  const probe = backend.makeOutput([1], 'float32');
  const isTensors = backend.typedArrayFromHeap(probe).buffer === memory.buffer;
  backend.disposeData(probe.dataId);
  if (!isTensors) throw new Error('tfjs keeps its tensors in another memory');
  return memory;
}
