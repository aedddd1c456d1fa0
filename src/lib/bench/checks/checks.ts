// Is what a device computes right? A few operators, in the shapes that break drivers (rows of a width that is no multiple of four after one
// that is, a row far longer than the others, tails of tiles), against float64 loops, in about a second. `npm test` has the whole suite; this
// is for cards that no test has seen.
import { dispose, grads, mul, sum, tensor1d, tensor2d, tidy, type Tensor } from '@tensorflow/tfjs-core';
import { setBackend } from '@tensorflow/tfjs-core';
import { adamStep } from '#kernels/adam/adam';
import { throwIfDeviceFailed } from '#kernels/backend/backend';
import type { BackendName } from '#kernels/backend/choices';
import { as1d, as2d } from '#kernels/backend/tensors';
import { bprLoss, disposeTripleIndex, makeTripleIndex } from '#kernels/bpr/bpr';
import { dense } from '#kernels/dense/dense';
import { edgeMask } from '#kernels/edge-mask/edge-mask';
import { disposeRowIndex, gatherRows, makeRowIndex } from '#kernels/gather-rows/gather-rows';
import { randomUniform, uniformArray, uniformInt } from '#kernels/random/random';
import { spmm } from '#kernels/spmm/spmm';
import { disposeSparsePair, makeSparsePair, type HostCsr } from '#kernels/spmm/sparse-pair';
import { topK } from '#kernels/top-k/top-k';
import { toAppError } from '#lib/errors/app-error';
import { sumOfLogSums } from '#lib/losses/info-nce';
import { rest, type Control } from '#lib/work/work';
import type { Check } from '../report-form';
import { best, bpr, firstAdamStep, gatherGradient, layer, logSums, sparse } from './references';

export interface CheckCase {
  readonly name: string;
  /** Of the largest number of the reference; 0 asks for the same bits. */
  readonly tolerance: number;
  /** Arrays that the active backend made, each with what it should be. */
  run(): Promise<readonly (readonly [got: ArrayLike<number>, right: ArrayLike<number>])[]>;
}

/** The bound that every operator keeps on every backend in the tests. */
const TOLERANCE = 2e-5;

const numbers = (seed: number, n: number): Float32Array =>
  uniformArray({ seed, stream: 125, step: 0 }, n).map((draw) => draw - 0.5);
const indices = (seed: number, n: number, bound: number): Int32Array =>
  Int32Array.from({ length: n }, (_, at) => uniformInt({ seed, stream: 126, step: 0 }, at, bound));

/** What an operation on tensors made, on the host; nothing of it stays on the device. */
async function read(make: () => Tensor | readonly Tensor[]): Promise<ArrayLike<number>[]> {
  const made = tidy(() => {
    const found = make();
    return 'dataId' in found ? [found] : [...found];
  });
  const arrays: ArrayLike<number>[] = [];
  for (const tensor of made) arrays.push((await tensor.data<'float32'>()).slice());
  dispose(made);
  return arrays;
}

const pairs = (got: readonly ArrayLike<number>[], right: readonly ArrayLike<number>[]) =>
  right.map((one, at) => [got[at] ?? [], one] as const);

/** Rows of 0 to 6 entries, and one that has more than a workgroup shares. */
function oddMatrix(): HostCsr {
  const [rows, columns] = [150, 400];
  const rowPtr = new Int32Array(rows + 1);
  for (let row = 0; row < rows; row++) rowPtr[row + 1] = (rowPtr[row] ?? 0) + (row === 3 ? columns : row % 7);
  const entries = rowPtr[rows] ?? 0;
  const colIdx = new Int32Array(entries);
  for (let row = 0; row < rows; row++) {
    const begin = rowPtr[row] ?? 0;
    const length = (rowPtr[row + 1] ?? 0) - begin;
    for (let e = 0; e < length; e++) colIdx[begin + e] = length === columns ? e : (row + 57 * e) % columns;
    colIdx.subarray(begin, begin + length).sort();
  }
  return { rows, columns, rowPtr, colIdx, values: numbers(1, entries) };
}

