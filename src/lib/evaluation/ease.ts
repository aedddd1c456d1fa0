// EASE (Steck, WWW 2019): the linear item-item model with zero diagonal that best restores the clicks, in closed form:
//   G = XᵀX + λ I,  P = G⁻¹,  B_ij = −P_ij / P_jj (i ≠ j),  B_jj = 0;  score(u, j) = Σ_i X_ui B_ij.
// Float64 by Cholesky; cost items³ / 2 and 8 · items² bytes, so it is for thousands of items, not tens of thousands.
import { groupByUser, itemsOf } from '#kernels/top-k/select';
import { appError } from '#lib/errors/app-error';
import type { InteractionList } from '#lib/dataset/types';
import type { ScoreUsers } from './evaluate';
import { square } from '#lib/elementary/power';

export const LAMBDA = 100;
const MOST_ITEMS = 4000;

/**
 * Scores of the closed-form model.
 * @throws AppError evaluation/too-many-items
 */
export function ease(userCount: number, itemCount: number, train: InteractionList, lambda = LAMBDA): ScoreUsers {
  if (itemCount > MOST_ITEMS) {
    throw appError('evaluation/too-many-items', { what: 'EASE', items: itemCount, most: MOST_ITEMS });
  }
  const byUser = groupByUser(train, userCount);
  const weights = itemWeights(gram(byUser, userCount, itemCount, lambda), itemCount);
  return (users) => {
    const scores = new Float32Array(users.length * itemCount);
    users.forEach((user, row) => {
      const out = scores.subarray(row * itemCount, (row + 1) * itemCount);
      for (const own of itemsOf(byUser, user)) {
        for (let item = 0; item < itemCount; item++)
          out[item] = (out[item] ?? 0) + (weights[own * itemCount + item] ?? 0);
      }
    });
    return Promise.resolve(scores);
  };
}

/** XᵀX + λ I, row-major [items, items]. */
function gram(byUser: ReturnType<typeof groupByUser>, userCount: number, n: number, lambda: number): Float64Array {
  const g = new Float64Array(n * n);
  for (let user = 0; user < userCount; user++) {
    const own = itemsOf(byUser, user);
    for (const a of own) for (const b of own) g[a * n + b] = (g[a * n + b] ?? 0) + 1;
  }
  for (let i = 0; i < n; i++) g[i * n + i] = (g[i * n + i] ?? 0) + lambda;
  return g;
}

/** B from G; G is overwritten. */
function itemWeights(g: Float64Array, n: number): Float32Array {
  const p = inverse(g, n);
  const b = new Float32Array(n * n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) b[i * n + j] = i === j ? 0 : -(p[i * n + j] ?? 0) / (p[j * n + j] ?? 1);
  }
  return b;
}

/** The inverse of a symmetric positive definite matrix through its Cholesky factor L: P = L⁻ᵀ L⁻¹. */
export function inverse(a: Float64Array, n: number): Float64Array {
  const l = a;
  for (let j = 0; j < n; j++) {
    let pivot = l[j * n + j] ?? 0;
    for (let k = 0; k < j; k++) pivot -= square(l[j * n + k] ?? 0);
    const root = Math.sqrt(pivot);
    l[j * n + j] = root;
    for (let i = j + 1; i < n; i++) {
      let sum = l[i * n + j] ?? 0;
      for (let k = 0; k < j; k++) sum -= (l[i * n + k] ?? 0) * (l[j * n + k] ?? 0);
      l[i * n + j] = sum / root;
    }
  }
  // Rows of M are the columns of L⁻¹, so that inner loops run along memory.
  const m = new Float64Array(n * n);
  for (let column = 0; column < n; column++) {
    m[column * n + column] = 1 / (l[column * n + column] ?? 1);
    for (let i = column + 1; i < n; i++) {
      let sum = 0;
      for (let k = column; k < i; k++) sum -= (l[i * n + k] ?? 0) * (m[column * n + k] ?? 0);
      m[column * n + i] = sum / (l[i * n + i] ?? 1);
    }
  }
  const p = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = 0;
      for (let k = i; k < n; k++) sum += (m[i * n + k] ?? 0) * (m[j * n + k] ?? 0);
      p[i * n + j] = sum;
      p[j * n + i] = sum;
    }
  }
  return p;
}
