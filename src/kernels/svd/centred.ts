// Rows of numbers as a matrix around their mean: what principal components are the singular vectors of.
import { square } from '#lib/elementary/power';
import type { LinearMap } from './vectors';

/** The matrix of rows minus their mean, which is never written down, and the sum of its squares. */
export function centred(rows: readonly Float32Array[], width: number): LinearMap & { readonly squares: number } {
  const mean = new Float64Array(width);
  for (const row of rows) row.forEach((value, at) => (mean[at] = (mean[at] ?? 0) + value / rows.length));
  let squares = 0;
  for (const row of rows) for (let k = 0; k < width; k++) squares += square((row[k] ?? 0) - (mean[k] ?? 0));
  return {
    rows: rows.length,
    columns: width,
    squares,
    times(x) {
      let shift = 0;
      for (let k = 0; k < width; k++) shift += (mean[k] ?? 0) * (x[k] ?? 0);
      return Float64Array.from(rows, (row) => {
        let sum = 0;
        for (let k = 0; k < width; k++) sum += (row[k] ?? 0) * (x[k] ?? 0);
        return sum - shift;
      });
    },
    transposedTimes(x) {
      const y = new Float64Array(width);
      let total = 0;
      rows.forEach((row, at) => {
        const factor = x[at] ?? 0;
        total += factor;
        for (let k = 0; k < width; k++) y[k] = (y[k] ?? 0) + factor * (row[k] ?? 0);
      });
      for (let k = 0; k < width; k++) y[k] = (y[k] ?? 0) - total * (mean[k] ?? 0);
      return y;
    }
  };
}
