// Clones on tfjs's wasm backend without a copy, as its reshape does and as its other backends do: the same bytes under one more
// reference. The stock kernels copy, also where a cast, of which tfjs's gradients are full, changes no type. Strings go to the stock ones.
import { Cast, getKernel, Identity, registerKernel, unregisterKernel } from '@tensorflow/tfjs-core';
import { BackendWasm } from '@tensorflow/tfjs-backend-wasm';

let replaced = false;

/** Puts the kernels without a copy before the stock ones, once. */
export function registerWasmIdentity(): void {
  if (replaced) return;
  replaced = true;
  for (const name of [Identity, Cast]) {
    const stock = getKernel(name, 'wasm');
    if (!stock) continue;
    unregisterKernel(name, 'wasm');
    registerKernel({
      ...stock,
      kernelFunc(params) {
        const { inputs, attrs, backend } = params;
        const { x } = inputs;
        const dtype = attrs?.dtype ?? x?.dtype;
        if (!(backend instanceof BackendWasm) || !x || dtype !== x.dtype || dtype === 'string') {
          return stock.kernelFunc(params);
        }
        backend.incRef(x.dataId);
        return { dataId: x.dataId, shape: x.shape, dtype: x.dtype };
      }
    });
  }
}
