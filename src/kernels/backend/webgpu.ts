// The webgpu backend of tfjs on a device of our own: the adapter's full limits are asked for (the stock registration asks
// for few), no optional feature is needed, and what goes wrong on the device is kept and thrown. tfjs alone stays silent
// on an invalid shader or a lost device and returns stale bytes.
import { env, registerBackend, registerKernel, removeBackend } from '@tensorflow/tfjs-core';
import { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import { appError, type AppError } from '#lib/errors/app-error';
import { DEVICE_KERNELS } from './device-operators';

const WANTED_LIMITS = [
  'maxBufferSize',
  'maxStorageBufferBindingSize',
  'maxComputeWorkgroupStorageSize',
  'maxComputeInvocationsPerWorkgroup',
  'maxComputeWorkgroupSizeX',
  'maxComputeWorkgroupsPerDimension'
] as const;

let failure: AppError | null = null;

/** Throws the first error the device reported since it was made, or nothing. */
export function throwIfDeviceFailed(): void {
  if (failure) throw failure;
}

/** Makes the device and registers the backend `webgpu` on it. */
export async function registerWebGpu(adapter: GPUAdapter): Promise<void> {
  const requiredLimits = Object.fromEntries(WANTED_LIMITS.map((name) => [name, adapter.limits[name]]));
  const device = await adapter.requestDevice({ requiredLimits });
  failure = null;
  device.addEventListener('uncapturederror', (event) => {
    failure ??= appError('device/gpu-error', { reason: event.error.message });
  });
  void device.lost.then((info) => {
    // `destroyed` is our own doing (a page that closes, a test).
    failure ??= appError('device/lost', { reason: info.message || info.reason || 'no reason given' });
  });
  env().set('WEBGPU_CPU_FORWARD', false); // Small tensors stay on the device too: one path, one set of bits.
  env().set('WEBGPU_MATMUL_PROGRAM_TYPE', 3); // The packed product: the split-K one adds with float atomics.
  removeBackend('webgpu');
  registerBackend('webgpu', () => new WebGPUBackend(device, adapter.info), 3);
  for (const kernel of DEVICE_KERNELS) {
    registerKernel({
      kernelName: kernel.name,
      backendName: 'webgpu',
      kernelFunc: ({ inputs, backend, attrs = {} }) => {
        if (!(backend instanceof WebGPUBackend)) throw new Error('Not the webgpu backend');
        return kernel.run(backend, inputs, attrs);
      }
    });
  }
}
