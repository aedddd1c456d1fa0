// A sweep as the command line prints it: a line a point, a column a run, with half its interval and, where there is a baseline, its gain.
import { printable } from '#lib/errors/printable';
import { chosenInWords } from '#lib/notebook/kinds/sweep/chosen';
import type { SweepFigure, SweepResult } from '#lib/notebook/kinds/sweep/stored';
import { metric, percent, signed, textTable } from './text-table';

/** Plain text of several lines. */
export function describeSweep(result: SweepResult): string {
  const { axes, runs, points, baseline, relative, references = [], notes } = result;
  const columns = runs.flatMap(({ label }, run) => [
    label,
    ...(hasGain(baseline, run) ? ['gain'] : []),
    ...(result.choose ? ['chosen'] : [])
  ]);
  const table = textTable(
    [
      [...axes.map(({ cell, key }) => `${cell}.${key}`), ...columns, ...references.map(({ label }) => label)],
      ...points.map((point) => [
        ...point.at.map((index, axis) => String(axes[axis]?.values[index])),
        ...point.runs.flatMap((figure, run) => [
          valueOf(figure, relative),
          ...(hasGain(baseline, run) ? [gainOf(figure)] : []),
          ...(result.choose ? [chosenInWords(result, point, run)] : [])
        ]),
        ...references.map((_, index) => metric(point.references?.[index] ?? NaN))
      ])
    ],
    axes.map((_, axis) => axis)
  );
  const shown = `${result.part} ${result.metric}${relative ? ', change from the first value' : ''}; ± half of the 95 % interval over seeds`;
  return [shown, table, ...notes.map((note) => `- ${printable(note)}`)].join('\n');
}

const hasGain = (baseline: number | null, run: number): boolean => baseline !== null && baseline !== run;

function valueOf(figure: SweepFigure, relative: boolean): string {
  if (figure === null) return '–';
  if ('failed' in figure) return 'no number';
  const shown = relative ? figure.change : figure;
  if (!shown) return '–';
  const write = relative ? percent : metric;
  const { mean, interval95 } = shown;
  const half = interval95 ? (interval95.high - interval95.low) / 2 : null;
  return `${write(mean)}${half === null ? '' : ` ±${relative ? `${(100 * half).toFixed(1)} %` : half.toFixed(4)}`}`;
}

const gainOf = (figure: SweepFigure): string =>
  figure === null || 'failed' in figure || !figure.gain
    ? ''
    : `${signed(figure.gain.mean)} (${percent(figure.gain.relative)})`;