const sparseCheck = (width: number): CheckCase => ({
  name: `sparse product and gradient, width ${width}`,
  tolerance: TOLERANCE,
  async run() {
    const csr = oddMatrix();
    const [x, dy] = [numbers(2, csr.columns * width), numbers(3, csr.rows * width)];
    const pair = makeSparsePair(csr);
    const got = await read(() => {
      const [t, w] = [tensor2d(x, [csr.columns, width]), tensor2d(dy, [csr.rows, width])];
      return [spmm(pair, t), ...grads((u) => sum(mul(w, spmm(pair, as2d(u)))))([t])];
    });
    disposeSparsePair(pair);
    return pairs(got, sparse(csr, x, dy, width));
  }
});

const gatherCheck = (width: number): CheckCase => ({
  name: `gradient of gathered rows, width ${width}`,
  tolerance: TOLERANCE,
  async run() {
    const [rows, index] = [70, indices(4, 120, 70)];
    const x = numbers(5, rows * width);
    const plan = makeRowIndex(index, rows);
    const got = await read(() =>
      grads((t) => sum(mul(gatherRows(as2d(t), plan), gatherRows(as2d(t), plan))))([tensor2d(x, [rows, width])])
    );
    disposeRowIndex(plan);
    return pairs(got, [gatherGradient(x, index, width)]);
  }
});

const bprCheck = (width: number): CheckCase => ({
  name: `BPR and gradient, width ${width}`,
  tolerance: TOLERANCE,
  async run() {
    const rows = 90;
    const triples = [6, 7, 8].map((seed) => indices(seed, 100, rows));
    const [a = new Int32Array(), p = a, n = a] = triples;
    const x = numbers(9, rows * width);
    const index = makeTripleIndex(a, p, n, rows);
    const got = await read(() => {
      const t = tensor2d(x, [rows, width]);
      return [bprLoss(t, index), ...grads((u) => bprLoss(as2d(u), index))([t])];
    });
    disposeTripleIndex(index);
    const [loss, dx] = bpr(x, triples, width);
    return pairs(got, [[loss], dx]);
  }
});

const logSumsCheck = (width: number): CheckCase => ({
  name: `InfoNCE and gradients, width ${width}`,
  tolerance: TOLERANCE,
  async run() {
    const [rows, others, temperature] = [37, 203, 0.2];
    const unit = (values: Float32Array): Float32Array =>
      values.map((value, at) => value / lengthOfRow(values, at, width));
    const [x, c] = [unit(numbers(10, rows * width)), unit(numbers(11, others * width))];
    const got = await read(() => {
      const [t, o] = [tensor2d(x, [rows, width]), tensor2d(c, [others, width])];
      const loss = (a: Tensor, b: Tensor) => sumOfLogSums(as2d(a), as2d(b), temperature);
      return [loss(t, o), ...grads(loss)([t, o])];
    });
    const [total, dx, dc] = logSums(x, c, width, temperature);
    return pairs(got, [[total], dx, dc]);
  }
});

function lengthOfRow(values: Float32Array, at: number, width: number): number {
  const begin = at - (at % width);
  return Math.sqrt(values.subarray(begin, begin + width).reduce((total, value) => total + value * value, 0));
}

const denseCheck = (rows: number, inputs: number, outputs: number): CheckCase => ({
  name: `dense layer and gradients, ${rows} × ${inputs} → ${outputs}`,
  tolerance: TOLERANCE,
  async run() {
    const slope = 0.01;
    const [x, w] = [numbers(12, rows * inputs), numbers(13, inputs * outputs)];
    const [b, dy] = [numbers(14, outputs), numbers(15, rows * outputs)];
    const got = await read(() => {
      const tensors = [tensor2d(x, [rows, inputs]), tensor2d(w, [inputs, outputs]), tensor1d(b)] as const;
      const pull = tensor2d(dy, [rows, outputs]);
      const loss = (p: Tensor, q: Tensor, r: Tensor) => sum(mul(pull, dense(as2d(p), as2d(q), as1d(r), slope)));
      return [dense(...tensors, slope), ...grads(loss)([...tensors])];
    });
    const { y, dx, dw, db } = layer(x, w, b, dy, slope);
    return pairs(got, [y, dx, dw, db]);
  }
});

