// A sparse product that learns its values: y[r, :] = Σ_e w[e] · x[column_e, :] over the entries of row r, differentiable in the
// values w [entries] and in x. dx is the product with the transpose, dw[e] = dy[row_e, :] · x[column_e, :] (edge-dot). Built on
// those two operators; no kernel of its own.
import { customGrad, type Tensor1D, type Tensor2D } from '@tensorflow/tfjs-core';
import { as2d, customGradInputs } from '../backend/tensors';
import { edgeDotOffTape, withEdgeValues, type EdgePattern } from '../edge-dot/edge-dot';

/**
 * values [entries] in forward order, x [columns, width] → [rows, width].
 * @throws RangeError where the sizes are not those of the pattern
 */
export function weightedSpmm(pattern: EdgePattern, values: Tensor1D, x: Tensor2D): Tensor2D {
  const { rows, columns, colIdx } = pattern.pair.forward;
  if (x.shape[0] !== columns || values.shape[0] !== colIdx.shape[0]) {
    throw new RangeError(
      `A pattern [${rows}, ${columns}] of ${colIdx.shape[0]} entries got [${x.shape}] and ${values.shape[0]} values`
    );
  }
  const operation = customGrad((...args) => {
    const { tensors, save } = customGradInputs(args);
    const [weights, input] = tensors;
    if (!weights || !input) throw new Error('customGrad lost an input');
    save([weights, input]);
    return {
      value: withEdgeValues(pattern, weights, 'forward', input),
      gradFunc: (dy, saved) => {
        const [w, x] = saved;
        if (!w || !x) throw new Error('The tape lost the inputs');
        return [edgeDotOffTape(pattern, dy, x), withEdgeValues(pattern, w, 'transposed', dy)];
      }
    };
  });
  return as2d(operation(values, x));
}
