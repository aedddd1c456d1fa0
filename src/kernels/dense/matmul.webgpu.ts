// The matrix product on tfjs's WebGPU backend by our tiles, so that whoever calls matMul has it, turned factors too. Stacks of matrices,
// small products and what no tile takes go to the stock kernel.
import { BatchMatMul, getKernel, registerKernel, unregisterKernel } from '@tensorflow/tfjs-core';
import { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import { shapeOfProduct, tiledProduct, type Factors } from './product.webgpu';
import { isLarge } from './tiles';

let replaced = false;

/** Puts our kernel before the stock one, once. */
export function registerWebGpuMatMul(): void {
  const stock = getKernel(BatchMatMul, 'webgpu');
  if (replaced || !stock) return;
  replaced = true;
  unregisterKernel(BatchMatMul, 'webgpu');
  registerKernel({
    ...stock,
    kernelFunc(params) {
      const { inputs, attrs = {}, backend } = params;
      const { a, b } = inputs;
      if (!a || !b || !(backend instanceof WebGPUBackend)) return stock.kernelFunc(params);
      const factors: Factors = { a, b, transposeA: attrs.transposeA === true, transposeB: attrs.transposeB === true };
      const shape = shapeOfProduct(factors);
      const own = shape && isLarge(shape) ? tiledProduct(backend, factors) : null;
      return own ?? stock.kernelFunc(params);
    }
  });
}
