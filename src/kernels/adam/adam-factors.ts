// The scalars of an Adam step, computed once in float64 for all backends.
import type { NamedAttrMap } from '@tensorflow/tfjs-core';
import { numberAttribute } from '../backend/host-kernel';
import { integerPower } from '#lib/elementary/power';

export interface AdamFactors {
  readonly beta1: number;
  readonly beta2: number;
  /** 1 − β1 and 1 − β2, rounded once: 1 − 0.999 taken in float32 is off by 5e-5. */
  readonly rest1: number;
  readonly rest2: number;
  /** lr / (1 − β1^t). */
  readonly stepSize: number;
  /** 1 / sqrt(1 − β2^t). */
  readonly scale: number;
  readonly epsilon: number;
  /** 2 · l2. */
  readonly decay: number;
}

export function adamFactors(attributes: NamedAttrMap): AdamFactors {
  const step = numberAttribute(attributes, 'step');
  const beta1 = numberAttribute(attributes, 'beta1');
  const beta2 = numberAttribute(attributes, 'beta2');
  return {
    beta1,
    beta2,
    rest1: 1 - beta1,
    rest2: 1 - beta2,
    stepSize: numberAttribute(attributes, 'learningRate') / (1 - integerPower(beta1, step)),
    scale: 1 / Math.sqrt(1 - integerPower(beta2, step)),
    epsilon: numberAttribute(attributes, 'epsilon'),
    decay: 2 * numberAttribute(attributes, 'l2')
  };
}
