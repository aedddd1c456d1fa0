// Every operator that has a form in AssemblyScript. Those of HOST_KERNELS that are not here run as typed-array loops on wasm too.
import { adamWasm } from '../adam/adam.wasm';
import { bprGradientWasm, bprMarginsWasm } from '../bpr/bpr.wasm';
import { denseWasm } from '../dense/dense.wasm';
import { edgeDotWasm } from '../edge-dot/edge-dot.wasm';
import { edgeMaskWasm } from '../edge-mask/edge-mask.wasm';
import { exponentialSumsWasm } from '../exponential-sums/exponential-sums.wasm';
import { gatherRowsWasm } from '../gather-rows/gather-rows.wasm';
import { randomUniformWasm } from '../random/random.wasm';
import { signNoiseWasm } from '../sign-noise/sign-noise.wasm';
import { spmmWasm } from '../spmm/spmm.wasm';
import { takeWasm } from '../take/take.wasm';
import { topKWasm } from '../top-k/top-k.wasm';
import { unitRowsWasm } from '../unit-rows/unit-rows.wasm';
import type { WasmForm } from './wasm-form';

export const WASM_FORMS: readonly WasmForm[] = [
  spmmWasm,
  gatherRowsWasm,
  adamWasm,
  randomUniformWasm,
  bprMarginsWasm,
  bprGradientWasm,
  edgeMaskWasm,
  edgeDotWasm,
  signNoiseWasm,
  takeWasm,
  ...denseWasm,
  exponentialSumsWasm,
  topKWasm,
  ...unitRowsWasm
];
