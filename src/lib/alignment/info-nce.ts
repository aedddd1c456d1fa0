// InfoNCE (van den Oord et al. 2018) in the two forms of the official code: over given candidates with cosine
// similarities (contrastive alignment, eq. 16 with temperature), and masked over the reconstructed rows (generative).
// Both need the gradient whenever they need the value, so the forward pass makes both: the similarities [rows, candidates]
// exist once, for one block of rows at a time.
import {
  add,
  concat,
  customGrad,
  div,
  exp,
  log,
  matMul,
  maximum,
  mean,
  mul,
  neg,
  reshape,
  slice,
  sqrt,
  square,
  sub,
  sum,
  tidy,
  transpose,
  zerosLike,
  type Scalar,
  type Tensor,
  type Tensor1D,
  type Tensor2D
} from '@tensorflow/tfjs-core';
import { as1d, as2d, asScalar, customGradInputs } from '#kernels/backend/tensors';

/** Similarities of one block of rows: 2^23 numbers, 32 MiB, a quarter of the largest buffer a kernel may bind. */
const BLOCK_ELEMENTS = 2 ** 23;

/** exp(1/τ) times any number of candidates stays far inside float32 down to here, so no maximum is subtracted. */
export const LOWEST_TEMPERATURE = 0.02;

interface Contrast {
  /** Z_i = Σ_c exp(x_i·c / τ), [rows]. */
  readonly sums: Tensor1D;
  /** (w_i Σ_c e_ic c) / τ, [rows, width]: what the sums add to the gradient of x. */
  readonly dx: Tensor2D;
  /** (Σ_i w_i e_ic x_i) / τ, [candidates, width]; null where not asked for. */
  readonly dc: Tensor2D | null;
}

/**
 * Sums of exp(x·c/τ) over candidates and the gradients of Σ_i W(Z_i) with W' = w, block by block. Runs inside customGrad,
 * whose scope disposes what is left over.
 * @param x unit rows [B, d]
 * @param candidates unit rows [C, d]
 * @param weigh w [rows, 1] from the sums [rows, 1] of rows start …
 */
function contrast(
  x: Tensor2D,
  candidates: Tensor2D,
  temperature: number,
  weigh: (sums: Tensor2D, start: number) => Tensor2D,
  options: { readonly fixedCandidates?: boolean; readonly blockElements?: number }
): Contrast {
  if (temperature < LOWEST_TEMPERATURE) throw new RangeError(`The temperature ${temperature} overflows float32`);
  const [rows, width] = x.shape;
  const columns = as2d(mul(transpose(candidates), 1 / temperature));
  const size = Math.max(1, Math.floor((options.blockElements ?? BLOCK_ELEMENTS) / candidates.shape[0]));
  const sums: Tensor[] = [];
  const dx: Tensor[] = [];
  let dc: Tensor | null = null;
  for (let start = 0; start < rows; start += size) {
    const [z, ofRows, ofCandidates] = tidy(() => {
      const block = size >= rows ? x : slice(x, [start, 0], [Math.min(size, rows - start), width]);
      const e = as2d(exp(matMul(block, columns)));
      const z = as2d(sum(e, 1, true));
      const weight = mul(weigh(z, start), 1 / temperature);
      // The transposes are of the narrow factors: eᵀ x = (xᵀ e)ᵀ costs no copy of the wide matrix.
      const ofCandidates = options.fixedCandidates ? [] : [matMul(as2d(transpose(mul(block, weight))), e)];
      return [z, mul(matMul(e, candidates), weight), ...ofCandidates];
    });
    if (!z || !ofRows) throw new Error('A block made no sums');
    sums.push(z);
    dx.push(ofRows);
    if (ofCandidates) dc = dc ? add(dc, ofCandidates) : ofCandidates;
  }
  return {
    sums: as1d(reshape(concat(sums, 0), [rows])),
    dx: as2d(concat(dx, 0)),
    dc: dc ? as2d(transpose(dc)) : null
  };
}

/**
 * Σ_i log Σ_c exp(x_i·c / τ) for unit rows x [B, d] and candidates [C, d], differentiable in both.
 * @throws RangeError for a temperature below LOWEST_TEMPERATURE
 */
