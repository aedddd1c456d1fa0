// The operators' WebGPU programs; loaded only where a GPU is used.
import { adamDevice } from '../adam/adam.webgpu';
import { bprGradientDevice, bprMarginsDevice } from '../bpr/bpr.webgpu';
import { denseDevices } from '../dense/dense.webgpu';
import { edgeDotDevice } from '../edge-dot/edge-dot.webgpu';
import { drawnNoiseDevice } from '../sign-noise/noisy-powers.webgpu';
import { signNoiseDevice } from '../sign-noise/sign-noise.webgpu';
import { edgeMaskDevice } from '../edge-mask/edge-mask.webgpu';
import { exponentialPullsDevice, exponentialSumsDevice } from '../exponential-sums/exponential-sums.webgpu';
import { exponentialsDevice } from '../exponential-sums/exponentials.webgpu';
import { gatherRowsDevice } from '../gather-rows/gather-rows.webgpu';
import { lossSumsDevice } from '../loss-sums/loss-sums.webgpu';
import { maskedPullsDevice } from '../masked-pulls/masked-pulls.webgpu';
import { randomUniformDevice } from '../random/random.webgpu';
import { scaledDevice } from '../scaled/scaled.webgpu';
import { spmmDevice } from '../spmm/spmm.webgpu';
import { squareSumsDevice } from '../squared-norm/squared-norm.webgpu';
import { stridedSumDevice } from '../strided-sum/strided-sum.webgpu';
import { takeDevice } from '../take/take.webgpu';
import { topKDevice } from '../top-k/top-k.webgpu';
import { unitRowsDevice } from '../unit-rows/unit-rows.webgpu';
import type { DeviceKernel } from './device-kernel';

export const DEVICE_KERNELS: readonly DeviceKernel[] = [
  spmmDevice,
  ...gatherRowsDevice,
  adamDevice,
  randomUniformDevice,
  exponentialSumsDevice,
  exponentialPullsDevice,
  bprMarginsDevice,
  bprGradientDevice,
  edgeMaskDevice,
  topKDevice,
  edgeDotDevice,
  signNoiseDevice,
  drawnNoiseDevice,
  takeDevice,
  ...unitRowsDevice,
  ...scaledDevice,
  stridedSumDevice,
  squareSumsDevice,
  lossSumsDevice,
  ...maskedPullsDevice,
  exponentialsDevice,
  ...denseDevices
];
