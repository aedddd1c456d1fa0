// How an operator calls its form in AssemblyScript (NAME.as.ts): which function of the module, with which numbers. What the operator
// is called, reads and gives stands in its HostKernel, whose loops do the same where the module cannot be had.
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
  readonly kernel: HostKernel;
  /** The function's name in the module. */
  readonly call: string;
  /** Its arguments, in order; whole numbers above 2^31 wrap, as 32-bit words do. @param output address of the result */
  pass(inputs: HeapInputs, output: number, attributes: NamedAttrMap): readonly number[];
}
