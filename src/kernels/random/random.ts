// Random numbers keyed (seed, stream, step, index): draw number `index` of a key is a pure function, the same on every
// backend, in any order, on any number of threads. The generator is Threefry-2x32: key words (seed, stream), counter
// words (index, step). A uniform is the top 24 bits of the first output word, times 2^-24, so it lies in [0, 1) and is
// exact in float32.
import { engine, type NamedAttrMap, type Tensor } from '@tensorflow/tfjs-core';
import { numberAttribute } from '../backend/host-kernel';
import { threefry2x32, threefryFill } from './threefry';
import { log } from '#lib/elementary/logarithm';
import { cos } from '#lib/elementary/trigonometry';

export interface RandomKey {
  /** The run's seed, an integer in 0 .. 2^32 − 1. */
  readonly seed: number;
  /** What is drawn: one of STREAM (streams.ts). */
  readonly stream: number;
  /** Which time, e.g. the training step or the epoch. */
  readonly step: number;
}

const UNIT = 2 ** -24;

/** Kernel name under which `randomUniform` is registered on every backend. */
export const RANDOM_UNIFORM = 'RandomUniformByCounter';

/** @returns draws [n], each uniform in [0, 1) */
export function uniformArray(key: RandomKey, n: number): Float32Array {
  const words = new Uint32Array(n);
  threefryFill(key.seed, key.stream, key.step, 0, words);
  const draws = new Float32Array(n);
  for (let i = 0; i < n; i++) draws[i] = ((words[i] ?? 0) >>> 8) * UNIT;
  return draws;
}

/** Draw number `index` of the key, uniform in [0, 1). */
export function uniformAt(key: RandomKey, index: number): number {
  const [word] = threefry2x32(key.seed, key.stream, index, key.step);
  return (word >>> 8) * UNIT;
}

/**
 * Draw number `index` of the key as an integer uniform in 0 .. bound − 1. It multiplies a 32-bit word by the bound and
 * keeps the high part; the bias is below bound / 2^32.
 */
export function uniformInt(key: RandomKey, index: number, bound: number): number {
  const [word] = threefry2x32(key.seed, key.stream, index, key.step);
  return Math.floor((word / 2 ** 32) * bound);
}

/** What `uniformInt` draws at index 0, apart, 2 · apart, …: n numbers. */
export function uniformInts(key: RandomKey, n: number, bound: number, apart: number): Int32Array {
  const words = new Uint32Array(n);
  threefryFill(key.seed, key.stream, key.step, 0, words, apart);
  const draws = new Int32Array(n);
  for (let i = 0; i < n; i++) draws[i] = Math.floor(((words[i] ?? 0) / 2 ** 32) * bound);
  return draws;
}

/** A random order of 0 .. n − 1 (Fisher–Yates). */
export function permutation(key: RandomKey, n: number): Int32Array {
  const order = new Int32Array(n);
  for (let i = 0; i < n; i++) order[i] = i;
  const words = new Uint32Array(n);
  threefryFill(key.seed, key.stream, key.step, 0, words);
  for (let i = n - 1; i > 0; i--) {
    const j = Math.floor(((words[i] ?? 0) / 2 ** 32) * (i + 1));
    const held = order[i] ?? 0;
    order[i] = order[j] ?? 0;
    order[j] = held;
  }
  return order;
}

/**
 * Standard normal draws [n] (Box–Muller on draws 2i and 2i + 1), the same bits in every engine.
 */
export function normalArray(key: RandomKey, n: number): Float64Array {
  const out = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    const radius = Math.sqrt(-2 * log(1 - uniformAt(key, 2 * i)));
    out[i] = radius * cos(2 * Math.PI * uniformAt(key, 2 * i + 1));
  }
  return out;
}

/** The key among a kernel's attributes. */
export function keyOf(attributes: NamedAttrMap): RandomKey {
  return {
    seed: numberAttribute(attributes, 'seed'),
    stream: numberAttribute(attributes, 'stream'),
    step: numberAttribute(attributes, 'step')
  };
}

/** A tensor of draws, float32, uniform in [0, 1): the same bits as `uniformArray`, made on the device. */
export function randomUniform(key: RandomKey, shape: readonly number[]): Tensor {
  return engine().runKernel(
    RANDOM_UNIFORM,
    {},
    { shape: [...shape], seed: key.seed, stream: key.stream, step: key.step }
  );
}
