// Which tiles a device takes: those that its limits have room for, but for those that its driver does not compile or computes wrongly.
import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import { oncePerAdapter, worksOn } from '../backend/tried';
import { productCutAs } from './product.webgpu';
import { cutOf, tilesWithin, type Tile } from './tiles';

/** Small enough for exact sums, large enough for a tail in each direction. */
const [ROWS, DEPTH, COLUMNS] = [68, 20, 36] as const;

const wave = (length: number, period: number): Float32Array =>
  Float32Array.from({ length }, (_, at) => (at % period) - 3);

/** The largest tile that works here and those after it in order, which are smaller; none where none works. */
export const tilesThatWork = oncePerAdapter(look, (tiles) => tiles.length > 0);

async function look(backend: WebGPUBackend): Promise<readonly Tile[]> {
  const allowed = tilesWithin(backend.device.limits);
  for (const [at, tile] of allowed.entries()) if (await works(backend, tile)) return allowed.slice(at);
  return [];
}

function works(backend: WebGPUBackend, tile: Tile): Promise<boolean> {
  const shape = { rows: ROWS, columns: COLUMNS, depth: DEPTH };
  const cut = cutOf(shape, [tile]);
  if (!cut) return Promise.resolve(false);
  const [left, right] = [wave(ROWS * DEPTH, 7), wave(DEPTH * COLUMNS, 5)];
  const a = backend.makeTensorInfo([ROWS, DEPTH], 'float32', left);
  const b = backend.makeTensorInfo([DEPTH, COLUMNS], 'float32', right);
  const make = () => productCutAs(backend, { a, b, transposeA: false, transposeB: false }, shape, cut);
  return worksOn(backend, [a, b], make, (values) => isProduct(values, left, right));
}

function isProduct(values: ArrayLike<unknown>, a: Float32Array, b: Float32Array): boolean {
  for (let i = 0; i < ROWS; i++)
    for (let j = 0; j < COLUMNS; j++) {
      let sum = 0;
      for (let k = 0; k < DEPTH; k++) sum += (a[i * DEPTH + k] ?? 0) * (b[k * COLUMNS + j] ?? 0);
      if (values[i * COLUMNS + j] !== sum) return false;
    }
  return true;
}
