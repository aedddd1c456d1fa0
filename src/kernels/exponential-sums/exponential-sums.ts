// The inside of InfoNCE and of its gradient: for rows x [n, d] and others [m, d] with e_io = exp(x_i · o / τ),
//   z_i = Σ_o e_io,   s_i = Σ_o e_io o,   t_o = Σ_i w_i e_io x_i   with weights w_i made from z_i.
// s gives the gradient to x, t the one to the others (w = 1 / z for Σ log z). The n × m similarities are never stored whole:
// on WebGPU not at all (t computes them a second time), on the other backends for a block of rows at a time, on wasm a small one.
// Work: 4 · d flops and one exponential a pair, twice that with t (on wasm and cpu 6 · d and one).
// Memory beside inputs and outputs: 8 MiB on WebGPU; on wasm 400 bytes an other, two copies of the others and two of t; on cpu BLOCK_ELEMENTS floats and their exponentials.
// Not differentiable: it is what gradients are made of. Call it inside customGrad, whose scope disposes what is left over.
import {
  add,
  concat,
  dispose,
  div,
  engine,
  exp,
  getBackend,
  getKernel,
  matMul,
  mul,
  pad2d,
  reshape,
  slice,
  sum,
  tidy,
  transpose,
  type Tensor,
  type Tensor2D
} from '@tensorflow/tfjs-core';
import { as2d } from '../backend/tensors';
import { aheadOfTape } from '../workers/ahead';
import { exponentialSumsInParts } from './exponential-sums.parts';
import { EXPONENTIALS, exponentialsOfFirst } from './exponentials';
import { EXPONENTIAL_SUMS_BY_MODULE, exponentialSumsByModule } from './exponential-sums.wasm';
import { isStreamed } from './streamed-widths';
import type { ExponentialSums, ModuleSums, ShiftedSums, Weigh, Weights } from './types';

export const EXPONENTIAL_SUMS = 'ExponentialSums';

/** Similarities of one block of rows on wasm and cpu: 2^22 numbers, 16 MiB. */
const BLOCK_ELEMENTS = 2 ** 22;

interface SumsOptions {
  /** [n, 1], beside a number as `weights`: w = factor · weights / z. */
  readonly factors?: Tensor2D;
  /** For tests: similarities held at a time. */
  readonly blockElements?: number;
}

/**
 * z, s and, with `weights`, t.
 * @param x [n, d]
 * @param others [m, d]; both so scaled that |x · o| / τ stays below 80, an exponent that float32 holds
 */
export function exponentialSums(
  x: Tensor2D,
  others: Tensor2D,
  temperature: number,
  weights: Weights | null,
  { factors, blockElements = BLOCK_ELEMENTS }: SumsOptions = {}
): ExponentialSums {
  const backend = getBackend();
  if (typeof weights !== 'function' && getKernel(EXPONENTIAL_SUMS_BY_MODULE, backend)) {
    return byModule(x, others, { temperature, weight: weights ?? 0, isShifted: false, factors: factors ?? null });
  }
  const weigh = typeof weights === 'number' ? weighBy(weights, factors) : weights;
  if (backend === 'webgpu' && isStreamed(x.shape[1])) return streamed(x, others, temperature, weigh);
  return blocked(x, others, temperature, weigh, blockElements);
}

const weighBy =
  (weight: number, factors: Tensor2D | undefined): Weigh =>
  (z, start) =>
    as2d(div(factors ? mul(slice(factors, [start, 0], [z.shape[0], 1]), weight) : weight, z));

/** Pairs of rows times width from which messages cost less than they save. */
const FOR_WORKERS = 2 ** 22;

/** By workers, where those who make the loss look ahead (workers/ahead.ts), or here: the same bits. */
function byModule(x: Tensor2D, others: Tensor2D, how: ModuleSums): ShiftedSums {
  const { temperature, weight, isShifted, factors } = how;
  const width = x.shape[1];
  const read = (of: Tensor2D): Float32Array => of.dataSync<'float32'>();
  const begin = () => {
    const rows = { x: read(x), others: read(others), factors: factors && read(factors), width };
    return exponentialSumsInParts(rows, temperature, weight, isShifted);
  };
  const made = x.size * others.shape[0] < FOR_WORKERS ? null : aheadOfTape(begin, true);
  if (!made) return exponentialSumsByModule(x, others, how);
  const [sums, totals, ...rest] = made.map(as2d);
  if (!sums || !totals) throw new Error('The parts made no sums');
  const maxima = isShifted ? (rest.shift() ?? null) : null;
  return { sums, totals, maxima, othersSums: rest.shift() ?? null };
}

/**
 * The same for x and others of any scale, at temperature 1: each row's largest x · o is taken off before the exponential, so that z and s
 * are exp(largest) times smaller; t with w = weight / z of that z. Null where our module is not to be had.
 */
export function shiftedExponentialSums(
  x: Tensor2D,
  others: Tensor2D,
  weight: number
): (ExponentialSums & { readonly maxima: Tensor2D }) | null {
  if (!getKernel(EXPONENTIAL_SUMS_BY_MODULE, getBackend())) return null;
  const made = byModule(x, others, { temperature: 1, weight, isShifted: true, factors: null });
  const { maxima } = made;
  if (!maxima) throw new Error('The sums have no maxima');
  return { ...made, maxima };
}

