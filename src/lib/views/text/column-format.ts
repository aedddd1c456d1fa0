// Writes the numbers of one column alike, so that their points stand under each other. Pure.
import { formatCount, formatNumber } from './format';

/** Significant digits that a number is shown with at most, and decimals of a column at most. */
const DIGITS = 5;
const MOST_DECIMALS = 6;

/** Decimals that every number of a column is shown with; null where they are too unlike for that. */
export function decimalsFor(values: readonly unknown[]): number | null {
  let most = 0;
  for (const value of values) {
    if (typeof value !== 'number' || !Number.isFinite(value)) continue;
    const text = String(Number(value.toPrecision(DIGITS)));
    if (text.includes('e')) return null;
    most = Math.max(most, text.split('.')[1]?.length ?? 0);
  }
  return most > MOST_DECIMALS ? null : most;
}

/** @param decimals of the column, as `decimalsFor` has them */
export function formatColumn(value: number, decimals: number | null): string {
  if (!Number.isFinite(value)) return '–';
  if (decimals === null) return formatNumber(value, DIGITS);
  return decimals === 0 ? formatCount(value) : value.toFixed(decimals).replace('-', '−');
}
