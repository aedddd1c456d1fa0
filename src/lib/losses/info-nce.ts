// InfoNCE (van den Oord et al. 2018) in the two forms of the official code: over given candidates with cosine
// similarities (contrastive alignment, eq. 16 with temperature), and masked over the reconstructed rows (generative).
// Both need the gradient whenever they need the value, so the forward pass makes both; the similarities [rows, candidates]
// never exist as a whole (kernels/exponential-sums).
import {
  add,
  customGrad,
  div,
  exp,
  log,
  mean,
  mul,
  neg,
  slice,
  sub,
  sum,
  zerosLike,
  type Scalar,
  type Tensor,
  type Tensor2D
} from '@tensorflow/tfjs-core';
import { as2d, asScalar, customGradInputs } from '#kernels/backend/tensors';
import { exponentialPulls } from '#kernels/exponential-sums/exponential-pulls';
import { exponentialSums } from '#kernels/exponential-sums/exponential-sums';
import { hasMaskedPulls, maskedPulls } from '#kernels/masked-pulls/masked-pulls';
import { scaledRows } from '#kernels/scaled/scaled';
import { unitRows as unitRowsOf, type Floor } from '#kernels/unit-rows/unit-rows';

/** exp(1/τ) times any number of candidates stays far inside float32 down to here, so no maximum is subtracted. */
export const LOWEST_TEMPERATURE = 0.02;

function checkTemperature(temperature: number): void {
  if (temperature < LOWEST_TEMPERATURE) throw new RangeError(`The temperature ${temperature} overflows float32`);
}

/**
 * Σ_i log Σ_c exp(x_i·c / τ) for unit rows x [B, d] and candidates [C, d], differentiable in both.
 * @throws RangeError for a temperature below LOWEST_TEMPERATURE
 */
