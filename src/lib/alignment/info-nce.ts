// InfoNCE (van den Oord et al. 2018) in the two forms of the official code: over given candidates with cosine
// similarities (contrastive alignment, eq. 16 with temperature), and masked over the reconstructed rows (generative).
import {
  add,
  concat,
  customGrad,
  div,
  exp,
  expandDims,
  log,
  matMul,
  maximum,
  mean,
  mul,
  neg,
  scalar,
  slice,
  sqrt,
  square,
  sub,
  sum,
  Tensor,
  tidy,
  transpose,
  type Scalar,
  type Tensor1D,
  type Tensor2D
} from '@tensorflow/tfjs-core';
import { as1d, as2d, asScalar } from '#kernels/backend/tensors';

/** Logits of one block of rows: at most 2^25 numbers, 128 MiB, the largest buffer a kernel may bind. */
const BLOCK_ELEMENTS = 2 ** 25;

/** Rows scaled by 1 / sqrt(1e-8 + ‖row‖²) (official behaviour of the contrastive terms). */
export function normaliseRows(x: Tensor2D): Tensor2D {
  return as2d(div(x, sqrt(add(sum(square(x), 1, true), 1e-8))));
}

/**
 * log Σ_c exp(x̂_i · ĉ_c / τ) for unit rows x̂ [B, d] and candidates ĉ [C, d] → [B], differentiable in both.
 * Rows are unit vectors, so no logit exceeds 1/τ and that constant is subtracted instead of a running maximum. B × C
 * numbers exist for one block of rows at a time and are computed again for the gradient.
 */
export function logSumExpSimilarity(anchors: Tensor2D, candidates: Tensor2D, temperature: number): Tensor1D {
  const operation = customGrad((x, c, save) => {
    if (!(x instanceof Tensor) || !(c instanceof Tensor) || typeof save !== 'function') {
      throw new Error('tfjs passes the two tensors and a way to save them');
    }
    const sums = forEachBlock(as2d(x), as2d(c), (rows) => sum(shiftedExponentials(rows, as2d(c), temperature), 1));
    const total = tidy(() => concat([...sums], 0));
    sums.forEach((part) => part.dispose());
    save([x, c, total]);
    const value = tidy(() => add(log(total), 1 / temperature));
    return {
      value,
      gradFunc: (dy: Tensor, saved: Tensor[]) => {
        const [xs, cs, totals] = saved;
        if (!xs || !cs || !totals) throw new Error('The tape lost the similarities');
        return gradients(as2d(xs), as2d(cs), as1d(totals), as1d(dy), temperature);
      }
    };
  });
  return as1d(operation(anchors, candidates));
}

function shiftedExponentials(rows: Tensor2D, candidates: Tensor2D, temperature: number): Tensor2D {
  const similarity = matMul(div(rows, temperature), as2d(transpose(candidates)));
  return as2d(exp(sub(similarity, 1 / temperature)));
}

function forEachBlock<T extends Tensor>(
  x: Tensor2D,
  candidates: Tensor2D,
  work: (rows: Tensor2D, start: number) => T
): T[] {
  const size = Math.max(1, Math.floor(BLOCK_ELEMENTS / candidates.shape[0]));
  const out: T[] = [];
  for (let start = 0; start < x.shape[0]; start += size) {
    out.push(tidy(() => work(slice(x, start, Math.min(size, x.shape[0] - start)), start)));
  }
  return out;
}

/** With p = softmax over candidates: dx = (dy ∘ p) ĉ / τ, dĉ = (dy ∘ p)ᵀ x̂ / τ. */
function gradients(x: Tensor2D, c: Tensor2D, totals: Tensor1D, dy: Tensor1D, temperature: number): Tensor[] {
  return tidy(() => {
    const scale = div(dy, mul(totals, temperature));
    const dxParts: Tensor2D[] = [];
    let dc: Tensor = scalar(0);
    forEachBlock(x, c, (rows, start) => {
      const weight = expandDims(slice(scale, start, rows.shape[0]), 1);
      const p = as2d(mul(shiftedExponentials(rows, c, temperature), weight));
      // The transposes are of the narrow factors: pᵀ x̂ = (x̂ᵀ p)ᵀ costs no copy of the wide matrix.
      return concat([as2d(matMul(p, c)), as2d(transpose(matMul(as2d(transpose(rows)), p)))], 0);
    }).forEach((both) => {
      const rows = both.shape[0] - c.shape[0];
      dxParts.push(slice(both, 0, rows));
      dc = add(dc, slice(both, rows, c.shape[0]));
    });
    return [concat(dxParts, 0), dc];
  });
}

/**
 * Σ_i (−x̂_i·ŷ_i/τ + log Σ_c exp(x̂_i·ĉ_c/τ)) over rows; x, y [B, d], candidates [C, d] hold the positives. Summed, not
 * averaged: callers divide (official behaviour). One direction only.
 */
export function infoNce(x: Tensor2D, y: Tensor2D, candidates: Tensor2D, temperature: number): Scalar {
  const xs = normaliseRows(x);
  const positive = div(sum(mul(xs, normaliseRows(y)), 1), temperature);
  return asScalar(sum(sub(logSumExpSimilarity(xs, normaliseRows(candidates), temperature), positive)));
}

/**
 * −mean_i log( exp(s_ii) / (Σ_j exp(s_ij) + 1e-8) + 1e-8 ), s = x̂ ŷᵀ / τ, rows divided by max(‖·‖, 1e-12): the masked
 * InfoNCE of generative alignment (eq. 17). x, y [M, d]; the candidates are the M masked rows themselves.
 */
export function maskedInfoNce(x: Tensor2D, y: Tensor2D, temperature: number): Scalar {
  const xs = unitRows(x);
  const ys = unitRows(y);
  const all = sum(exp(div(matMul(xs, ys, false, true), temperature)), 1);
  const own = exp(div(sum(mul(xs, ys), 1), temperature));
  return asScalar(neg(mean(log(add(div(own, add(all, 1e-8)), 1e-8)))));
}

/** Rows over max(‖row‖, 1e-12); written with the squares so that a zero row has a zero gradient, not NaN. */
function unitRows(x: Tensor2D): Tensor2D {
  return as2d(div(x, sqrt(maximum(sum(square(x), 1, true), 1e-24))));
}
