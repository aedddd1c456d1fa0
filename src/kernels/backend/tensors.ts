// Ranks checked, not assumed: tfjs kernels return Tensor, callers promise Tensor1D or Tensor2D.
import { addN, type customGrad, type Scalar, type Tensor, type Tensor1D, type Tensor2D } from '@tensorflow/tfjs-core';

const is1d = (tensor: Tensor): tensor is Tensor1D => tensor.rank === 1;
const is2d = (tensor: Tensor): tensor is Tensor2D => tensor.rank === 2;
const isScalar = (tensor: Tensor): tensor is Scalar => tensor.rank === 0;

/** A kernel's only output. */
export function single(result: Tensor | Tensor[]): Tensor {
  if (!Array.isArray(result)) return result;
  const [first] = result;
  if (!first || result.length !== 1) throw new Error(`Expected one tensor, got ${result.length}`);
  return first;
}

export function as1d(result: Tensor | Tensor[]): Tensor1D {
  const tensor = single(result);
  if (is1d(tensor)) return tensor;
  throw new RangeError(`Expected rank 1, got shape [${tensor.shape.join(', ')}]`);
}

export function as2d(result: Tensor | Tensor[]): Tensor2D {
  const tensor = single(result);
  if (is2d(tensor)) return tensor;
  throw new RangeError(`Expected rank 2, got shape [${tensor.shape.join(', ')}]`);
}

export function asScalar(result: Tensor | Tensor[]): Scalar {
  const tensor = single(result);
  if (isScalar(tensor)) return tensor;
  throw new RangeError(`Expected a scalar, got shape [${tensor.shape.join(', ')}]`);
}

type CustomGradArgument = Parameters<Parameters<typeof customGrad>[0]>[number];
type Save = Exclude<CustomGradArgument, Tensor>;

/** customGrad passes its inputs and, last, the function that saves tensors for the gradient. */
export function customGradInputs(args: readonly CustomGradArgument[]): { tensors: Tensor[]; save: Save } {
  const tensors: Tensor[] = [];
  let save: Save | null = null;
  for (const arg of args) {
    if (typeof arg === 'function') save = arg;
    else tensors.push(arg);
  }
  if (!save) throw new Error('customGrad passed no save function');
  return { tensors, save };
}

/** Inputs that every WebGPU device lets one program read, beside its output. */
const MOST_INPUTS = 7;

/** The sum of tensors of one shape, in order; in groups, since tfjs binds all inputs of addN to one program. */
export function addAll(tensors: readonly Tensor[]): Tensor {
  if (tensors.length <= MOST_INPUTS) return addN([...tensors]);
  return addAll([addN(tensors.slice(0, MOST_INPUTS)), ...tensors.slice(MOST_INPUTS)]);
}
