// mean_i log Σ_o exp(x_i · o) over raw dot products, as AutoCF's spread terms need it. Raw products have no bound, so each row's
// largest is subtracted first (the official code does without, and overflows where they grow). On wasm our module makes all of it
// (kernels/exponential-sums); elsewhere blocks of rows, each with its gradient made on the way. The similarities never exist as a whole.
import {
  add,
  concat,
  customGrad,
  div,
  exp,
  log,
  matMul,
  max,
  mean,
  mul,
  slice,
  sub,
  sum,
  tidy,
  transpose,
  type Scalar,
  type Tensor,
  type Tensor2D
} from '@tensorflow/tfjs-core';
import { addAll, as2d, asScalar, customGradInputs } from '#kernels/backend/tensors';
import { shiftedExponentialSums } from '#kernels/exponential-sums/exponential-sums';

/** Similarities of one block: 2^22 numbers, 16 MiB. */
const BLOCK_ELEMENTS = 2 ** 22;

/**
 * x [n, d], others [m, d] → scalar, differentiable in both.
 * @param blockElements for tests: similarities held at a time
 */
export function meanLogSumExp(x: Tensor2D, others: Tensor2D, blockElements = BLOCK_ELEMENTS): Scalar {
  const operation = customGrad((...args) => {
    const { tensors, save } = customGradInputs(args);
    const [rows, candidates] = tensors.map(as2d);
    if (!rows || !candidates) throw new Error('customGrad lost an input');
    const [count, width] = rows.shape;
    const made = shiftedExponentialSums(rows, candidates, 1 / count);
    if (made?.othersSums) {
      const { totals, sums, maxima, othersSums } = made;
      save([as2d(div(sums, mul(totals, count))), othersSums]);
      return {
        value: mean(add(maxima, log(totals))),
        gradFunc: (dy, saved) => saved.map((gradient) => mul(gradient, dy))
      };
    }
    const columns = as2d(transpose(candidates));
    const size = Math.max(1, Math.floor(blockElements / candidates.shape[0]));
    const values: Tensor[] = [];
    const ofRows: Tensor[] = [];
    const ofOthers: Tensor[] = [];
    for (let start = 0; start < count; start += size) {
      const [value, dx, dc] = tidy(() => {
        const block = slice(rows, [start, 0], [Math.min(size, count - start), width]);
        const similarities = matMul(block, columns);
        const largest = max(similarities, 1, true);
        const e = exp(sub(similarities, largest));
        const z = sum(e, 1, true);
        const share = as2d(div(e, mul(z, count)));
        return [
          sum(add(largest, log(z))),
          matMul(share, candidates),
          // (blockᵀ share)ᵀ: the transposed factor is the narrow one.
          matMul(as2d(transpose(block)), share)
        ];
      });
      if (!value || !dx || !dc) throw new Error('A block made no sums');
      values.push(value);
      ofRows.push(dx);
      ofOthers.push(dc);
    }
    save([concat(ofRows, 0), as2d(transpose(as2d(addAll(ofOthers))))]);
    return {
      value: div(addAll(values), count),
      gradFunc: (dy, saved) => saved.map((gradient) => mul(gradient, dy))
    };
  });
  return asScalar(operation(x, others));
}
