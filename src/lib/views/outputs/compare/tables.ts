// A comparison's numbers as tables and as LaTeX: fetched when somebody takes them along. Pure.
import type { CompareResult, CompareRow, Difference } from '#lib/notebook/kinds/compare/stored';
import { latexSpread, latexText, toLatex } from '../../text/latex';
import type { DataTable } from '../../text/table';
import { METRIC_COLUMNS } from '../metric-columns';
import type { ArmGrid, GridEntry } from './arm-grid';

/** Every metric with its deviation. @param entries as they are shown, with noise clicks or without */
export const numbersTable = ({ splits }: CompareResult, entries: readonly GridEntry[]): DataTable => ({
  caption: 'Test metrics',
  columns: [
    'run',
    ...(splits ? ['splits'] : []),
    'seeds',
    ...METRIC_COLUMNS.flatMap((column) => [column.label, `${column.label} sd`])
  ],
  rows: entries.map(({ row, test }) => [
    row.label,
    ...(splits ? [splits.length] : []),
    row.seeds.length,
    ...METRIC_COLUMNS.flatMap(({ metric, cutoff }) => [
      test?.mean[metric][cutoff] ?? null,
      test?.sd[metric][cutoff] ?? null
    ])
  ])
});

/** A row a run, mean and deviation in a cell, the best of each column in bold. */
export function numbersLatex({ splits }: CompareResult, entries: readonly GridEntry[], caption: string): string {
  const best = METRIC_COLUMNS.map(({ metric, cutoff }) =>
    entries.reduce((most, { test }) => Math.max(most, test?.mean[metric][cutoff] ?? -Infinity), -Infinity)
  );
  return toLatex({
    caption,
    columns: ['run', ...METRIC_COLUMNS.map(({ label }) => label)],
    rows: entries.map(({ row, test }) => [
      latexText(row.label),
      ...METRIC_COLUMNS.map(({ metric, cutoff }, at) => {
        const mean = test?.mean[metric][cutoff] ?? Number.NaN;
        const isSpread = splits !== undefined || row.seeds.length > 1;
        return latexSpread(mean, isSpread ? (test?.sd[metric][cutoff] ?? null) : null, mean === best[at]);
      })
    ])
  });
}

/** Differences with what they rest on. @param against rows that have one */
export const differencesTable = (
  against: readonly CompareRow[],
  metric: Difference['metric'],
  baseline: string
): DataTable => ({
  caption: `Differences from ${baseline} in test ${metric}`,
  columns: ['run', 'difference', 'relative', 'bootstrap low', 'bootstrap high', 't', 'df', 'p'],
  rows: against.map(({ label, differences }) => {
    const difference = differences.find((entry) => entry.metric === metric);
    const test = difference?.pairedT ?? difference?.resampledT;
    const { low = null, high = null } = difference?.bootstrap?.interval95 ?? {};
    const { t = null, df = null, p = null } = test ?? {};
    return [label, difference?.mean ?? null, difference?.relative ?? null, low, high, t, df, p];
  })
});

/** Of a grid: a row a backbone; of each alignment the mean and its interval. */
export function gridTable({ alignments, rows }: ArmGrid, caption: string): DataTable {
  const hasIntervals = rows.some(({ marks }) => marks.some(({ interval }) => interval));
  return {
    caption,
    columns: [
      'backbone',
      ...alignments.flatMap(({ label }) => (hasIntervals ? [label, `${label} low`, `${label} high`] : [label]))
    ],
    rows: rows.map(({ label, marks }) => [
      label,
      ...alignments.flatMap((_, at) => {
        const mark = marks.find(({ alignment }) => alignment === at);
        const mean = mark?.mean ?? null;
        return hasIntervals ? [mean, mark?.interval?.low ?? null, mark?.interval?.high ?? null] : [mean];
      })
    ])
  };
}
