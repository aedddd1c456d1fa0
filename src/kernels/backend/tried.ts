// Tries a program on a WebGPU device before anybody relies on it: whether its driver takes it, and computes it right. Asked once, when the
// device is made: later, a program that is refused gives stale numbers and an error that no caller can answer.
import type { TensorInfo } from '@tensorflow/tfjs-core';
import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import { submitRecorded } from './submit';

/**
 * Whether what `make` records runs without an error and comes out right. Its inputs and its result are disposed of.
 * @param isRight is given the numbers of the result
 */
export async function worksOn(
  backend: WebGPUBackend,
  inputs: readonly TensorInfo[],
  make: () => TensorInfo,
  isRight: (values: ArrayLike<unknown>) => boolean
): Promise<boolean> {
  const { device } = backend;
  device.pushErrorScope('internal');
  device.pushErrorScope('validation');
  const made = make();
  // Within the scopes: a pipeline that is no good makes recording and handing over errors too.
  submitRecorded(backend);
  const errors = [device.popErrorScope(), device.popErrorScope()];
  try {
    const values = await backend.read(made.dataId);
    if ((await Promise.all(errors)).some((error) => error !== null)) return false;
    return isRight(values);
  } catch {
    // A device that was lost on the way, which whoever made it is told of.
    return false;
  } finally {
    for (const one of [...inputs, made]) backend.disposeData(one.dataId);
  }
}

/**
 * Asks a device what it takes, once for each adapter: a device that takes the place of a lost one need not be asked again.
 * @param isAny whether it takes anything; that it takes nothing may be owed to a device that was lost meanwhile, and is not remembered
 */
export function oncePerAdapter<Taken>(
  ask: (backend: WebGPUBackend) => Promise<Taken>,
  isAny: (taken: Taken) => boolean
): (backend: WebGPUBackend, info: GPUAdapterInfo) => Promise<Taken> {
  const found = new Map<string, Taken>();
  return async (backend, info) => {
    const adapter = adapterKey(backend, info);
    const taken = found.get(adapter) ?? (await ask(backend));
    if (isAny(taken)) found.set(adapter, taken);
    return taken;
  };
}

/** Equal for adapters that a driver treats alike. */
function adapterKey({ device }: WebGPUBackend, info: GPUAdapterInfo): string {
  const { maxComputeWorkgroupStorageSize, maxComputeInvocationsPerWorkgroup } = device.limits;
  const limits = [maxComputeWorkgroupStorageSize, maxComputeInvocationsPerWorkgroup];
  return JSON.stringify([info.vendor, info.architecture, info.device, info.description, ...limits]);
}
