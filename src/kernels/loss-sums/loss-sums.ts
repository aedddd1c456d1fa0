// Losses added to their sums: sums [k] + (the k terms). On WebGPU one dispatch; elsewhere, and for more terms than a program can read,
// tfjs's own operations. Not differentiable: what is shown of a run.
import { add, engine, getBackend, getKernel, stack, type Scalar, type Tensor1D } from '@tensorflow/tfjs-core';
import { as1d } from '../backend/tensors';

export const LOSS_SUMS = 'LossSums';
/** A program reads at most seven inputs, the sums among them. */
export const MOST_TERMS = 6;

export function addToSums(sums: Tensor1D, terms: readonly Scalar[]): Tensor1D {
  if (terms.length > MOST_TERMS || !getKernel(LOSS_SUMS, getBackend())) return as1d(add(sums, as1d(stack([...terms]))));
  const named = Object.fromEntries(terms.map((term, at) => [`term_${at}`, term]));
  return as1d(engine().runKernel(LOSS_SUMS, { sums, ...named }));
}
