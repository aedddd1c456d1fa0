// How cost grows: the sparse product on graphs with 1, 2, 4, 8 and 16 times the clicks, and with as many times the nodes and
// clicks both. Linear growth is a flat time per entry.
import { spmmCase } from './operator-cases';
import type { GraphSize } from './graphs';
import type { BenchReport, Measurement } from './report-form';
import type { BenchCase } from './types';

export const FACTORS = [1, 2, 4, 8, 16] as const;

/** Is a case one of those below? */
export const isOfSeries = (name: string): boolean => /^(edges|nodes) × \d+$/.test(name);

/** Clicks grow on the same nodes. */
export const edgeSeries = (size: GraphSize): BenchCase[] =>
  FACTORS.map((factor) => spmmCase(`edges × ${factor}`, { ...size, interactions: factor * size.interactions })).map(
    oursOnly
  );

/** Nodes and clicks grow together: the same degrees on a larger graph. */
export const nodeSeries = (size: GraphSize): BenchCase[] =>
  FACTORS.map((factor) =>
    spmmCase(`nodes × ${factor}`, {
      users: factor * size.users,
      items: factor * size.items,
      interactions: factor * size.interactions
    })
  ).map(oursOnly);

function oursOnly(item: BenchCase): BenchCase {
  return { ...item, forms: { ours: item.forms.ours } };
}

export interface Growth {
  readonly series: string;
  readonly backend: Measurement['backend'];
  /** Nanoseconds an entry, by factor. */
  readonly perUnit: readonly number[];
  /** Time an entry at the largest factor ÷ at the smallest; 1 is linear. */
  readonly ratio: number;
}

export function growthOf(report: Pick<BenchReport, 'measurements'>): Growth[] {
  const found: Growth[] = [];
  for (const series of ['edges', 'nodes']) {
    for (const backend of ['webgpu', 'wasm', 'cpu'] as const) {
      const perUnit = FACTORS.flatMap((factor) => {
        const at = report.measurements.find((m) => m.case === `${series} × ${factor}` && m.backend === backend);
        return at?.units ? [(1e6 * at.minMs) / at.units] : [];
      });
      const [first, last] = [perUnit[0], perUnit.at(-1)];
      if (first && last && perUnit.length > 1) found.push({ series, backend, perUnit, ratio: last / first });
    }
  }
  return found;
}
