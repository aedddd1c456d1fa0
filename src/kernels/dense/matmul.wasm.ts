// The matrix product on tfjs's wasm backend by our module, so that whoever calls matMul has it: a · b and a · bᵀ by rows, aᵀ · b in
// parts of rows. Stacks of matrices, aᵀ · bᵀ and what runs without the module go to the stock kernel.
import {
  BatchMatMul,
  getKernel,
  registerKernel,
  unregisterKernel,
  type NamedTensorInfoMap,
  type TensorInfo
} from '@tensorflow/tfjs-core';
import { DENSE, DENSE_WEIGHT_GRADIENT } from './names';

let replaced = false;

/** Puts our kernel before the stock one, once. */
export function registerWasmMatMul(): void {
  const stock = getKernel(BatchMatMul, 'wasm');
  if (replaced || !stock) return;
  replaced = true;
  unregisterKernel(BatchMatMul, 'wasm');
  registerKernel({
    ...stock,
    kernelFunc(params) {
      const { inputs, attrs = {}, backend } = params;
      const { a, b } = inputs;
      const [transposeA, transposeB] = [attrs.transposeA === true, attrs.transposeB === true];
      if (!a || !b || !isOwnProduct(a, b, transposeA, transposeB)) return stock.kernelFunc(params);
      const run = (name: string, own: NamedTensorInfoMap, attrs = {}): TensorInfo | TensorInfo[] => {
        const kernel = getKernel(name, 'wasm');
        if (!kernel) throw new Error(`There is no ${name} on wasm`);
        return kernel.kernelFunc({ inputs: own, attrs, backend });
      };
      return transposeA
        ? run(DENSE_WEIGHT_GRADIENT, { x: a, dy: b })
        : run(DENSE, { x: a, weight: b }, { transposed: transposeB, slope: 1 });
    }
  });
}

/** Does our module multiply these? */
export function isOwnProduct(
  a: Pick<TensorInfo, 'shape' | 'dtype'>,
  b: Pick<TensorInfo, 'shape' | 'dtype'>,
  transposeA: boolean,
  transposeB: boolean
): boolean {
  const isMatrix = ({ shape, dtype }: Pick<TensorInfo, 'shape' | 'dtype'>): boolean =>
    shape.length === 2 && dtype === 'float32';
  const depth = a.shape[transposeA ? 0 : 1];
  const fits = isMatrix(a) && isMatrix(b) && depth === b.shape[transposeB ? 1 : 0];
  return fits && !(transposeA && transposeB) && getKernel(DENSE, 'wasm') !== undefined;
}
