// What times come to: medians, since a machine that is disturbed is only ever slower. Pure.
import { largest, smallest } from '#lib/elementary/extent';
import { medianOf } from '#lib/elementary/spread';

export interface Span {
  readonly median: number;
  readonly least: number;
  readonly most: number;
}

/** @param values at least one */
export const mediansOf = (values: readonly number[]): Span => ({
  median: medianOf(values),
  least: smallest(values),
  most: largest(values)
});

/** Of each round by itself: what slows a round down slows both. */
export const ratiosOf = (own: readonly number[], base: readonly number[]): readonly number[] =>
  own.map((seconds, round) => seconds / (base[round] ?? NaN));
