// tfjs's WebGPU backend with submits that are bounded by their work (work.ts), whoever records it, ours or tfjs: before a dispatch that would
// go beyond, what is recorded is handed over. A dispatch that is too much by itself goes alone.
import { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import type { TensorInfo } from '@tensorflow/tfjs-core';
import { submitRecorded } from './submit';
import { millisecondsOf, SUBMIT_MS, workOf } from './work';

export class BoundedBackend extends WebGPUBackend {
  /** Of a small card, for what is recorded and not handed over. */
  #recordedMs = 0;

  override runWebGPUProgram(...args: Parameters<WebGPUBackend['runWebGPUProgram']>): TensorInfo {
    const [program, inputs, , uniforms] = args;
    const ms = millisecondsOf(workOf(program, inputs, uniforms));
    if (this.#recordedMs > 0 && this.#recordedMs + ms > SUBMIT_MS) submitRecorded(this);
    this.#recordedMs += ms;
    return super.runWebGPUProgram(...args);
  }

  override submitQueue(): void {
    super.submitQueue();
    this.#recordedMs = 0;
  }
}
