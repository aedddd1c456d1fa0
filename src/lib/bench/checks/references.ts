// The operators once more as plain float64 loops, written from their formulas: what a device is held against before it is timed. Row-major
// arrays; nothing here knows a tensor.
import { exp } from '#lib/elementary/exponential';
import { log, log1p } from '#lib/elementary/logarithm';
import type { HostCsr } from '#kernels/spmm/sparse-pair';

type Numbers = ArrayLike<number>;

const at = (values: Numbers, index: number): number => values[index] ?? Number.NaN;
const addTo = (values: Float64Array, index: number, amount: number): void => {
  values[index] = at(values, index) + amount;
};

/** x · wᵀ of x [rows, width] and w [others, width]. */
export function innerProducts(x: Numbers, w: Numbers, width: number): Float64Array {
  const [rows, others] = [x.length / width, w.length / width];
  const out = new Float64Array(rows * others);
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < others; j++) {
      for (let d = 0; d < width; d++) addTo(out, i * others + j, at(x, i * width + d) * at(w, j * width + d));
    }
  }
  return out;
}

/** A · x, and Aᵀ · dy. */
export function sparse(csr: HostCsr, x: Numbers, dy: Numbers, width: number): [Float64Array, Float64Array] {
  const y = new Float64Array(csr.rows * width);
  const dx = new Float64Array(csr.columns * width);
  for (let row = 0; row < csr.rows; row++) {
    for (let e = at(csr.rowPtr, row); e < at(csr.rowPtr, row + 1); e++) {
      const [column, value] = [at(csr.colIdx, e), at(csr.values, e)];
      for (let d = 0; d < width; d++) {
        addTo(y, row * width + d, value * at(x, column * width + d));
        addTo(dx, column * width + d, value * at(dy, row * width + d));
      }
    }
  }
  return [y, dx];
}

/** The gradient of Σ (x[index, :])² to x [rows, width]. */
export function gatherGradient(x: Numbers, index: Int32Array, width: number): Float64Array {
  const dx = new Float64Array(x.length);
  for (const row of index) {
    for (let d = 0; d < width; d++) addTo(dx, row * width + d, 2 * at(x, row * width + d));
  }
  return dx;
}

/** The mean of softplus(x_a · (x_n − x_p)) over triples, and its gradient to x. */
export function bpr(x: Numbers, triples: readonly Int32Array[], width: number): [number, Float64Array] {
  const [anchors = new Int32Array(), positives = anchors, negatives = anchors] = triples;
  const dx = new Float64Array(x.length);
  let loss = 0;
  for (let b = 0; b < anchors.length; b++) {
    const [a, p, n] = [anchors, positives, negatives].map((list) => width * at(list, b));
    if (a === undefined || p === undefined || n === undefined) throw new Error('Three lists make a triple');
    let margin = 0;
    for (let d = 0; d < width; d++) margin += at(x, a + d) * (at(x, n + d) - at(x, p + d));
    loss += (Math.max(margin, 0) + log1p(exp(-Math.abs(margin)))) / anchors.length;
    const slope = 1 / (1 + exp(-margin)) / anchors.length;
    for (let d = 0; d < width; d++) {
      addTo(dx, a + d, slope * (at(x, n + d) - at(x, p + d)));
      addTo(dx, n + d, slope * at(x, a + d));
      addTo(dx, p + d, -slope * at(x, a + d));
    }
  }
  return [loss, dx];
}

/** Σ_i log Σ_c exp(x_i · c / τ), and its gradients to both. */
export function logSums(
  x: Numbers,
  candidates: Numbers,
  width: number,
  temperature: number
): [number, Float64Array, Float64Array] {
  const [rows, others] = [x.length / width, candidates.length / width];
  const [dx, dc] = [new Float64Array(x.length), new Float64Array(candidates.length)];
  const similarities = innerProducts(x, candidates, width);
  let loss = 0;
  for (let i = 0; i < rows; i++) {
    const e = similarities.slice(i * others, (i + 1) * others).map((s) => exp(s / temperature));
    const total = e.reduce((sum, one) => sum + one, 0);
    loss += log(total);
    for (let c = 0; c < others; c++) {
      const weight = at(e, c) / total / temperature;
      for (let d = 0; d < width; d++) {
        addTo(dx, i * width + d, weight * at(candidates, c * width + d));
        addTo(dc, c * width + d, weight * at(x, i * width + d));
      }
    }
  }
  return [loss, dx, dc];
}

export interface Layer {
  readonly y: Float64Array;
  readonly dx: Float64Array;
  readonly dw: Float64Array;
  readonly db: Float64Array;
}

/** leaky(x · w + b) of x [rows, inputs] and w [inputs, outputs], and the gradients of Σ dy ∘ y. */
export function layer(x: Numbers, w: Numbers, b: Numbers, dy: Numbers, slope: number): Layer {
  const outputs = b.length;
  const inputs = w.length / outputs;
  const rows = x.length / inputs;
  const [y, dx, dw, db] = [rows * outputs, x.length, w.length, outputs].map((size) => new Float64Array(size));
  if (!y || !dx || !dw || !db) throw new Error('Four arrays');
  for (let i = 0; i < rows; i++) {
    for (let o = 0; o < outputs; o++) {
      let value = at(b, o);
      for (let k = 0; k < inputs; k++) value += at(x, i * inputs + k) * at(w, k * outputs + o);
      y[i * outputs + o] = value > 0 ? value : slope * value;
      const u = at(dy, i * outputs + o) * (value > 0 ? 1 : slope);
      addTo(db, o, u);
      for (let k = 0; k < inputs; k++) {
        addTo(dx, i * inputs + k, u * at(w, k * outputs + o));
        addTo(dw, k * outputs + o, u * at(x, i * inputs + k));
      }
    }
  }
  return { y, dx, dw, db };
}

/** A step of Adam from moments of zero: the new parameters, then both moments (PyTorch's formula). */
export function firstAdamStep(theta: Numbers, gradient: Numbers, learningRate: number): Float64Array {
  const size = theta.length;
  const out = new Float64Array(3 * size);
  for (let i = 0; i < size; i++) {
    const g = at(gradient, i);
    // With bias correction the first moments are g and g².
    out[i] = at(theta, i) - (learningRate * g) / (Math.abs(g) + 1e-8);
    out[size + i] = 0.1 * g;
    out[2 * size + i] = 0.001 * g * g;
  }
  return out;
}

/** For each row of x the k best of the others by inner product, best first. */
export function best(x: Numbers, others: Numbers, width: number, k: number): Int32Array {
  const count = others.length / width;
  const products = innerProducts(x, others, width);
  const rows = x.length / width;
  const out = new Int32Array(rows * k);
  for (let row = 0; row < rows; row++) {
    const scores = products.subarray(row * count, (row + 1) * count);
    const order = Array.from(scores, (_, index) => index).sort((a, b) => at(scores, b) - at(scores, a));
    out.set(order.slice(0, k), row * k);
  }
  return out;
}