function streamed(x: Tensor2D, others: Tensor2D, temperature: number, weigh: Weigh | null): ExponentialSums {
  const [rows, width] = x.shape;
  const both = as2d(engine().runKernel(EXPONENTIAL_SUMS, { x, others }, { temperature }));
  const totals = slice(both, [0, width], [rows, 1]);
  const sums = slice(both, [0, 0], [rows, width]);
  if (!weigh) return { totals, sums, othersSums: null };
  // The same kernel with the roles swapped and a weight for each of what are the others then.
  const weights = reshape(weigh(totals, 0), [rows]);
  const place = { weightStart: 0, weightStride: 1 };
  const othersSums = as2d(
    engine().runKernel(EXPONENTIAL_SUMS, { x: others, others: x, weights }, { temperature, ...place })
  );
  return { totals, sums, othersSums };
}

/** Others in one dense product at most: longer float32 sums lose digits (100,000 terms: 5e-5). */
const CHUNK = 8192;

/** By dense products, where our module cannot be had: blocks of rows, and within them chunks of the others. */
function blocked(
  x: Tensor2D,
  others: Tensor2D,
  temperature: number,
  weigh: Weigh | null,
  blockElements: number
): ExponentialSums {
  const [rows, width] = x.shape;
  const chunks = rowBlocks(padded(others), CHUNK);
  const kept = keptColumns(others.shape[0], chunks);
  // The program for exponentials divides by the temperature in passing; else it is done once, before the products.
  const isLater = hasExponentials();
  const factor = isLater ? 1 / temperature : 1;
  const columns = chunks.map((chunk) => (isLater ? transpose(chunk) : mul(transpose(chunk), 1 / temperature)));
  const size = Math.max(1, Math.floor(blockElements / others.shape[0]));
  const totals: Tensor[] = [];
  const sums: Tensor[] = [];
  let ofOthers: readonly Tensor[] = [];
  let start = 0;
  for (const block of rowBlocks(x, size)) {
    const [z, s, ...t] = tidy(() => {
      const e = columns.map((chunk, at) => exponentials(matMul(block, chunk), kept[at], factor));
      const z = addedUp(e.map((part) => sum(part, 1, true)));
      const s = addedUp(e.map((part, at) => matMul(part, chunks[at] ?? part)));
      if (!weigh) return [z, s];
      // The transposes are of the narrow factors: eᵀ x = (xᵀ e)ᵀ costs no copy of the wide matrix.
      const weighted = as2d(transpose(mul(block, weigh(as2d(z), start))));
      return [z, s, ...e.map((part, at) => plus(ofOthers[at], matMul(weighted, as2d(part))))];
    });
    if (!z || !s) throw new Error('A block made no sums');
    totals.push(z);
    sums.push(s);
    dispose([...ofOthers]);
    ofOthers = t;
    start += block.shape[0];
  }
  return {
    totals: as2d(joined(totals, 0)),
    sums: as2d(reshape(joined(sums, 0), [rows, width])),
    othersSums: weigh ? withoutPadding(as2d(transpose(joined(ofOthers, 1))), others.shape[0]) : null
  };
}

/** With rows of zeros behind, on WebGPU, up to a multiple of four: as many columns have the similarities then, and tfjs's fast product. */
function padded(others: Tensor2D): Tensor2D {
  const missing = (4 - (others.shape[0] % 4)) % 4;
  if (missing === 0 || !hasExponentials()) return others;
  return pad2d(others, [
    [0, missing],
    [0, 0]
  ]);
}

/** How many columns of each chunk stand for others that there are; null for all of them. */
function keptColumns(count: number, chunks: readonly Tensor2D[]): (number | null)[] {
  let start = 0;
  return chunks.map(({ shape: [size] }) => {
    const there = Math.min(size, count - start);
    start += size;
    return there === size ? null : there;
  });
}

const hasExponentials = (): boolean => getKernel(EXPONENTIALS, getBackend()) !== undefined;

/** exp(factor · x) of all columns, or with zeros behind the first so many. */
const exponentials = (x: Tensor, kept: number | null | undefined, factor: number): Tensor =>
  hasExponentials() ? exponentialsOfFirst(x, kept ?? x.shape[1] ?? 0, factor) : exp(x);

const withoutPadding = (rows: Tensor2D, count: number): Tensor2D =>
  rows.shape[0] === count ? rows : slice(rows, [0, 0], [count, rows.shape[1]]);

/** The matrix in blocks of at most `size` rows, in order; itself where it is not larger. */
function rowBlocks(x: Tensor2D, size: number): Tensor2D[] {
  const [rows, width] = x.shape;
  if (size >= rows) return [x];
  return Array.from({ length: Math.ceil(rows / size) }, (_, at) =>
    slice(x, [at * size, 0], [Math.min(size, rows - at * size), width])
  );
}

const plus = (before: Tensor | undefined, part: Tensor): Tensor => (before ? add(before, part) : part);

/** In order: equal bits on every run. */
function addedUp(parts: readonly Tensor[]): Tensor {
  return parts.reduce((total, part) => add(total, part));
}

function joined(parts: readonly Tensor[], axis: 0 | 1): Tensor {
  const [only] = parts;
  return parts.length === 1 && only ? only : concat([...parts], axis);
}
