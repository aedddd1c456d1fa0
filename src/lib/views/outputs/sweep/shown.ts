// What is drawn and tabled of a sweep. Pure.
import { largest, smallest } from '#lib/elementary/extent';
import type { SweepFigure, SweepResult } from '#lib/notebook/kinds/sweep/stored';
import { armStyles, type ArmStyle } from '../../charts/arm-style';
import { formatMetric, formatDifference, formatPercent } from '../../text/format';

type Figure = Exclude<SweepFigure, null | { failed: string }>;
export interface Estimate {
  readonly mean: number;
  readonly interval95: { readonly low: number; readonly high: number } | null;
}

export const isFigure = (figure: SweepFigure | undefined): figure is Figure =>
  figure !== null && figure !== undefined && !('failed' in figure);

/** "recall@20", "validation ndcg@20". */
export const metricLabel = ({ metric, part }: Pick<SweepResult, 'metric' | 'part'>): string =>
  part === 'test' ? metric : `${part} ${metric}`;

export const axisLabel = ({ label, unit, cell, key }: SweepResult['axes'][number]): string =>
  `${label || key}${unit ? ` (${unit})` : ''} of ${cell}`;

/** What of a run's figure is drawn along one axis: the metric, or its change from the first value. */
export function drawn({ relative }: Pick<SweepResult, 'relative'>, figure: SweepFigure | undefined): Estimate | null {
  if (!isFigure(figure)) return null;
  return relative ? figure.change : figure;
}

export const written = ({ relative }: Pick<SweepResult, 'relative'>, value: number): string =>
  relative ? formatPercent(value) : formatMetric(value);

/** One value of an axis, with its place along it: where it lies on its scale, or its rank where it is none of numbers. */
export interface Place {
  readonly text: string;
  readonly x: number;
}

/** Values that differ by more than this factor are drawn on a scale of ratios. */
const FAR_APART = 30;

export function placesOf({ values }: SweepResult['axes'][number]): readonly Place[] {
  const numbers = values.filter((value) => typeof value === 'number');
  if (numbers.length < values.length) return values.map((value, x) => ({ text: String(value), x }));
  const isFar = numbers.every((value) => value > 0) && largest(numbers) / smallest(numbers) > FAR_APART;
  return numbers.map((value) => ({ text: shortNumber(value), x: isFar ? Math.log10(value) : value }));
}

/** As it was written, where that is short. */
const shortNumber = (value: number): string => String(Number(value.toPrecision(4)));

export interface SweptPoint extends Place {
  readonly mean: number;
  readonly low: number | null;
  readonly high: number | null;
}

export interface SweptLine {
  readonly label: string;
  readonly style: ArmStyle;
  /** By place; those that have no value are left out. */
  readonly points: readonly SweptPoint[];
}

/** One line a run, along the only axis; where the metric itself is drawn, one a reference too. */
export function linesOf(result: SweepResult): readonly SweptLine[] {
  const [axis] = result.axes;
  const places = axis ? placesOf(axis) : [];
  const references = result.relative ? [] : (result.references ?? []);
  const arms = [...result.runs, ...references.map(({ label }) => ({ name: label, label, role: 'reference' as const }))];
  const styleOf = armStyles(arms);
  return arms.map((arm, index) => ({
    label: arm.label,
    style: styleOf(arm),
    points: result.points
      .flatMap(({ at, runs, references: fixed }) => {
        const place = places[at[0] ?? 0];
        const mean = fixed?.[index - result.runs.length];
        const shown =
          index < result.runs.length
            ? drawn(result, runs[index])
            : mean === undefined
              ? null
              : { mean, interval95: null };
        if (!place || !shown) return [];
        return [
          { ...place, mean: shown.mean, low: shown.interval95?.low ?? null, high: shown.interval95?.high ?? null }
        ];
      })
      .sort((a, b) => a.x - b.x)
  }));
}

export interface HeatCell {
  readonly row: number;
  readonly column: number;
  /** null where there is none, or not yet. */
  readonly value: number | null;
  readonly text: string;
  /** A gain or a change whose interval over seeds leaves 0 out. */
  readonly isTold: boolean;
}

/** The axes of a heat map: the last along its columns; of three, each value of the first with all of the second. */
export interface HeatAxes {
  readonly rows: readonly string[];
  readonly columns: readonly string[];
  readonly x: string;
  readonly y: string;
}

/** null where a sweep has fewer axes than a heat map, or more. */
export function heatAxes({ axes }: SweepResult): HeatAxes | null {
  const last = axes.at(-1);
  const before = axes.slice(0, -1);
  if (!last || before.length < 1 || before.length > 2) return null;
  const [outer, inner] = before.map(({ values }) => values.map(String));
  const rows = inner ? (outer ?? []).flatMap((one) => inner.map((other) => `${one} · ${other}`)) : (outer ?? []);
  return { rows, columns: last.values.map(String), x: axisLabel(last), y: before.map(axisLabel).join(' · ') };
}

/** What a heat map of this run shows: gains over the baseline where there is one, else what lines would. */
export function heatCells(result: SweepResult, run: number): readonly HeatCell[] {
  const isGain = result.baseline !== null;
  const isSigned = isGain || result.relative;
  const inner = result.axes.length > 2 ? (result.axes[1]?.values.length ?? 1) : 1;
  return result.points.map(({ at, runs }) => {
    const figure = runs[run];
    const shown = isGain ? (isFigure(figure) ? figure.gain : null) : drawn(result, figure);
    const failed = figure !== null && figure !== undefined && 'failed' in figure;
    const text = shown ? (isGain ? formatDifference(shown.mean) : written(result, shown.mean)) : failed ? '×' : '';
    const range = shown?.interval95 ?? null;
    const row = at.length > 2 ? (at[0] ?? 0) * inner + (at[1] ?? 0) : (at[0] ?? 0);
    return {
      row,
      column: at.at(-1) ?? 0,
      value: shown?.mean ?? null,
      text,
      isTold: isSigned && range !== null && (range.low > 0 || range.high < 0)
    };
  });
}

/** Runs that a heat map can be of. */
export const heatRuns = ({ runs, baseline }: SweepResult): readonly number[] =>
  runs.flatMap((_, index) => (index === baseline ? [] : [index]));

/** What a reader who sees no drawing hears of the lines. */
export const linesInWords = (result: SweepResult): string =>
  linesOf(result)
    .map(
      ({ label, points }) =>
        `${label} ${points.map(({ text, mean }) => `${written(result, mean)} at ${text}`).join(', ')}`
    )
    .join('; ');

/** Points of which some run is still to come. */
export const openPoints = ({ points }: SweepResult): number =>
  points.filter(({ runs }) => runs.some((figure) => figure === null)).length;
