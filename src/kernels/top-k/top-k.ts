// Scoring fused with selection: for each row of x the k items with the largest x[row, :] · items[i, :], but for some that
// each row leaves out. The scores [rows, items] are never held whole: on WebGPU and on wasm not at all, on cpu (and on wasm without
// our module) for a block of rows (a dense product, and a selection on the host).
// Work: 2 · d flops a pair. Not differentiable; waits for the device.
import {
  engine,
  getBackend,
  getKernel,
  matMul,
  tensor1d,
  tensor2d,
  tidy,
  transpose,
  type Tensor2D
} from '@tensorflow/tfjs-core';
import { as2d } from '../backend/tensors';
import { rowPool, workerCount } from '../workers/active';
import { topKScratch, type Query, type Ranked } from './query';
import { itemsOf, topItems, type ItemsByUser } from './select';

export const TOP_K = 'TopKOfProducts';

/** Scores held at a time by the second form: 2^22 numbers, 16 MiB. */
const BLOCK_ELEMENTS = 2 ** 22;
/** The widest row that the WebGPU program holds in registers. */
const WIDEST = 256;
/** Products of numbers below which workers cost more than they save: about ten milliseconds. */
const WORTH_WORKERS = 2 ** 26;

/**
 * @param x row-major [rows, width]
 * @param items row-major [count, width]
 * @param excluded for each row of x the items that take no part
 */
export async function topK(
  x: Float32Array,
  items: Float32Array,
  width: number,
  excluded: ItemsByUser,
  k: number
): Promise<Ranked> {
  const rows = x.length / width;
  if (rows === 0 || items.length === 0) return empty(rows, k);
  const query = { x, items, width, excluded, k };
  if (width <= WIDEST && workerCount() > 0 && rows * items.length >= WORTH_WORKERS) {
    const pool = await rowPool();
    if (pool) return (await import('./top-k.parts')).topKInParts(pool, query);
  }
  return width <= WIDEST && getKernel(TOP_K, getBackend()) ? onDevice(query) : onHost(query);
}

function empty(rows: number, k: number): Ranked {
  return { k, items: new Int32Array(rows * k).fill(-1), scores: new Float32Array(rows * k) };
}

async function onDevice({ x, items, width, excluded, k }: Query): Promise<Ranked> {
  const rows = x.length / width;
  const lists = tidy(() =>
    as2d(
      engine().runKernel(
        TOP_K,
        {
          x: tensor2d(x, [rows, width]),
          items: tensor2d(items, [items.length / width, width]),
          rowPtr: tensor1d(excluded.rowPtr, 'int32'),
          // A buffer without elements cannot be bound; rowPtr tells that this one is never read.
          excluded: tensor1d(excluded.items.length === 0 ? Int32Array.of(-1) : excluded.items, 'int32')
        },
        { k }
      )
    )
  );
  const data = await lists.data<'float32'>();
  lists.dispose();
  const ranked = empty(rows, k);
  for (let row = 0; row < rows; row++) {
    ranked.scores.set(data.subarray(2 * row * k, (2 * row + 1) * k), row * k);
    ranked.items.set(data.subarray((2 * row + 1) * k, (2 * row + 2) * k), row * k);
  }
  return ranked;
}

async function onHost({ x, items, width, excluded, k }: Query): Promise<Ranked> {
  const rows = x.length / width;
  const count = items.length / width;
  const ranked = empty(rows, k);
  const block = Math.max(1, Math.floor(BLOCK_ELEMENTS / count));
  // Transposed once: the wasm product is fast only without transpose flags.
  const columns = tidy(() => as2d(transpose(tensor2d(items, [count, width]))));
  try {
    for (let start = 0; start < rows; start += block) {
      const scores = await scoresOf(x.subarray(start * width, (start + block) * width), width, columns);
      for (let row = start; row < Math.min(rows, start + block); row++) {
        const own = scores.subarray((row - start) * count, (row - start + 1) * count);
        const best = topItems(own, k, itemsOf(excluded, row));
        ranked.items.set(best.items, row * k);
        ranked.scores.set(best.scores, row * k);
      }
    }
  } finally {
    columns.dispose();
  }
  return ranked;
}

async function scoresOf(x: Float32Array, width: number, columns: Tensor2D): Promise<Float32Array> {
  const product = tidy(() => matMul(tensor2d(x, [x.length / width, width]), columns));
  try {
    return await product.data<'float32'>();
  } finally {
    product.dispose();
  }
}
