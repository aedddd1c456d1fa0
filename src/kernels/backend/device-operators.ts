// The operators' WebGPU programs; loaded only where a GPU is used.
import { adamDevice } from '../adam/adam.webgpu';
import { bprGradientDevice, bprMarginsDevice } from '../bpr/bpr.webgpu';
import { edgeDotDevice } from '../edge-dot/edge-dot.webgpu';
import { signNoiseDevice } from '../sign-noise/sign-noise.webgpu';
import { edgeMaskDevice } from '../edge-mask/edge-mask.webgpu';
import { exponentialSumsDevice } from '../exponential-sums/exponential-sums.webgpu';
import { gatherRowsDevice } from '../gather-rows/gather-rows.webgpu';
import { randomUniformDevice } from '../random/random.webgpu';
import { spmmDevice } from '../spmm/spmm.webgpu';
import { takeDevice } from '../take/take.webgpu';
import { topKDevice } from '../top-k/top-k.webgpu';
import type { DeviceKernel } from './device-kernel';

export const DEVICE_KERNELS: readonly DeviceKernel[] = [
  spmmDevice,
  gatherRowsDevice,
  adamDevice,
  randomUniformDevice,
  exponentialSumsDevice,
  bprMarginsDevice,
  bprGradientDevice,
  edgeMaskDevice,
  topKDevice,
  edgeDotDevice,
  signNoiseDevice,
  takeDevice
];
