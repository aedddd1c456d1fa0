// InfoNCE (van den Oord et al. 2018) in the two forms of the official code: over given candidates with cosine
// similarities (contrastive alignment, eq. 16 with temperature), and masked over the reconstructed rows (generative).
// Both need the gradient whenever they need the value, so the forward pass makes both; the similarities [rows, candidates]
// never exist as a whole (kernels/exponential-sums).
import {
  add,
  concat,
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
  tensor2d,
  zerosLike,
  type Scalar,
  type Tensor,
  type Tensor2D
} from '@tensorflow/tfjs-core';
import { as2d, asScalar, customGradInputs } from '#kernels/backend/tensors';
import { exponentialSums } from '#kernels/exponential-sums/exponential-sums';
import { log as logarithm } from '#lib/elementary/logarithm';
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

/** How often rows count in a sum over a batch, in which a node may stand several times: each node is then computed once. */
export interface Repeats {
  /** [B] of x, each with its positive. */
  readonly rows: Float32Array;
  /** [C] of the candidates; once each where left out. */
  readonly candidates?: Float32Array;
}

/**
 * The same of rows that are normalised already, so that rows used several times are normalised once:
 * Σ_i n_i (−x_i·y_i/τ + log Σ_c m_c exp(x_i·c/τ)), n and m the `repeats`, all 1 where left out. One piece on the tape: the gradients are
 * made of what the value is made of.
 * @throws RangeError for a temperature below LOWEST_TEMPERATURE
 */
export function infoNceOfUnitRows(
  x: Tensor2D,
  y: Tensor2D,
  candidates: Tensor2D,
  temperature: number,
  repeats?: Repeats
): Scalar {
  checkTemperature(temperature);
  const weight = 1 / temperature;
  const operation = customGrad((...args) => {
    const { tensors, save } = customGradInputs(args);
    const [anchors, positives, others] = tensors.map(as2d);
    if (!anchors || !positives || !others) throw new Error('customGrad lost an input');
    const factors = repeats ? tensor2d(repeats.rows, [repeats.rows.length, 1]) : undefined;
    const { totals, sums, othersSums } = sumsWithRepeats(anchors, others, temperature, factors, repeats?.candidates);
    const direct = sub(mul(sums, div(weight, totals)), mul(positives, weight));
    const ofAnchors = factors ? mul(direct, factors) : direct;
    const counted = factors ? mul(anchors, factors) : anchors;
    save([ofAnchors, counted, othersSums]);
    const logs = log(totals);
    return {
      value: sub(sum(factors ? mul(logs, factors) : logs), mul(sum(mul(counted, positives)), weight)),
      gradFunc: (dy, [ofRows = ofAnchors, rows = counted, ofOthers = othersSums]) => [
        mul(ofRows, dy),
        mul(rows, mul(dy, -weight)),
        mul(ofOthers, dy)
      ]
    };
  });
  return asScalar(operation(x, y, candidates));
}

/** Columns that say how often a candidate counts: four, since rows are read by fours. */
const COUNT_COLUMNS = 4;

/**
 * The sums over candidates of which each counts m_c times: m exp(x·c/τ) = exp((x·c + τ log m)/τ), so that a column of ones joins x and one
 * of τ log m the candidates.
 */
function sumsWithRepeats(
  x: Tensor2D,
  candidates: Tensor2D,
  temperature: number,
  factors: Tensor2D | undefined,
  counts: Float32Array | undefined
): { readonly totals: Tensor2D; readonly sums: Tensor2D; readonly othersSums: Tensor2D } {
  const [rows, width] = x.shape;
  const count = candidates.shape[0];
  const widened = counts?.some((times) => times !== 1) ? counts : null;
  const beside = (matrix: Tensor2D, first: (row: number) => number): Tensor2D => {
    const more = new Float32Array(matrix.shape[0] * COUNT_COLUMNS);
    for (let row = 0; row < matrix.shape[0]; row += 1) more[row * COUNT_COLUMNS] = first(row);
    return as2d(concat([matrix, tensor2d(more, [matrix.shape[0], COUNT_COLUMNS])], 1));
  };
  const made = exponentialSums(
    widened ? beside(x, () => 1) : x,
    widened ? beside(candidates, (row) => temperature * logarithm(widened[row] ?? 1)) : candidates,
    temperature,
    1 / temperature,
    factors && { factors }
  );
  if (!made.othersSums) throw new Error('The gradient of the candidates is missing');
  if (!widened) return { totals: made.totals, sums: made.sums, othersSums: made.othersSums };
  return {
    totals: made.totals,
    sums: slice(made.sums, [0, 0], [rows, width]),
    othersSums: slice(made.othersSums, [0, 0], [count, width])
  };
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
 */
export function maskedInfoNce(
  x: Tensor2D,
  y: Tensor2D,
  temperature: number,
  options: { readonly fixedTargets?: boolean; readonly blockElements?: number } = {}
): Scalar {
  checkTemperature(temperature);
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
  return asScalar(operation(unitRows(x), unitRows(y)));
}

/** Of rows in the masked form: ‖row‖ counts as 1e-12 at least. */
export const TARGET_FLOOR: Floor = { added: 0, least: 1e-24 };

/** Rows over max(‖row‖, 1e-12). */
export function unitRows(x: Tensor2D): Tensor2D {
  return unitRowsOf(x, TARGET_FLOOR);
}
