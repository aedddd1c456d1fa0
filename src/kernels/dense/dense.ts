// A dense layer: y = act(x · W + b), act(v) = v above 0 and slope · v elsewhere (leaky ReLU; slope 1 is no activation), for x [n, in],
// W [in, out], b [out]. Gradients, with u = dy where y is above 0 and slope · dy elsewhere:
//   dx = u · Wᵀ,   dW = xᵀ · u,   db = Σ rows of u.
// One kernel makes y, bias and activation included: on wasm of our module, where the sums over rows are cut as row-parts.ts says, on WebGPU
// in tiles (product.wgsl). On cpu, and on wasm without the module, tfjs's own operations make the same, and its tape their gradients.
// Work: 2 · n · in · out operations forward, twice that backward.
import {
  add,
  customGrad,
  engine,
  getBackend,
  getKernel,
  matMul,
  mul,
  registerGradient,
  step,
  type Tensor,
  type Tensor1D,
  type Tensor2D
} from '@tensorflow/tfjs-core';
import { as2d, customGradInputs, single } from '../backend/tensors';
import { product } from '../matmul-gradient/matmul-gradient';
import { DENSE, DENSE_BENT, DENSE_BIAS_GRADIENT, DENSE_PULLED } from './names';

/**
 * act(x · weight + bias), [n, out]; differentiable in all three.
 * @param slope of the activation below 0, above 0 itself: y must tell on which side x · W + b was
 * @throws RangeError where the shapes do not fit
 */
export function dense(x: Tensor2D, weight: Tensor2D, bias: Tensor1D, slope = 1): Tensor2D {
  checkLayer(x.shape[1], { weight, bias }, slope);
  if (getKernel(DENSE, getBackend())) return layer(x, weight, bias, { slope });
  const linear = as2d(add(matMul(x, weight), bias));
  return slope === 1 ? linear : leaky(linear, slope);
}

export interface DenseLayer {
  readonly weight: Tensor2D;
  readonly bias: Tensor1D;
}

/**
 * Two layers with a leaky ReLU between them, [n, outputs of the second]. The same as `dense` of `dense`; on WebGPU the product that
 * pulls the gradient back to the hidden rows bends it as it writes it, so that it moves once and not five times.
 */
export function denseTwice(x: Tensor2D, first: DenseLayer, second: DenseLayer, slope: number): Tensor2D {
  if (!getKernel(DENSE_PULLED, getBackend())) {
    return dense(dense(x, first.weight, first.bias, slope), second.weight, second.bias);
  }
  checkLayer(x.shape[1], first, slope);
  checkLayer(first.weight.shape[1], second, slope);
  const hidden = layer(x, first.weight, first.bias, { slope, isBent: true });
  return layer(hidden, second.weight, second.bias, { slope: 1, inputSlope: slope });
}

interface LayerAttributes {
  readonly slope: number;
  /** The gradient that comes in is bent already: y is read by nothing but a layer of this slope as `inputSlope`. */
  readonly isBent?: boolean;
  /** Of the leaky ReLU that x comes from, where its gradient is to be bent on its way out. */
  readonly inputSlope?: number;
}

const layer = (x: Tensor2D, weight: Tensor2D, bias: Tensor1D, attributes: LayerAttributes): Tensor2D =>
  as2d(engine().runKernel(DENSE, { x, weight, bias }, { ...attributes }));

function checkLayer(width: number, { weight, bias }: DenseLayer, slope: number): void {
  const [inputs, outputs] = weight.shape;
  if (width !== inputs || bias.shape[0] !== outputs) {
    throw new RangeError(`Rows of ${width}, a weight [${inputs}, ${outputs}] and ${bias.shape[0]} biases`);
  }
  if (!(slope > 0)) throw new RangeError(`A slope of ${slope} is not above 0`);
}

/**
 * LeakyReLU as x times its own slope, which is the gradient's factor too. On wasm this is a tenth of the stock kernel's time
 * (0.07 ms against 0.47 for 1000 × 112 forward, 0.03 against 0.9 backward).
 */
function leaky(x: Tensor2D, slope: number): Tensor2D {
  const operation = customGrad((...args) => {
    const { tensors, save } = customGradInputs(args);
    const [input] = tensors;
    if (!input) throw new Error('customGrad lost its input');
    const factor = step(input, slope); // 1 above 0, slope elsewhere
    save([factor]);
    return { value: mul(input, factor), gradFunc: (dy, saved) => mul(dy, saved[0] ?? factor) };
  });
  return as2d(operation(x));
}

export function registerDenseGradient(): void {
  registerGradient({
    kernelName: DENSE,
    inputsToSave: ['x', 'weight'],
    outputsToSave: [true],
    gradFunc(dyOrList, saved, attributes) {
      const [x, weight, y] = saved;
      if (!x || !weight || !y) throw new Error('The tape lost what a dense layer saved');
      const dy = single(dyOrList);
      const { slope, isBent, inputSlope }: { slope?: unknown; isBent?: unknown; inputSlope?: unknown } = attributes;
      // Made where it is needed, twice as a rule: the tape frees what a gradient made when that is done, and to keep it costs more.
      const u = (): Tensor =>
        slope === 1 || isBent === true ? dy : single(engine().runKernel(DENSE_BENT, { dy, y }, { ...attributes }));
      return {
        x: () =>
          typeof inputSlope === 'number'
            ? single(engine().runKernel(DENSE_PULLED, { dy: u(), weight, x }, { slope: inputSlope }))
            : product(u(), weight, false, true),
        weight: () => product(x, u(), true, false),
        bias: () => single(engine().runKernel(DENSE_BIAS_GRADIENT, { dy: u() }))
      };
    }
  });
}
