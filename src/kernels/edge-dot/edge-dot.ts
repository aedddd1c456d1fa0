// Dot products along the entries of a sparse pattern (sampled dense-dense product): out[e] = x[row_e, :] · y[column_e, :] for
// x [rows, width], y [columns, width] → [entries]. Differentiable in both: dx = A(dy) · y and dy' = A(dy)ᵀ · x, sparse
// products with dy as values, so all sums have a fixed order.
// Cost: 2 · width flops an entry; bytes 8 · width an entry without reuse. One dispatch on WebGPU.
import {
  customGrad,
  engine,
  keep,
  tensor1d,
  tidy,
  type Tensor,
  type Tensor1D,
  type Tensor2D
} from '@tensorflow/tfjs-core';
import { as1d, customGradInputs } from '../backend/tensors';
import { spmmOffTape } from '../spmm/spmm';
import { disposeSparsePair, makeSparsePair, tensorsOfPair, type HostCsr, type SparsePair } from '../spmm/sparse-pair';
import { take } from '../take/take';

export const EDGE_DOT = 'EdgeDot';

/** A sparse pattern with the row of each entry at hand; its values count for nothing here. */
export interface EdgePattern {
  readonly pair: SparsePair;
  readonly rowOf: Tensor1D; // int32 [entries]
}

/** Uploads a pattern. Dispose with `disposeEdgePattern`. */
export function makeEdgePattern(csr: HostCsr): EdgePattern {
  const rowOf = new Int32Array(csr.colIdx.length);
  for (let row = 0; row < csr.rows; row++) rowOf.fill(row, csr.rowPtr[row], csr.rowPtr[row + 1]);
  return { pair: makeSparsePair(csr), rowOf: tensor1d(rowOf, 'int32') };
}

/** The pattern, to outlive the scope that it was made in: one that is made while the tape runs is needed by its gradients. */
export function keepEdgePattern(pattern: EdgePattern): EdgePattern {
  for (const tensor of [...tensorsOfPair(pattern.pair), pattern.rowOf]) keep(tensor);
  return pattern;
}

export function disposeEdgePattern({ pair, rowOf }: EdgePattern): void {
  disposeSparsePair(pair);
  rowOf.dispose();
}

/** The products, off the tape. */
export function edgeDotOffTape({ pair, rowOf }: EdgePattern, x: Tensor, y: Tensor): Tensor1D {
  return as1d(tidy(() => engine().runKernel(EDGE_DOT, { x, y, rowOf, colIdx: pair.forward.colIdx })));
}

/**
 * x [rows, width], y [columns, width] → [entries], differentiable in both.
 * @throws RangeError where the heights are not those of the pattern
 */
export function edgeDot(pattern: EdgePattern, x: Tensor2D, y: Tensor2D): Tensor1D {
  const { forward } = pattern.pair;
  if (x.shape[0] !== forward.rows || y.shape[0] !== forward.columns || x.shape[1] !== y.shape[1]) {
    throw new RangeError(`A pattern [${forward.rows}, ${forward.columns}] got [${x.shape}] and [${y.shape}]`);
  }
  const operation = customGrad((...args) => {
    const { tensors, save } = customGradInputs(args);
    const [left, right] = tensors;
    if (!left || !right) throw new Error('customGrad lost an input');
    save([left, right]);
    return {
      value: edgeDotOffTape(pattern, left, right),
      gradFunc: (dy, saved) => {
        const [x, y] = saved;
        if (!x || !y) throw new Error('The tape lost the rows');
        return [withEdgeValues(pattern, dy, 'forward', y), withEdgeValues(pattern, dy, 'transposed', x)];
      }
    };
  });
  return as1d(operation(x, y));
}

/** The pattern, or its transpose, with values [entries] in forward order times rows; off the tape. */
export function withEdgeValues(
  { pair }: EdgePattern,
  values: Tensor,
  direction: 'forward' | 'transposed',
  rows: Tensor
): Tensor {
  return tidy(() => {
    const own = direction === 'forward' ? values : take(values, pair.transposedFromTensor);
    return spmmOffTape({ ...pair[direction], values: as1d(own) }, rows);
  });
}