export function sumOfLogSums(x: Tensor2D, candidates: Tensor2D, temperature: number, blockElements?: number): Scalar {
  checkTemperature(temperature);
  const operation = customGrad((...args) => {
    const { tensors, save } = customGradInputs(args);
    const [anchors, others] = tensors.map(as2d);
    if (!anchors || !others) throw new Error('customGrad lost an input');
    const weight = 1 / temperature; // d log z_i / d s_ic = e_ic / z_i
    const { totals, sums, othersSums } = exponentialSums(anchors, others, temperature, weight, { blockElements });
    if (!othersSums) throw new Error('The gradient of the candidates is missing');
    save([mul(sums, div(weight, totals)), othersSums]);
    return { value: sum(log(totals)), gradFunc: (dy, saved) => saved.map((gradient) => mul(gradient, dy)) };
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

/**
 * The same of rows that are normalised already, so that rows used several times are normalised once. One piece on the tape: the gradients
 * are made of what the value is made of.
 * @throws RangeError for a temperature below LOWEST_TEMPERATURE
 */
export function infoNceOfUnitRows(x: Tensor2D, y: Tensor2D, candidates: Tensor2D, temperature: number): Scalar {
  checkTemperature(temperature);
  const weight = 1 / temperature;
  const operation = customGrad((...args) => {
    const { tensors, save } = customGradInputs(args);
    const [anchors, positives, others] = tensors.map(as2d);
    if (!anchors || !positives || !others) throw new Error('customGrad lost an input');
    const pulls = exponentialPulls(anchors, positives, others, temperature);
    if (pulls) {
      const { loss, ofRows, ofOthers } = pulls;
      const width = anchors.shape[1];
      save([ofRows, anchors, ofOthers]);
      return {
        value: loss,
        gradFunc: (dy, saved) => {
          const [ofX, rows, ofCandidates] = saved.map(as2d);
          if (!ofX || !rows || !ofCandidates) throw new Error('The tape lost the gradients');
          return [scaledRows(ofX, dy, 1, width), scaledRows(rows, dy, -weight), scaledRows(ofCandidates, dy)];
        }
      };
    }
    const { totals, sums, othersSums } = exponentialSums(anchors, others, temperature, weight);
    if (!othersSums) throw new Error('The gradient of the candidates is missing');
    const ofAnchors = sub(mul(sums, div(weight, totals)), mul(positives, weight));
    save([ofAnchors, anchors, othersSums]);
    return {
      value: sub(sum(log(totals)), mul(sum(mul(anchors, positives)), weight)),
      gradFunc: (dy, [ofRows = ofAnchors, rows = anchors, ofOthers = othersSums]) => [
        mul(ofRows, dy),
        mul(rows, mul(dy, -weight)),
        mul(ofOthers, dy)
      ]
    };
  });
  return asScalar(operation(x, y, candidates));
}

/** Rows scaled by 1 / sqrt(1e-8 + ‖row‖²) (official behaviour of the contrastive terms). */
export function normaliseRows(x: Tensor2D): Tensor2D {
  return unitRowsOf(x, { added: 1e-8, least: 0 });
}

/** Keeps the logarithm and the quotient of the masked form from 0 (official behaviour). */
export const EPSILON = 1e-8;

/**
 * −mean_i log( exp(s_ii) / (Σ_j exp(s_ij) + 1e-8) + 1e-8 ), s = x̂ ŷᵀ / τ, rows divided by max(‖·‖, 1e-12): the masked
 * InfoNCE of generative alignment (eq. 17). x, y [M, d]; the candidates are the M masked rows themselves.
 * @param options.fixedTargets no gradient to y, which spares a third of the work
 * @param options.unitTargets the rows of y have length one already
 */
export function maskedInfoNce(
  x: Tensor2D,
  y: Tensor2D,
  temperature: number,
  options: { readonly fixedTargets?: boolean; readonly unitTargets?: boolean; readonly blockElements?: number } = {}
): Scalar {
  checkTemperature(temperature);
  const candidates = options.unitTargets ? y : unitRows(y);
  if (options.fixedTargets && hasMaskedPulls()) return ofFixedTargets(unitRows(x), candidates, temperature, options);
  const operation = customGrad((...args) => {
    const { tensors, save } = customGradInputs(args);
    const [rows, targets] = tensors.map(as2d);
    if (!rows || !targets) throw new Error('customGrad lost an input');
    const count = rows.shape[0];
    const own = as2d(exp(div(sum(mul(rows, targets), 1, true), temperature))); // [M, 1]
    // With a = own / (Z + ε), L = −mean log(a + ε): dL/ds_ij = u_i (e_ij / (Z_i + ε) − δ_ij), u = a / (a + ε) / M.
    const share = (z: Tensor, start: number, size: number): Tensor =>
      div(slice(own, [start, 0], [size, 1]), add(z, EPSILON));
    const pull = (a: Tensor): Tensor => div(div(a, add(a, EPSILON)), count * temperature);
    const weigh = (z: Tensor2D, start: number): Tensor2D =>
      as2d(div(pull(share(z, start, z.shape[0])), add(z, EPSILON)));
    const { totals, sums, othersSums } = exponentialSums(
      rows,
      targets,
      temperature,
      options.fixedTargets ? null : weigh,
      options
    );
    const a = share(totals, 0, count);
    const direct = pull(a);
    const ofRows = sub(mul(sums, weigh(totals, 0)), mul(direct, targets));
    save([ofRows, ...(othersSums ? [sub(othersSums, mul(direct, rows))] : [])]);
    return {
      value: neg(mean(log(add(a, EPSILON)))),
      gradFunc: (dy, saved) => {
        const [ofRows, ofTargets] = saved.map((gradient) => mul(gradient, dy));
        if (!ofRows) throw new Error('The tape lost the gradient');
        return [ofRows, ofTargets ?? zerosLike(targets)];
      }
    };
  });
  return asScalar(operation(unitRows(x), candidates));
}

/** In one piece, for unit rows and targets that are constants to the tape. */
function ofFixedTargets(
  x: Tensor2D,
  targets: Tensor2D,
  temperature: number,
  options: { readonly blockElements?: number }
): Scalar {
  const operation = customGrad((...args) => {
    const { tensors, save } = customGradInputs(args);
    const [rows] = tensors.map(as2d);
    if (!rows) throw new Error('customGrad lost its input');
    const { totals, sums } = exponentialSums(rows, targets, temperature, null, options);
    const { loss, ofRows } = maskedPulls({ rows, targets, totals, sums }, temperature, EPSILON);
    save([ofRows]);
    return { value: loss, gradFunc: (dy, saved) => scaledRows(as2d(saved[0] ?? ofRows), dy) };
  });
  return asScalar(operation(x));
}

/** Of rows in the masked form: ‖row‖ counts as 1e-12 at least. */
export const TARGET_FLOOR: Floor = { added: 0, least: 1e-24 };

/** Rows over max(‖row‖, 1e-12). */
export function unitRows(x: Tensor2D): Tensor2D {
  return unitRowsOf(x, TARGET_FLOOR);
}
