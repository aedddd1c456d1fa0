// Turns two groups of clicks into histograms of their relative ranks: shares of each group in bins of equal width, as steps, and the
// table that says the same. Pure.
import type { DataTable } from '../../../text/table';
import type { Scale } from '../../../charts/scale';
import type { NoiseData } from './words';

export type Ranks = NoiseData['runs'][number]['trained']['real'];

/** Each bin's share of the group's clicks; zeros for a group without a click. */
export function sharesOf({ counts, clicks }: Ranks): readonly number[] {
  return counts.map((count) => (clicks === 0 ? 0 : count / clicks));
}

/** The outline of the steps, from the foot of the first bin to the foot of the last. @param x over 0 … 1 */
export function stepPath(shares: readonly number[], x: Scale, y: Scale): string {
  const start = `M${x(0)} ${y(0)}`;
  const steps = shares.map((share, bin) => `V${y(share)}H${x((bin + 1) / shares.length)}`);
  return `${start}${steps.join('')}V${y(0)}`;
}

export function ranksTable(caption: string, names: readonly [string, string], real: Ranks, noise: Ranks): DataTable {
  const [realShares, noiseShares] = [sharesOf(real), sharesOf(noise)];
  const bins = real.counts.length;
  return {
    caption,
    columns: ['from', 'to', ...names.map((name) => `${name}: clicks`), ...names.map((name) => `${name}: share`)],
    rows: real.counts.map((count, bin) => [
      bin / bins,
      (bin + 1) / bins,
      count,
      noise.counts[bin] ?? 0,
      realShares[bin] ?? 0,
      noiseShares[bin] ?? 0
    ])
  };
}
