// Turns a comparison that is a grid of backbones and alignments into what is drawn and tabled of it. Pure.
import type { CompareRow } from '#lib/notebook/kinds/compare/stored';
import { armStyles, type ArmStyle } from '../../charts/arm-style';
import type { MetricColumn } from '../metric-columns';

/** A row of the comparison with the numbers that are shown of it, which may be those without noise clicks. */
export interface GridEntry {
  readonly row: CompareRow;
  readonly test: CompareRow['test'] | null;
}

export interface GridMark {
  /** Index among the alignments. */
  readonly alignment: number;
  readonly mean: number;
  /** Of the mean, over seeds; null where there is only one. */
  readonly interval: { readonly low: number; readonly high: number } | null;
}

export interface ArmGrid {
  /** "base" is the one that is none. */
  readonly alignments: readonly { readonly label: string; readonly style: ArmStyle }[];
  /** A row a backbone, in the order of the comparison. */
  readonly rows: readonly { readonly label: string; readonly marks: readonly GridMark[] }[];
}

/** Two-sided 95 % points of Student's t for 1, 2, … degrees of freedom. */
const T95 = [
  12.7062, 4.3027, 3.1824, 2.7764, 2.5706, 2.4469, 2.3646, 2.306, 2.2622, 2.2281, 2.201, 2.1788, 2.1604, 2.1448, 2.1314,
  2.1199, 2.1098, 2.1009, 2.093, 2.086
] as const;

/** As Student's t has them up to twenty; beyond, from the expansion around the normal distribution (Abramowitz and Stegun, 26.7.5), to four digits. */
export function t95(df: number): number {
  return T95[df - 1] ?? 1.95996 + (2.37227 + (2.8225 + 2.5558 / df) / df) / df;
}

/** The grid of one metric. @param entries of a comparison for which `isArmGrid` holds */
export function armGrid(
  entries: readonly GridEntry[],
  { metric, cutoff }: MetricColumn,
  isOverSplits = false
): ArmGrid {
  const arms = entries.filter(({ row }) => row.backbone && row.alignment);
  const names = [...new Set(arms.map(({ row }) => row.alignment ?? ''))];
  const columns = names.map((alignment) => ({ alignment }));
  const styleOf = armStyles(columns);
  const backbones = [...new Set(arms.map(({ row }) => row.backbone ?? ''))];
  return {
    alignments: columns.map((column) => ({
      label: column.alignment === 'none' ? 'base' : column.alignment,
      style: styleOf(column)
    })),
    rows: backbones.map((backbone) => {
      const own = arms.filter(({ row }) => row.backbone === backbone);
      const base = own.find(({ row }) => row.alignment === 'none');
      const marks = own.flatMap(({ row, test }): GridMark[] => {
        if (!test) return [];
        const mean = test.mean[metric][cutoff];
        const seeds = row.seeds.length;
        const half = (t95(seeds - 1) * test.sd[metric][cutoff]) / Math.sqrt(seeds);
        // Splits share training data, and an interval as over independent runs would be too narrow.
        const interval = seeds > 1 && !isOverSplits ? { low: mean - half, high: mean + half } : null;
        return [{ alignment: names.indexOf(row.alignment ?? ''), mean, interval }];
      });
      return { label: base?.row.label ?? backbone, marks };
    })
  };
}
