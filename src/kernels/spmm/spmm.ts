// Sparse × dense with an axpy epilogue: y[r, :] = base[r, :] + Σ_e values[e] · x[colIdx[e], :] over the entries e of row
// r; the base is what a sum of layers adds. Differentiable in x, not in the values: dx = Aᵀ dy, the pair swapped.
// Sums run over a row's entries in an order that its length alone decides, so equal bits come out on every run.
// Cost: 2 · entries · width multiply-adds; bytes 8 · entries + 4 · width · (entries read, rows written) without reuse.
// WebGPU: one dispatch.
import { customGrad, engine, tidy, type Tensor, type Tensor2D } from '@tensorflow/tfjs-core';
import { as2d, customGradInputs } from '../backend/tensors';
import type { SparseMatrix, SparsePair } from './sparse-pair';

export const SPMM = 'SparseDenseProduct';

/**
 * A · x for x [columns, width] → [rows, width], differentiable in x.
 * @throws RangeError where x has not the matrix's number of columns as rows
 */
export function spmm(pair: SparsePair, x: Tensor2D): Tensor2D {
  return linear(pair, x, 1, false);
}

/**
 * Σ_{l = 0..layers} A^l x for x [N, width] and A [N, N], differentiable in x. By Horner's rule, s ← x + A s, so that the
 * sum over the layers is the epilogue of the products: one pass a layer, and the tape keeps one array of values.
 */
export function sumOfPowers(pair: SparsePair, x: Tensor2D, layers: number): Tensor2D {
  return linear(pair, x, layers, true);
}

/** A^layers x, or with `sum` the sum of all powers up to it: both are linear, so the gradient is the same with Aᵀ. */
function linear(pair: SparsePair, x: Tensor2D, layers: number, sum: boolean): Tensor2D {
  const { forward, transposed } = pair;
  if (x.shape[0] !== forward.columns) {
    throw new RangeError(`A matrix of ${forward.columns} columns cannot multiply ${x.shape[0]} rows`);
  }
  const operation = customGrad((...args) => {
    const { tensors, save } = customGradInputs(args);
    const [input] = tensors;
    if (!input) throw new Error('customGrad lost its input');
    // A step's masked values and plans are gone by the time of the gradient unless they are saved.
    const { rowPtr, colIdx, values, order } = transposed;
    save([rowPtr, colIdx, values, order.rows]);
    return {
      value: repeated(operandOf(forward), input, layers, sum),
      gradFunc: (dy, saved) => repeated(savedOperand(saved, order.longRows), dy, layers, sum)
    };
  });
  return as2d(operation(x));
}

interface Operand {
  readonly tensors: {
    readonly rowPtr: Tensor;
    readonly colIdx: Tensor;
    readonly values: Tensor;
    readonly order?: Tensor;
  };
  readonly longRows: number;
}

const operandOf = ({ rowPtr, colIdx, values, order }: SparseMatrix): Operand => ({
  tensors: { rowPtr, colIdx, values, order: order.rows },
  longRows: order.longRows
});

function savedOperand([rowPtr, colIdx, values, order]: readonly Tensor[], longRows: number): Operand {
  if (!rowPtr || !colIdx || !values || !order) throw new Error('The tape lost the matrix');
  return { tensors: { rowPtr, colIdx, values, order }, longRows };
}

function repeated(matrix: Operand, x: Tensor, layers: number, sum: boolean): Tensor {
  return tidy(() => {
    let y = x.clone();
    for (let layer = 0; layer < layers; layer++) y = product(matrix, y, sum ? x : undefined);
    return y;
  });
}

function product(matrix: Operand, x: Tensor, base?: Tensor): Tensor {
  return engine().runKernel(SPMM, { ...matrix.tensors, x, ...(base ? { base } : {}) }, { longRows: matrix.longRows });
}

/**
 * A · x for one direction of a pair and values of its pattern, off the tape: for use inside customGrad and
 * gradients. A gradient through it would be missing.
 */
export function spmmOffTape(matrix: SparseMatrix, x: Tensor): Tensor {
  return tidy(() => product(operandOf(matrix), x));
}

/** The same for a bare CSR, whose rows a GPU takes as they come. */
export function spmmForward(rowPtr: Tensor, colIdx: Tensor, values: Tensor, x: Tensor): Tensor {
  return tidy(() => product({ tensors: { rowPtr, colIdx, values }, longRows: 0 }, x));
}
