// Small helpers shared by the cpu and wasm registrations.
import type { NamedTensorInfoMap } from '@tensorflow/tfjs-core';
import type { HostKernel } from './host-kernel';

export function isHostArray(data: unknown): data is Float32Array | Int32Array {
  return data instanceof Float32Array || data instanceof Int32Array;
}

export function shapesOf(inputs: NamedTensorInfoMap): Record<string, readonly number[]> {
  return Object.fromEntries(Object.entries(inputs).flatMap(([name, info]) => (info ? [[name, info.shape]] : [])));
}

/** The inputs that a call has to hand over: all required ones, and those optional ones that were given. */
export function inputNames(kernel: HostKernel, inputs: NamedTensorInfoMap): readonly string[] {
  return [...(kernel.inputs ?? []), ...(kernel.optional ?? []).filter((name) => inputs[name] !== undefined)];
}
