// Which forms of exponential sums a device takes: each is tried once, when the device is made.
import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import { exp } from '#lib/elementary/exponential';
import { oncePerAdapter, worksOn } from '../backend/tried';
import { exponentialSumsDevice } from './exponential-sums.webgpu';
import { WIDEST_IN_REGISTERS, type TakenForms } from './streamed-widths';

/** A width of tiles that the steps of training have: GCCF's three layers of 32. */
const IN_TILES = 96;
const [ROWS, OTHERS, TEMPERATURE] = [5, 9, 0.5] as const;
/** An exponential may be off by some units in its last place. */
const TOLERANCE = 1e-4;

export const formsThatWork = oncePerAdapter(
  async (backend): Promise<TakenForms> => ({
    inRegisters: await works(backend, WIDEST_IN_REGISTERS),
    inTiles: await works(backend, IN_TILES)
  }),
  ({ inRegisters, inTiles }) => inRegisters || inTiles
);

/** Rows of length one at most, as the losses have them. */
const wave = (rows: number, width: number, period: number): Float32Array =>
  Float32Array.from({ length: rows * width }, (_, at) => ((at % period) - 3) / (4 * width));

function works(backend: WebGPUBackend, width: number): Promise<boolean> {
  const [own, all] = [wave(ROWS, width, 7), wave(OTHERS, width, 5)];
  const x = backend.makeTensorInfo([ROWS, width], 'float32', own);
  const others = backend.makeTensorInfo([OTHERS, width], 'float32', all);
  const make = () => exponentialSumsDevice.run(backend, { x, others }, { temperature: TEMPERATURE });
  return worksOn(backend, [x, others], make, (values) => isRight(values, own, all, width));
}

/** A row's sums of the others, times their exponentials, and behind them the sum of these. */
function isRight(values: ArrayLike<unknown>, x: Float32Array, others: Float32Array, width: number): boolean {
  const stride = values.length / ROWS;
  for (let row = 0; row < ROWS; row++) {
    const sums = new Float64Array(width);
    let total = 0;
    for (let other = 0; other < OTHERS; other++) {
      let dot = 0;
      for (let k = 0; k < width; k++) dot += (x[row * width + k] ?? 0) * (others[other * width + k] ?? 0);
      const e = exp(dot / TEMPERATURE);
      total += e;
      for (let k = 0; k < width; k++) sums[k] = (sums[k] ?? 0) + e * (others[other * width + k] ?? 0);
    }
    const right = [...sums, total];
    if (right.some((value, k) => !(Math.abs(Number(values[row * stride + k]) - value) <= TOLERANCE * total)))
      return false;
  }
  return true;
}
