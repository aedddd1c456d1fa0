// How an operator is written for the `webgpu` backend: a WGSL `main(index)` (`main()` where workgroups have places in a grid) in its own file
// and a program around it.
// tfjs declares the bindings (result first, then the inputs in order) and the struct `uniforms`.
import type { NamedAttrMap, NamedTensorInfoMap, TensorInfo } from '@tensorflow/tfjs-core';
import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import type { ToldProgram } from './work';

export interface DeviceKernel {
  readonly name: string;
  run(backend: WebGPUBackend, inputs: NamedTensorInfoMap, attributes: NamedAttrMap): TensorInfo;
}

/** Threads of a workgroup. */
export const WORKGROUP = 64;

/** Every shader seen so far, numbered. The map compares the texts themselves, so that two of them never share a number. */
const shaderNumbers = new Map<string, number>();

function numberOf(code: string): number {
  const known = shaderNumbers.get(code);
  if (known !== undefined) return known;
  shaderNumbers.set(code, shaderNumbers.size);
  return shaderNumbers.size - 1;
}

interface ProgramText {
  /** For readers of logs; two programs may share one. */
  readonly name: string;
  readonly code: string;
  readonly outputShape: readonly number[];
  readonly variableNames: readonly string[];
  readonly uniforms?: string;
  /** Threads of a workgroup, where it is not WORKGROUP. */
  readonly workgroup?: number;
  /** 4 reads and writes the output as vec4<f32>. */
  readonly components?: 1 | 4;
  readonly variableComponents?: readonly number[];
  /** Operations, where they are more than one for each number that is read or written. Submits and their test count them (work.ts). */
  readonly flops?: number;
}

/**
 * What all programs of ours have. tfjs compiles a program once for each key and takes it again for whatever has the same one. So the key
 * is made here of all that the compiled text is made of: nothing that is written into a shader can be missing in it. (Ranks, types, names of
 * variables and the size of a workgroup tfjs adds itself.)
 */
function programOf(options: ProgramText): Omit<ToldProgram, 'dispatch' | 'dispatchLayout'> {
  const components = options.components ?? 1;
  const uniforms = options.uniforms ?? '';
  const types = [components, ...(options.variableComponents ?? [])].join('-');
  return {
    variableNames: [...options.variableNames],
    outputShape: [...options.outputShape],
    workgroupSize: [options.workgroup ?? WORKGROUP, 1, 1],
    shaderKey: `rlmrec ${options.name} ${numberOf(options.code)} ${types} {${uniforms}} `,
    size: true,
    outputComponent: components,
    variableComponents: options.variableComponents ? [...options.variableComponents] : undefined,
    uniforms,
    ...(options.flops === undefined ? {} : { flops: options.flops }),
    getUserCode: () => options.code
  };
}

/**
 * A program with one thread per output element (per vec4 of it where `components` is 4). `index` counts threads flatly,
 * beyond 65,535 workgroups too: tfjs folds the dispatch into more dimensions and computes the index from them.
 */
export function flatProgram(
  options: ProgramText & {
    /** Threads wanted where they are fewer than output elements (a thread that writes several). */
    readonly threads?: number;
  }
): ToldProgram {
  const elements = options.outputShape.reduce((a, b) => a * b, 1) / (options.components ?? 1);
  const threads = options.threads ?? elements;
  return {
    ...programOf(options),
    dispatchLayout: { x: options.outputShape.map((_, axis) => axis) },
    dispatch: [Math.max(1, Math.ceil(threads / (options.workgroup ?? WORKGROUP))), 1, 1]
  };
}

/**
 * A program whose `main()` knows its place by `workgroupId`, which is the same for all of a workgroup, and `localIndex`.
 * @param options.dispatch workgroups in three dimensions, each at most 65,535
 */
export function tiledProgram(
  options: ProgramText & { readonly dispatch: readonly [number, number, number] }
): ToldProgram {
  const axes = options.outputShape.map((_, axis) => axis);
  return {
    ...programOf(options),
    // Of more than one dimension, so that tfjs hands over no flat index and folds nothing.
    dispatchLayout: { x: axes.slice(-1), y: axes.slice(-2, -1), z: axes.slice(0, -2) },
    dispatch: [...options.dispatch]
  };
}

/** The inputs named, in order, or a programming error. */
export function inputsInOrder(inputs: NamedTensorInfoMap, names: readonly string[]): TensorInfo[] {
  return names.map((name) => {
    const found = inputs[name];
    if (!found) throw new Error(`The kernel got no input ${name}`);
    return found;
  });
}

/** How rows of a width are read: as vec4<f32> where the width allows it; `groups` elements a row. */
export function elementsOf(width: number): {
  readonly components: 1 | 4;
  readonly element: string;
  readonly groups: number;
} {
  return width % 4 === 0
    ? { components: 4, element: 'vec4<f32>', groups: width / 4 }
    : { components: 1, element: 'f32', groups: width };
}

/** Values of i32 uniforms, in the order of their declaration. */
export function integerUniforms(...values: readonly number[]): { type: string; data: number[] }[] {
  return values.map((value) => ({ type: 'int32', data: [value] }));
}
