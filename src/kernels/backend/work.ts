// How much a dispatch asks of a graphics card, estimated from what it reads, writes and computes, and how much of that may go to the card in
// one piece. A card works on a submit until it is done: what else wants it, the browser's own drawing before all, waits so long; and Windows
// takes a card that is not heard of for two seconds for hung. So submits are cut by work, not by how many dispatches they are
// (bounded-backend.ts). No promise of times: an estimate that is off by two still keeps a submit far from both.
import type { TensorInfo } from '@tensorflow/tfjs-core';
import type { WebGPUProgram } from '@tensorflow/tfjs-backend-webgpu';

export interface DeviceWork {
  /** Floating point operations, integer ones among them where a program draws. */
  readonly flops: number;
  /** Bytes of what is read and written, each once. */
  readonly bytes: number;
}

/**
 * What a small integrated card reaches: about half of what an Iris Xe, a Vega 8 or a first M1 could at most (1.4–2.6 TFLOP/s, 50–68 GB/s).
 * A card of 2017 (UHD 620, 0.4 TFLOP/s at most) needs up to eight times as long for the same, still far from two seconds.
 */
export const SMALL_CARD = { flopsPerSecond: 1e12, bytesPerSecond: 4e10 } as const;

/** What is recorded is handed over before it would keep a small card longer than this: two pictures of a display, no more. */
export const SUBMIT_MS = 30;

/** The most operations for one dispatch of an operator that can be cut. */
export const DISPATCH_FLOPS = (SMALL_CARD.flopsPerSecond * SUBMIT_MS) / 1000;

/** On a small card, whichever of the two takes longer. */
export const millisecondsOf = ({ flops, bytes }: DeviceWork): number =>
  1000 * Math.max(flops / SMALL_CARD.flopsPerSecond, bytes / SMALL_CARD.bytesPerSecond);

/** A program that says what it computes, where that is more than an operation for each number it reads or writes. */
export interface ToldProgram extends WebGPUProgram {
  readonly flops?: number;
}

type Uniforms = readonly { readonly data: readonly number[] }[];

/** Of any program, ours or of tfjs. */
export function workOf(program: ToldProgram, inputs: readonly TensorInfo[], uniforms: Uniforms = []): DeviceWork {
  const shapes = [program.outputShape, ...inputs.map(({ shape }) => shape)];
  const numbers = shapes.reduce((sum, shape) => sum + shape.reduce((a, b) => a * b, 1), 0);
  return { flops: program.flops ?? productFlops(program, uniforms) ?? numbers, bytes: 4 * numbers };
}

/** Of tfjs's dense products, which all have their three sizes as uniforms. */
function productFlops({ uniforms: names = '', outputShape }: WebGPUProgram, uniforms: Uniforms): number | null {
  if (!names.startsWith('dimAOuter : i32, dimBOuter : i32, dimInner : i32,')) return null;
  const inner = uniforms[2]?.data[0] ?? 0;
  return 2 * inner * outputShape.reduce((a, b) => a * b, 1);
}