const adamCheck: CheckCase = {
  name: 'a step of Adam',
  tolerance: 1e-6,
  async run() {
    const size = 1021;
    const [theta, g] = [numbers(16, size), numbers(17, size)];
    const state = new Float32Array(3 * size);
    state.set(theta);
    const settings = { step: 1, learningRate: 1e-3, beta1: 0.9, beta2: 0.999, epsilon: 1e-8, l2: 0 };
    const got = await read(() => adamStep(tensor2d(state, [3, size]), tensor1d(g), settings));
    return pairs(got, [firstAdamStep(theta, g, 1e-3)]);
  }
};

/** Lists, not scores: one wrong item is wrong. Neighbouring scores of these draws lie a hundred roundings apart. */
const topCheck = (width: number): CheckCase => ({
  name: `best 5 of 60, width ${width}`,
  tolerance: 0,
  async run() {
    const [rows, count, k] = [9, 60, 5];
    const [x, items] = [numbers(18, rows * width), numbers(19, count * width)];
    const nothing = { rowPtr: new Int32Array(rows + 1), items: new Int32Array(0) };
    const ranked = await topK(x, items, width, nothing, k);
    return [[ranked.items, best(x, items, width, k)]];
  }
});

const drawsCheck: CheckCase = {
  name: 'random draws and edge mask, bit for bit',
  tolerance: 0,
  async run() {
    const key = { seed: 7, stream: 127, step: 3 };
    const [n, keepRate] = [1003, 0.8];
    const values = numbers(20, n);
    const draws = uniformArray(key, n);
    const got = await read(() => [randomUniform(key, [n]), edgeMask(tensor1d(values), key, keepRate)]);
    return pairs(got, [draws, values.map((value, e) => ((draws[e] ?? 1) < Math.fround(keepRate) ? value : 0))]);
  }
};

/** Widths in turns: a program that was compiled for one and taken for another reads the wrong numbers and says nothing. */
export const CHECKS: readonly CheckCase[] = [
  ...[24, 6, 32].map(sparseCheck),
  ...[24, 6].map(gatherCheck),
  ...[32, 6].map(bprCheck),
  ...[32, 96].map(logSumsCheck),
  denseCheck(70, 96, 84),
  denseCheck(33, 130, 65),
  adamCheck,
  ...[24, 6, 24].map(topCheck),
  drawsCheck
];

/** Largest difference ÷ largest number of what is right; Infinity where something is no number or missing. */
export function errorOf(got: ArrayLike<number>, right: ArrayLike<number>): number {
  if (got.length !== right.length) return Infinity;
  let [scale, error] = [0, 0];
  for (let i = 0; i < right.length; i++) {
    const wanted = right[i] ?? Number.NaN;
    scale = Math.max(scale, Math.abs(wanted));
    const difference = Math.abs((got[i] ?? Number.NaN) - wanted);
    error = Number.isNaN(difference) ? Infinity : Math.max(error, difference);
  }
  return scale === 0 ? error : error / scale;
}

/** All checks on one backend, which is the active one afterwards. @throws AppError internal/cancelled, device/lost */
export async function checkDevice(
  backend: BackendName,
  control: Control,
  checks: readonly CheckCase[] = CHECKS
): Promise<Check[]> {
  await setBackend(backend);
  const found: Check[] = [];
  for (const { name, tolerance, run } of checks) {
    await rest(control, 'The benchmark');
    try {
      const results = await run();
      throwIfDeviceFailed();
      const error = results.reduce((most, [got, right]) => Math.max(most, errorOf(got, right)), 0);
      found.push({
        backend,
        name,
        isRight: error <= tolerance,
        error: Number.isFinite(error) ? error : null,
        tolerance
      });
    } catch (problem) {
      const { code, message } = toAppError(problem);
      if (code === 'internal/cancelled' || code === 'device/lost') throw problem;
      found.push({ backend, name, isRight: false, error: null, tolerance, problem: message });
    }
  }
  return found;
}
