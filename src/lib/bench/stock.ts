// The best form that plain tfjs offers for what our operators do, for the benchmark to compare with; nothing trains with
// these. Sums over rows go through scatterND, which is the fastest stock way on WebGPU (and adds with float atomics, so its
// bits differ from run to run).
import {
  add,
  customGrad,
  div,
  expandDims,
  floor,
  gather,
  logSumExp,
  matMul,
  mean,
  mul,
  randomUniform,
  scatterND,
  softplus,
  sqrt,
  square,
  sub,
  sum,
  tensor1d,
  topk,
  type Scalar,
  type Tensor,
  type Tensor1D,
  type Tensor2D
} from '@tensorflow/tfjs-core';
import { as1d, as2d, asScalar, customGradInputs } from '#kernels/backend/tensors';
import { transposeCsr, type HostCsr } from '#kernels/spmm/sparse-pair';

/** A sparse matrix as lists of entries, in both directions. */
export interface StockMatrix {
  readonly rows: Tensor2D; // int32 [entries, 1]
  readonly columns: Tensor1D; // int32 [entries]
  readonly values: Tensor1D;
  readonly shape: readonly [number, number];
}

export function stockMatrices(csr: HostCsr): { readonly forward: StockMatrix; readonly transposed: StockMatrix } {
  const upload = (matrix: HostCsr): StockMatrix => {
    const rows = new Int32Array(matrix.colIdx.length);
    for (let row = 0; row < matrix.rows; row++) rows.fill(row, matrix.rowPtr[row], matrix.rowPtr[row + 1]);
    return {
      rows: as2d(expandDims(tensor1d(rows, 'int32'), 1)),
      columns: tensor1d(matrix.colIdx, 'int32'),
      values: tensor1d(matrix.values),
      shape: [matrix.rows, matrix.columns]
    };
  };
  return { forward: upload(csr), transposed: upload(transposeCsr(csr).transposed) };
}

export function disposeStock({ rows, columns, values }: StockMatrix): void {
  for (const tensor of [rows, columns, values]) tensor.dispose();
}

/** A · x: gather, multiply, scatter. */
export function stockSpmm({ rows, columns, values, shape }: StockMatrix, x: Tensor): Tensor2D {
  const scaled = mul(gather(x, columns), expandDims(values, 1));
  return as2d(scatterND(rows, scaled, [shape[0], x.shape[1] ?? 0]));
}

/** Rows by index, with a gradient by scatterND: the stock gradient is several times slower on WebGPU. */
export function stockGather(x: Tensor2D, index: Tensor1D): Tensor2D {
  const operation = customGrad((...args) => {
    const { tensors, save } = customGradInputs(args);
    const [input] = tensors;
    if (!input) throw new Error('customGrad lost its input');
    const places = expandDims(index, 1);
    save([places]);
    return {
      value: gather(input, index),
      gradFunc: (dy, saved) => scatterND(saved[0] ?? places, dy, [x.shape[0], x.shape[1]])
    };
  });
  return as2d(operation(x));
}

export function stockBpr(x: Tensor2D, anchors: Tensor1D, positives: Tensor1D, negatives: Tensor1D): Scalar {
  const [a, p, n] = [anchors, positives, negatives].map((index) => stockGather(x, index));
  if (!a || !p || !n) throw new Error('Three lists make a triple');
  return asScalar(mean(softplus(sum(mul(a, sub(n, p)), 1))));
}

/** Σ log Σ exp of cosine similarities, all of them at once. */
export function stockInfoNce(x: Tensor2D, candidates: Tensor2D, temperature: number): Scalar {
  return asScalar(sum(logSumExp(div(matMul(x, candidates, false, true), temperature), 1)));
}

/** Scores, masked, and their best k. */
export function stockTopK(users: Tensor2D, items: Tensor2D, mask: Tensor2D, k: number): Tensor2D {
  return as2d(topk(add(matMul(users, items, false, true), mask), k).indices);
}

export function stockEdgeMask(values: Tensor1D, keepRate: number): Tensor1D {
  return as1d(mul(values, floor(add(randomUniform(values.shape), keepRate))));
}

/** Adam over one array with the moments beside it. */
export function stockAdam(theta: Tensor1D, m: Tensor1D, v: Tensor1D, g: Tensor1D): Tensor[] {
  const first = add(mul(m, 0.9), mul(g, 0.1));
  const second = add(mul(v, 0.999), mul(square(g), 0.001));
  const step = div(div(first, 0.1), add(sqrt(div(second, 0.001)), 1e-8));
  return [sub(theta, mul(step, 1e-3)), first, second];
}

/** Σ_l A^l x, layer by layer, with the gradient through the transpose. */
export function stockSumOfLayers(
  matrices: { readonly forward: StockMatrix; readonly transposed: StockMatrix },
  x: Tensor2D,
  layers: number
): Tensor2D {
  const through = (matrix: StockMatrix, start: Tensor): Tensor => {
    let layer: Tensor = start;
    let total: Tensor = start;
    for (let l = 0; l < layers; l++) {
      layer = stockSpmm(matrix, layer);
      total = add(total, layer);
    }
    return total;
  };
  const operation = customGrad((...args) => {
    const { tensors } = customGradInputs(args);
    const [input] = tensors;
    if (!input) throw new Error('customGrad lost its input');
    return {
      value: through(matrices.forward, input),
      gradFunc: (dy) => through(matrices.transposed, dy)
    };
  });
  return as2d(operation(x));
}
