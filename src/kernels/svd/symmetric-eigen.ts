// Eigenvalues and eigenvectors of a small symmetric matrix by cyclic Jacobi rotations (Golub and Van Loan, Matrix
// Computations, §8.5). Slow for large matrices and exact to rounding, which is what the small inner problem of LSA needs.

export interface Eigen {
  /** Descending. */
  readonly values: Float64Array; // [n]
  /** One unit vector a value. */
  readonly vectors: readonly Float64Array[]; // n × [n]
}

const MAX_SWEEPS = 60;

/** Rotates rows `p` and `q`: (x, y) → (c x − s y, s x + c y). */
function rotateRows(p: Float64Array, q: Float64Array, c: number, s: number): void {
  for (let k = 0; k < p.length; k++) {
    const x = p[k] ?? 0;
    const y = q[k] ?? 0;
    p[k] = c * x - s * y;
    q[k] = s * x + c * y;
  }
}

/** `matrix`: n rows of n, symmetric; left unchanged. `step` is awaited after each row of a sweep. */
export async function symmetricEigen(matrix: readonly Float64Array[], step: () => Promise<void>): Promise<Eigen> {
  const n = matrix.length;
  const a = matrix.map((row) => Float64Array.from(row));
  const v = matrix.map((_, at) => {
    const row = new Float64Array(n);
    row[at] = 1;
    return row;
  });
  let total = 0;
  for (const row of a) for (const value of row) total += value * value;
  for (let sweep = 0; sweep < MAX_SWEEPS; sweep++) {
    let off = 0;
    a.forEach((row, at) => row.forEach((value, k) => (off += k === at ? 0 : value * value)));
    if (off <= 1e-30 * total) break;
    for (const [p, rowP] of a.entries()) {
      for (let q = p + 1; q < n; q++) {
        const rowQ = a[q];
        const vp = v[p];
        const vq = v[q];
        const apq = rowP[q] ?? 0;
        if (!rowQ || !vp || !vq || apq * apq <= 1e-34 * total) continue;
        const app = rowP[p] ?? 0;
        const aqq = rowQ[q] ?? 0;
        const theta = (aqq - app) / (2 * apq);
        const t = (theta >= 0 ? 1 : -1) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
        const c = 1 / Math.sqrt(t * t + 1);
        const s = t * c;
        // Both sides of the rotation give the same numbers off the 2 × 2 block: rows are rotated, columns copied.
        rotateRows(rowP, rowQ, c, s);
        rowP[p] = app - t * apq;
        rowQ[q] = aqq + t * apq;
        rowP[q] = 0;
        rowQ[p] = 0;
        a.forEach((row, k) => {
          if (k === p || k === q) return;
          row[p] = rowP[k] ?? 0;
          row[q] = rowQ[k] ?? 0;
        });
        rotateRows(vp, vq, c, s);
      }
      await step();
    }
  }
  const order = a.map((row, at) => ({ value: row[at] ?? 0, at })).sort((x, y) => y.value - x.value || x.at - y.at);
  return {
    values: Float64Array.from(order, ({ value }) => value),
    vectors: order.map(({ at }) => v[at] ?? new Float64Array(n))
  };
}
