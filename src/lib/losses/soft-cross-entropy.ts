// Cross-entropy between two softmaxes over the same candidates, the one a target: the similarities of an anchor's vectors, the other what is
// learned. For unit rows p, q of the target and x, c of what is learned, at one temperature τ,
//   L = Σ_u a_u · CE(T_u, S_u),  T_uc = exp(p_u·q_c/τ) / y_u,  S_uc = exp(x_u·c_c/τ) / z_u,
//     = Σ_u a_u · (log z_u − x_u·(Σ_c T_uc c_c)/τ),
//   dL/dx_u = a_u/τ · (Σ_c S_uc c_c − Σ_c T_uc c_c),   dL/dc_c = Σ_u a_u/τ · (S_uc − T_uc) x_u.
// All four sums are exponential sums (kernels/exponential-sums): neither softmax, [anchors, candidates], exists as a whole. Where the
// exponent is of other rows than what is added up, both stand side by side in rows of the others, and zeros beside the rows of x.
import {
  concat,
  customGrad,
  div,
  log,
  mul,
  slice,
  sub,
  sum,
  tidy,
  zeros,
  type Scalar,
  type Tensor2D
} from '@tensorflow/tfjs-core';
import { as2d, asScalar, customGradInputs } from '#kernels/backend/tensors';
import { exponentialSums } from '#kernels/exponential-sums/exponential-sums';

/** The similarities that are to be learned. Constants, rows of length one or of zeros. */
export interface SoftTarget {
  readonly anchors: Tensor2D; // p, [B, k]
  readonly candidates: Tensor2D; // q, [C, k]
  /** y_u, [B, 1]. */
  readonly totals: Tensor2D;
}

/** Rows whose sums are made at a time: bounds what is held beside inputs. */
const ROWS = 4096;

/**
 * @param x unit rows, [B, d], and `candidates`, [C, d]; differentiable in both
 * @param factors a_u, [B, 1], a constant
 */
export function softCrossEntropy(
  x: Tensor2D,
  candidates: Tensor2D,
  target: SoftTarget,
  factors: Tensor2D,
  temperature: number
): Scalar {
  const operation = customGrad((...args) => {
    const { tensors, save } = customGradInputs(args);
    const [rows, others] = tensors.map(as2d);
    if (!rows || !others) throw new Error('customGrad lost an input');
    // What is learned: log z, and with weights a/(τ z) the candidates' gradient.
    const [logs, pulled, ofOthers] = tidy(() => {
      const made = exponentialSums(rows, others, temperature, 1 / temperature, { factors });
      if (!made.othersSums) throw new Error('The gradient of the candidates is missing');
      return [log(made.totals), as2d(div(made.sums, made.totals)), made.othersSums];
    });
    if (!logs || !pulled || !ofOthers) throw new Error('The sums are missing');
    const wanted = tidy(() =>
      as2d(div(sumsBeside(target.anchors, target.candidates, others, temperature), target.totals))
    );
    const ofTargets = tidy(() => {
      const weighted = as2d(mul(rows, div(mul(factors, 1 / temperature), target.totals)));
      return sumsBeside(target.candidates, target.anchors, weighted, temperature);
    });
    save([
      tidy(() => as2d(mul(sub(pulled, wanted), mul(factors, 1 / temperature)))),
      tidy(() => as2d(sub(ofOthers, ofTargets)))
    ]);
    const value = tidy(() => {
      const own = sub(logs, mul(sum(mul(rows, wanted), 1, true), 1 / temperature));
      return sum(mul(own, factors));
    });
    return { value, gradFunc: (dy, saved) => saved.map((gradient) => mul(gradient, dy)) };
  });
  return asScalar(operation(x, candidates));
}

/** Σ_o exp(keys_i · keysOfOthers_o / τ) values_o, [n, d], for keys [n, k], keysOfOthers [m, k] and values [m, d]. */
function sumsBeside(keys: Tensor2D, keysOfOthers: Tensor2D, values: Tensor2D, temperature: number): Tensor2D {
  const [count, wide] = keys.shape;
  const width = values.shape[1];
  const others = as2d(concat([keysOfOthers, values], 1));
  const parts: Tensor2D[] = [];
  for (let start = 0; start < count; start += ROWS) {
    const size = Math.min(ROWS, count - start);
    parts.push(
      tidy(() => {
        const own = as2d(concat([slice(keys, [start, 0], [size, wide]), zeros([size, width])], 1));
        const { sums } = exponentialSums(own, others, temperature, null);
        return as2d(slice(sums, [0, wide], [size, width]));
      })
    );
  }
  others.dispose();
  const [only] = parts;
  return parts.length === 1 && only ? only : as2d(concat(parts, 0));
}
