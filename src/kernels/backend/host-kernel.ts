// How an operator is written once for the `cpu` and `wasm` backends: a function on typed arrays. The two registrations
// (cpu.ts, wasm.ts) give it views on their own memory.
import type { NamedAttrMap } from '@tensorflow/tfjs-core';

export interface HostInput {
  readonly shape: readonly number[];
  readonly data: Float32Array | Int32Array;
}
export type HostInputs = Readonly<Record<string, HostInput>>;

export interface HostKernel {
  readonly name: string;
  /** Names of the inputs that `compute` reads; the tape may carry further ones for the gradient. */
  readonly inputs?: readonly string[];
  /** Names of inputs that may be left out. */
  readonly optional?: readonly string[];
  outputShape(shapes: Readonly<Record<string, readonly number[]>>, attributes: NamedAttrMap): number[];
  /** Writes every element of `output` (float32); its memory holds stale numbers before. */
  compute(inputs: HostInputs, attributes: NamedAttrMap, output: Float32Array): void;
}

/** The input named, or a programming error. */
export function input(inputs: HostInputs, name: string): HostInput {
  const found = inputs[name];
  if (!found) throw new Error(`The kernel got no input ${name}`);
  return found;
}

export function floats(inputs: HostInputs, name: string): Float32Array {
  const { data } = input(inputs, name);
  if (data instanceof Float32Array) return data;
  throw new Error(`Input ${name} must be float32`);
}

export function integers(inputs: HostInputs, name: string): Int32Array {
  const { data } = input(inputs, name);
  if (data instanceof Int32Array) return data;
  throw new Error(`Input ${name} must be int32`);
}

export function numberAttribute(attributes: NamedAttrMap, name: string): number {
  const value = attributes[name];
  if (typeof value === 'number') return value;
  throw new Error(`Attribute ${name} must be a number`);
}

export function numbersAttribute(attributes: NamedAttrMap, name: string): number[] {
  const value = attributes[name];
  if (Array.isArray(value) && value.every((v) => typeof v === 'number')) return value.map(Number);
  throw new Error(`Attribute ${name} must be a list of numbers`);
}