export function sumOfLogSums(x: Tensor2D, candidates: Tensor2D, temperature: number, blockElements?: number): Scalar {
  const operation = customGrad((...args) => {
    const { tensors, save } = customGradInputs(args);
    const [anchors, others] = tensors.map(as2d);
    if (!anchors || !others) throw new Error('customGrad lost an input');
    const { sums, dx, dc } = contrast(anchors, others, temperature, (z) => as2d(div(1, z)), { blockElements });
    if (!dc) throw new Error('The gradient of the candidates is missing');
    save([dx, dc]);
    return { value: sum(log(sums)), gradFunc: (dy, saved) => saved.map((gradient) => mul(gradient, dy)) };
  });
  return asScalar(operation(x, candidates));
}

/**
 * Σ_i (−x̂_i·ŷ_i/τ + log Σ_c exp(x̂_i·ĉ_c/τ)) over rows; x, y [B, d], candidates [C, d] hold the positives. Summed, not
 * averaged: callers divide (official behaviour). One direction only. Rows are scaled by 1 / sqrt(1e-8 + ‖row‖²).
 */
export function infoNce(x: Tensor2D, y: Tensor2D, candidates: Tensor2D, temperature: number): Scalar {
  return infoNceOfUnitRows(normaliseRows(x), normaliseRows(y), normaliseRows(candidates), temperature);
}

/** The same of rows that are normalised already, so that rows used several times are normalised once. */
export function infoNceOfUnitRows(x: Tensor2D, y: Tensor2D, candidates: Tensor2D, temperature: number): Scalar {
  const positive = div(sum(mul(x, y)), temperature);
  return asScalar(sub(sumOfLogSums(x, candidates, temperature), positive));
}

/** Rows scaled by 1 / sqrt(1e-8 + ‖row‖²) (official behaviour of the contrastive terms). */
export function normaliseRows(x: Tensor2D): Tensor2D {
  return as2d(div(x, sqrt(add(sum(square(x), 1, true), 1e-8))));
}

/** Keeps the logarithm and the quotient of the masked form from 0 (official behaviour). */
const EPSILON = 1e-8;

/**
 * −mean_i log( exp(s_ii) / (Σ_j exp(s_ij) + 1e-8) + 1e-8 ), s = x̂ ŷᵀ / τ, rows divided by max(‖·‖, 1e-12): the masked
 * InfoNCE of generative alignment (eq. 17). x, y [M, d]; the candidates are the M masked rows themselves.
 * @param options.fixedTargets no gradient to y, which spares a third of the work
 */
export function maskedInfoNce(
  x: Tensor2D,
  y: Tensor2D,
  temperature: number,
  options: { readonly fixedTargets?: boolean; readonly blockElements?: number } = {}
): Scalar {
  const operation = customGrad((...args) => {
    const { tensors, save } = customGradInputs(args);
    const [rows, targets] = tensors.map(as2d);
    if (!rows || !targets) throw new Error('customGrad lost an input');
    const count = rows.shape[0];
    const own = as2d(exp(div(sum(mul(rows, targets), 1, true), temperature))); // [M, 1]
    // With a = own / (Z + ε), L = −mean log(a + ε): dL/ds_ij = u_i (e_ij / (Z_i + ε) − δ_ij), u = a / (a + ε) / M.
    const share = (z: Tensor, start: number, size: number): Tensor =>
      div(slice(own, [start, 0], [size, 1]), add(z, EPSILON));
    const pull = (a: Tensor): Tensor => div(div(a, add(a, EPSILON)), count);
    const { sums, dx, dc } = contrast(
      rows,
      targets,
      temperature,
      (z, start) => as2d(div(pull(share(z, start, z.shape[0])), add(z, EPSILON))),
      { fixedCandidates: options.fixedTargets, blockElements: options.blockElements }
    );
    const a = share(reshape(sums, [count, 1]), 0, count);
    const direct = div(pull(a), temperature);
    save([sub(dx, mul(direct, targets)), ...(dc ? [sub(dc, mul(direct, rows))] : [])]);
    return {
      value: neg(mean(log(add(a, EPSILON)))),
      gradFunc: (dy, saved) => {
        const [ofRows, ofTargets] = saved.map((gradient) => mul(gradient, dy));
        if (!ofRows) throw new Error('The tape lost the gradient');
        return [ofRows, ofTargets ?? zerosLike(targets)];
      }
    };
  });
  return asScalar(operation(unitRows(x), unitRows(y)));
}

/** Rows over max(‖row‖, 1e-12); written with the squares so that a zero row has a zero gradient, not NaN. */
function unitRows(x: Tensor2D): Tensor2D {
  return as2d(div(x, sqrt(maximum(sum(square(x), 1, true), 1e-24))));
}
