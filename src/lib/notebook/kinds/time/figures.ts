// What times come to: medians, since a machine that is disturbed is only ever slower. Pure.

export interface Span {
  readonly median: number;
  readonly least: number;
  readonly most: number;
}

/** @param values at least one */
export function mediansOf(values: readonly number[]): Span {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  const [below = NaN, above = NaN] = [sorted[Math.ceil(middle) - 1], sorted[Math.floor(middle)]];
  return { median: (below + above) / 2, least: sorted[0] ?? NaN, most: sorted.at(-1) ?? NaN };
}

/** Of each round by itself: what slows a round down slows both. */
export const ratiosOf = (own: readonly number[], base: readonly number[]): readonly number[] =>
  own.map((seconds, round) => seconds / (base[round] ?? NaN));
