// The cosine of two vectors as they stand, of any length. Rows that are compared often are made unit rows first (case-study/far-ranks.ts).

/** In float64, −1 … 1; null where one of them is all zeros. Both [dimensions]. */
export function cosineOf(a: ArrayLike<number>, b: ArrayLike<number>): number | null {
  let [product, ours, theirs] = [0, 0, 0];
  for (let k = 0; k < a.length; k++) {
    const [left, right] = [a[k] ?? 0, b[k] ?? 0];
    product += left * right;
    ours += left * left;
    theirs += right * right;
  }
  return ours === 0 || theirs === 0 ? null : product / Math.sqrt(ours * theirs);
}
