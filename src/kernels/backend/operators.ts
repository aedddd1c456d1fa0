// Every operator of ours, by backend. A new operator is added here, in device-operators.ts and in
// wasm-forms.ts, and nowhere else.
import { adamHost } from '../adam/adam.host';
import { bprGradientHost, bprMarginsHost } from '../bpr/bpr.host';
import { registerDenseGradient } from '../dense/dense';
import { edgeDotHost } from '../edge-dot/edge-dot.host';
import { signNoiseHost } from '../sign-noise/sign-noise.host';
import { edgeMaskHost } from '../edge-mask/edge-mask.host';
import { gatherRowsHost } from '../gather-rows/gather-rows.host';
import { registerGatherRowsGradient } from '../gather-rows/gather-rows';
import { registerMatMulGradient } from '../matmul-gradient/matmul-gradient';
import { randomUniformHost } from '../random/random.host';
import { registerScaledGradient } from '../scaled/scaled';
import { spmmHost } from '../spmm/spmm.host';
import { takeHost } from '../take/take.host';
import { registerUnitRowsGradient } from '../unit-rows/unit-rows';
import type { HostKernel } from './host-kernel';

export const HOST_KERNELS: readonly HostKernel[] = [
  spmmHost,
  gatherRowsHost,
  adamHost,
  randomUniformHost,
  bprMarginsHost,
  bprGradientHost,
  edgeMaskHost,
  edgeDotHost,
  signNoiseHost,
  takeHost
];

let registered = false;

/** Registers all gradients once, whichever backends follow. */
export function registerGradients(): void {
  if (registered) return;
  registered = true;
  registerGatherRowsGradient();
  registerMatMulGradient();
  registerDenseGradient();
  registerUnitRowsGradient();
  registerScaledGradient();
}
