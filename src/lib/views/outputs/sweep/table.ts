// A sweep as a table with every number, for who takes it along: fetched when it is asked for. Pure.
import { chosenInWords } from '#lib/notebook/kinds/sweep/chosen';
import type { SweepResult } from '#lib/notebook/kinds/sweep/stored';
import type { DataTable } from '../../text/table';
import { isFigure, metricLabel, type Estimate } from './shown';

/** Every point with all its numbers. */
export function sweepTable(result: SweepResult): DataTable {
  const { axes, runs, points, baseline, relative, references = [] } = result;
  const label = metricLabel(result);
  const columns = runs.flatMap((run, index) => [
    `${run.label} ${label}`,
    `${run.label} low`,
    `${run.label} high`,
    ...(baseline === null || baseline === index
      ? []
      : [`${run.label} gain`, `${run.label} gain low`, `${run.label} gain high`]),
    ...(relative ? [`${run.label} change`] : []),
    ...(result.choose ? [`${run.label} chosen`] : [])
  ]);
  return {
    caption: `${label} at every point; intervals are 95 % over seeds`,
    columns: [
      ...axes.map(({ cell, key }) => `${cell}.${key}`),
      ...columns,
      ...references.map((reference) => `${reference.label} ${label}`)
    ],
    rows: points.map((point) => [
      ...point.at.map((index, axis) => {
        const value = axes[axis]?.values[index];
        return typeof value === 'boolean' ? String(value) : (value ?? null);
      }),
      ...point.runs.flatMap((figure, index) => {
        const own = isFigure(figure) ? figure : null;
        return [
          ...numbers(own),
          ...(baseline === null || baseline === index ? [] : numbers(own?.gain)),
          ...(relative ? [own?.change?.mean ?? null] : []),
          ...(result.choose ? [chosenInWords(result, point, index)] : [])
        ];
      }),
      ...references.map((_, index) => point.references?.[index] ?? null)
    ])
  };
}

const numbers = (of: Estimate | null | undefined): readonly (number | null)[] => [
  of?.mean ?? null,
  of?.interval95?.low ?? null,
  of?.interval95?.high ?? null
];
