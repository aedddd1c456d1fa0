// How an operator calls its form in AssemblyScript (NAME.as.ts): which function of the module, with which numbers. Where it is one of
// HOST_KERNELS, its loops do the same where the module cannot be had; else it is registered only where the module is.
import type { NamedAttrMap } from '@tensorflow/tfjs-core';
import type { HostKernel } from './host-kernel';

/** Inputs of a call, as addresses in tfjs's memory. */
export interface HeapInputs {
  /** @throws where the input is missing or of another type */
  floats(name: string): number;
  /** @throws where the input is missing or of another type */
  integers(name: string): number;
  has(name: string): boolean;
  /** The length along an axis; 0 where there is none. */
  length(name: string, axis?: number): number;
}

export interface WasmForm {
  readonly kernel: Pick<HostKernel, 'name' | 'outputShape'>;
  /** The function's name in the module. */
  readonly call: string;
  /** Floats of room that it needs beside its output, which nobody reads afterwards. */
  scratch?(inputs: HeapInputs, attributes: NamedAttrMap): number;
  /** Its arguments, in order; whole numbers above 2^31 wrap, as 32-bit words do. @param output address of the result @param scratch that of the room */
  pass(inputs: HeapInputs, output: number, attributes: NamedAttrMap, scratch: number): readonly number[];
}
