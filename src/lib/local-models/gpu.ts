// A GPU for models on this machine: a device of its own beside the engine's, with what the adapter has to give, and a word when it is lost.
import { findAdapter } from '#kernels/backend/adapter';
import { appError, type AppError } from '#lib/errors/app-error';
import type { ModelFiles } from './types';

export interface Gpu {
  readonly device: GPUDevice;
  readonly name: string;
  /** It computes with sixteen bits (shader-f16). */
  readonly hasHalf: boolean;
}

export type GpuSearch = { readonly found: true; readonly gpu: Gpu } | { readonly found: false; readonly why: string };

/** Without them a device has the least that any has, and weights of some hundred megabytes do not fit into a buffer. */
const LIMITS = [
  'maxBufferSize',
  'maxStorageBufferBindingSize',
  'maxStorageBuffersPerShaderStage',
  'maxComputeWorkgroupStorageSize',
  'maxComputeInvocationsPerWorkgroup',
  'maxComputeWorkgroupSizeX',
  'maxComputeWorkgroupSizeY',
  'maxComputeWorkgroupSizeZ'
] as const;
const FEATURES: readonly GPUFeatureName[] = ['shader-f16', 'subgroups'];

/** Never throws. @returns a device that the caller destroys, or why there is none */
export async function openGpu({ gpuWasm, softwareGpu }: ModelFiles): Promise<GpuSearch> {
  if (gpuWasm === undefined) return { found: false, why: 'there is no WebGPU on the command line' };
  const search = await findAdapter();
  if (!search.found) return { found: false, why: search.error.message };
  const { adapter, name, software } = search;
  if (software && !softwareGpu) return { found: false, why: `${name} is no GPU but software that acts as one` };
  try {
    const device = await adapter.requestDevice({
      requiredFeatures: FEATURES.filter((feature) => adapter.features.has(feature)),
      requiredLimits: Object.fromEntries(LIMITS.map((limit) => [limit, adapter.limits[limit]]))
    });
    return { found: true, gpu: { device, name, hasHalf: device.features.has('shader-f16') } };
  } catch (error) {
    return { found: false, why: `${name} gave no device: ${error instanceof Error ? error.message : String(error)}` };
  }
}

/** Settles once, with the error, when the device is lost. */
export const lossOf = (device: GPUDevice): Promise<AppError> =>
  device.lost.then(({ reason, message }) =>
    appError('models/device-lost', { reason: message || reason || 'no reason given' })
  );
