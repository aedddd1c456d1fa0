// Turns the population of a case study into its table, histograms and chart: words and shares from rows. Pure.
import type { CaseStudyResult } from '#lib/notebook/kinds/case-study/stored';
import { armStyles, nthStyle, type ArmStyle } from '../../charts/arm-style';
import { formatDifference, formatMetric } from '../../text/format';
import type { DataTable } from '../../text/table';

export type StudyRow = CaseStudyResult['rows'][number];

/** The null is a seed, not a model: pale and dashed, as nothing else here. */
const NULL_STYLE: ArmStyle = nthStyle('var(--noise)', 2);

export function styleOf({ arms }: CaseStudyResult, arm: number): ArmStyle {
  const own = arms[arm];
  return arm === 0 || !own ? NULL_STYLE : armStyles(arms)(own);
}

export function labelOf({ arms }: CaseStudyResult, arm: number): string {
  const label = arms[arm]?.label ?? '';
  return arm === 0 ? `null: ${label}` : label;
}

/** A null's seeds are both named. */
export const seedOf = ({ arm, seed, against }: StudyRow): string => (arm === 0 ? `${against} → ${seed}` : String(seed));

export const formatInterval = ({ low, high }: StudyRow['interval95']): string =>
  `${formatDifference(low)} … ${formatDifference(high)}`;

/** From where to where mean relative ranks went. */
export const formatMove = ({ before, after }: StudyRow['pairs']): string =>
  `${formatMetric(before)} → ${formatMetric(after)}`;

/** Every number of the rows. */
export function populationTable(result: CaseStudyResult): DataTable {
  const sides = ['pairs', 'controls'] as const;
  const numbers = ['before', 'after', 'closer', 'mean', 'median'] as const;
  return {
    caption: 'Pairs that share a held-out item, and their controls',
    columns: [
      'run',
      'seed',
      'baseline seed',
      ...sides.flatMap((side) => numbers.map((name) => `${side}: ${name}`)),
      'effect',
      'effect low',
      'effect high',
      'above control'
    ],
    rows: result.rows.map((row) => [
      labelOf(result, row.arm),
      row.seed,
      row.against,
      ...sides.flatMap((side) => numbers.map((name) => row[side][name])),
      row.effect,
      row.interval95.low,
      row.interval95.high,
      row.exceeds
    ])
  };
}

/** Shares by bin of one arm, its seeds together. */
export interface ArmHistogram {
  readonly arm: number;
  readonly seeds: readonly string[];
  /** Bins of equal width, in order; the middle one is centred on zero. */
  readonly edges: readonly number[];
  readonly pairs: readonly number[];
  readonly controls: readonly number[];
  /** Shares outside the edges, which are not drawn. */
  readonly beyond: { readonly pairs: number; readonly controls: number };
}

/** A bin that holds less than this everywhere, and all bins beyond it, are left out of the drawings and counted instead. */
const DRAWN_FROM = 0.001;

/** One histogram an arm, all over the same bins, so that they can be compared by eye. */
export function histogramsOf({ population, rows }: CaseStudyResult): readonly ArmHistogram[] {
  const arms = [...new Set(rows.map(({ arm }) => arm))];
  const all = arms.map((arm) => {
    const own = rows.filter((row) => row.arm === arm);
    return { arm, seeds: own.map(seedOf), pairs: sharesOf(own, 'pairs'), controls: sharesOf(own, 'controls') };
  });
  const bins = population.edges.length - 1;
  const isDrawn = (bin: number) =>
    all.some(({ pairs, controls }) => Math.max(pairs[bin] ?? 0, controls[bin] ?? 0) >= DRAWN_FROM);
  const middle = Math.floor(bins / 2);
  let half = middle;
  while (half > 1 && !isDrawn(middle - half) && !isDrawn(middle + half)) half -= 1;
  const [from, to] = [middle - half, middle + half + 1];
  const beyond = (shares: readonly number[]) => 1 - shares.slice(from, to).reduce((a, b) => a + b, 0);
  return all.map(({ arm, seeds, pairs, controls }) => ({
    arm,
    seeds,
    edges: population.edges.slice(from, to + 1),
    pairs: pairs.slice(from, to),
    controls: controls.slice(from, to),
    beyond: { pairs: Math.max(0, beyond(pairs)), controls: Math.max(0, beyond(controls)) }
  }));
}

function sharesOf(rows: readonly StudyRow[], side: 'pairs' | 'controls'): number[] {
  const total = rows.reduce((sum, row) => sum + row[side].counts.reduce((a, b) => a + b, 0), 0);
  const bins = rows[0]?.[side].counts.length ?? 0;
  return Array.from(
    { length: bins },
    (_, bin) => rows.reduce((sum, row) => sum + (row[side].counts[bin] ?? 0), 0) / Math.max(1, total)
  );
}

export function histogramTable(histogram: ArmHistogram, label: string): DataTable {
  return {
    caption: `${label}: shares by difference in relative rank`,
    columns: ['from', 'to', 'share of pairs', 'share of controls'],
    rows: histogram.pairs.map((share, bin) => [
      histogram.edges[bin] ?? null,
      histogram.edges[bin + 1] ?? null,
      share,
      histogram.controls[bin] ?? null
    ])
  };
}
