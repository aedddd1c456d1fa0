// The webgpu backend of tfjs on a device of our own: the adapter's full limits are asked for (the stock registration asks
// for few), no optional feature is needed, and what goes wrong on the device is kept and thrown. tfjs alone stays silent
// on an invalid shader or a lost device and returns stale bytes.
import {
  env,
  findBackendFactory,
  getBackend,
  registerBackend,
  registerKernel,
  removeBackend
} from '@tensorflow/tfjs-core';
import { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import { appError, type AppError } from '#lib/errors/app-error';
import { registerWebGpuMatMul } from '../dense/matmul.webgpu';
import { useTiles } from '../dense/product.webgpu';
import { tilesThatWork } from '../dense/tile-check.webgpu';
import { tilesNote } from '../dense/tiles';
import { formsThatWork } from '../exponential-sums/forms-check.webgpu';
import { formsNote, streamBy } from '../exponential-sums/streamed-widths';
import { BoundedBackend } from './bounded-backend';
import { submitRecorded } from './submit';
import { DEVICE_KERNELS } from './device-operators';
import { textOf } from './failure-text';

const WANTED_LIMITS = [
  'maxBufferSize',
  'maxStorageBufferBindingSize',
  'maxStorageBuffersPerShaderStage',
  'maxComputeWorkgroupStorageSize',
  'maxComputeInvocationsPerWorkgroup',
  'maxComputeWorkgroupSizeX',
  'maxComputeWorkgroupsPerDimension'
] as const;

/** Dispatches recorded before they are handed over in any case: no step has as many. Submits are cut by work (bounded-backend.ts). */
const LARGEST_BATCH = 1024;

/** MatMulProgramType.MatMulPackedProgram of tfjs 4.22. */
const PACKED_PRODUCT = 3;

export interface DeviceControl {
  /** Throws the first error that the device reported since it was made. */
  check(): void;
  /** Hands over what is recorded. */
  submit(): void;
  /** When all that was handed over is done; also where the device was lost, which `check` tells. */
  done(): Promise<void>;
  /** Numbers of 32 bits in a tensor that a program can bind. */
  readonly mostNumbers: number;
  /** What is to be told of programs that this adapter does not take; null where it takes all. */
  readonly note: string | null;
}

/**
 * Makes a device and registers the backend `webgpu` on it; one registered before is removed with its tensors.
 * @param name the adapter's name, for messages
 * @returns the device as the trainer sees it
 * @throws AppError device/refused where the adapter gives no device
 */
export async function registerWebGpu(adapter: GPUAdapter, name: string): Promise<DeviceControl> {
  const device = await requestDevice(adapter, name);
  let failure: AppError | null = null;
  device.addEventListener('uncapturederror', (event) => {
    failure ??= isOutOfMemory(event.error)
      ? appError('device/out-of-memory', { reason: event.error.message })
      : appError('device/gpu-error', { reason: event.error.message });
  });
  // Also where it was destroyed on purpose: what runs on it afterwards is garbage.
  void device.lost.then((info) => {
    failure ??= appError('device/lost', { reason: textOf(info.message || info.reason || 'no reason given') });
  });
  env().set('WEBGPU_CPU_FORWARD', false); // Small tensors stay on the device too: one path, one set of bits.
  env().set('WEBGPU_MATMUL_PROGRAM_TYPE', PACKED_PRODUCT); // The split-K product adds with float atomics.
  // The package registers itself on import only where WebGPU is there already.
  if (findBackendFactory('webgpu')) removeBackend('webgpu');
  env().set('WEBGPU_DEFERRED_SUBMIT_BATCH_SIZE', LARGEST_BATCH);
  const made = new BoundedBackend(device, adapter.info);
  registerBackend('webgpu', () => made, 3);
  registerDeviceOperators();
  const tiles = await tilesThatWork(made, adapter.info);
  useTiles(made, tiles);
  const forms = await formsThatWork(made, adapter.info);
  streamBy(forms);
  return {
    check: () => {
      if (failure) throw failure;
    },
    submit: () => {
      if (getBackend() === 'webgpu') submitRecorded(made);
    },
    mostNumbers: Math.floor(Math.min(device.limits.maxStorageBufferBindingSize, device.limits.maxBufferSize) / 4),
    note: [tilesNote(tiles), formsNote(forms)].filter((note) => note !== null).join(' ') || null,
    done: () => device.queue.onSubmittedWorkDone().then(nothing, nothing)
  };
}

const nothing = (): void => undefined;

/** By name: Node has no global constructor for it before Dawn is loaded. */
const isOutOfMemory = (error: GPUError): boolean => error.constructor.name === 'GPUOutOfMemoryError';

async function requestDevice(adapter: GPUAdapter, name: string): Promise<GPUDevice> {
  try {
    const requiredLimits = Object.fromEntries(WANTED_LIMITS.map((limit) => [limit, adapter.limits[limit]]));
    return await adapter.requestDevice({ requiredLimits });
  } catch (error) {
    throw appError('device/refused', { adapter: name, reason: textOf(error) }, {}, error);
  }
}

function registerDeviceOperators(): void {
  registerWebGpuMatMul();
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
