// What is drawn and tabled of an evaluation, at one cut-off. Pure.
import type { EvaluateResult, EvaluateRow } from '#lib/notebook/kinds/evaluate/stored';
import { armStyles, type ArmStyle } from '../../charts/arm-style';
import type { IntervalRow } from '../../charts/IntervalChart.svelte';
import { formatCount, formatDifference, formatMetric, formatNumber, plural } from '../../text/format';
import type { DataTable } from '../../text/table';

type Measure = EvaluateResult['measures'][number];
type Value = NonNullable<EvaluateRow['groups'][number][number]>;

/** A measure with where its values lie. */
export interface Column {
  readonly index: number;
  readonly measure: Measure;
  /** "recall@20". */
  readonly label: string;
}

export const cutoffsOf = ({ measures }: EvaluateResult): readonly number[] => [
  ...new Set(measures.map(({ cutoff }) => cutoff))
];

export function columnsAt({ measures }: EvaluateResult, cutoff: number): readonly Column[] {
  return measures.flatMap((measure, index) =>
    measure.cutoff === cutoff ? [{ index, measure, label: `${measure.metric}@${cutoff}` }] : []
  );
}

/** Those that users have, so that they can be shown by group. */
export const groupedAt = (result: EvaluateResult, cutoff: number): readonly Column[] =>
  columnsAt(result, cutoff).filter(({ measure }) => measure.of !== 'lists');

export const valueOf = (row: EvaluateRow, { index }: Column, group = 0): Value | null =>
  row.groups[group]?.[index] ?? null;

/** Of all lists and all users: shares have four decimals, clicks and bits as many as say something. */
export function formatValue({ metric }: Pick<Measure, 'metric'>, value: number): string {
  return metric === 'popularity' || metric === 'novelty' ? formatNumber(value, 4) : formatMetric(value);
}

/** The same of a difference, with its sign. */
export function formatGain(measure: Pick<Measure, 'metric'>, value: number): string {
  if (measure.metric !== 'popularity' && measure.metric !== 'novelty') return formatDifference(value);
  return value > 0 ? `+${formatNumber(value, 4)}` : formatNumber(value, 4);
}

/** Whether the interval of a gain leaves zero out, and to which side of better and worse. */
export function verdict({ measure }: Column, value: Value | null): 'up' | 'down' | '' {
  const interval = value?.gain?.interval95;
  if (!interval || measure.better === null) return '';
  const grows = interval.low > 0;
  const falls = interval.high < 0;
  if (!grows && !falls) return '';
  return grows === (measure.better === 'more') ? 'up' : 'down';
}

/** "users with 3 to 7 clicks · 212 users". */
export function groupTitle({ of, label, users, items }: EvaluateResult['groups'][number]): string {
  const size = plural(users, 'user');
  return items === null || of !== 'items' ? `${label} · ${size}` : `${label} · ${plural(items, 'item')}, ${size}`;
}

/** One row an arm under each group: gains where there is a baseline, else the values themselves. */
export function intervalRows(result: EvaluateResult, column: Column): readonly IntervalRow[] {
  const isGain = hasGains(result);
  const styleOf = armStyles(result.rows);
  return result.groups.flatMap((group, at) => {
    const rows = result.rows.flatMap((row): IntervalRow[] => {
      const value = valueOf(row, column, at);
      const shown = isGain ? value?.gain : value;
      if (!shown) return [];
      const { low = null, high = null } = shown.interval95 ?? {};
      return [{ label: row.label, style: styleOf(row), mean: shown.mean, low, high }];
    });
    return rows.map((row, index) => (index === 0 ? { ...row, heading: groupTitle(group) } : row));
  });
}

/** Whether any run has another as its baseline. */
export const hasGains = ({ rows }: EvaluateResult): boolean =>
  rows.some(({ groups }) => groups.some((values) => values.some((value) => value?.gain)));

/** All arms, one column a measure, with deviations over seeds. */
export function allTable(result: EvaluateResult, columns: readonly Column[]): DataTable {
  return {
    caption: 'Test metrics of all users',
    columns: ['run', 'seeds', ...columns.flatMap(({ label }) => [label, `${label} sd`])],
    rows: result.rows.map((row) => [
      row.label,
      row.seeds.length,
      ...columns.flatMap((column) => {
        const value = valueOf(row, column);
        return [value?.mean ?? null, value?.sd ?? null];
      })
    ])
  };
}

/** Every group with its size, and every arm in it. */
export function groupsTable(result: EvaluateResult, column: Column): DataTable {
  return {
    caption: `Test ${column.label} by group`,
    columns: ['group', 'clicks', 'users', 'items', 'run', column.label, 'low', 'high', 'gain', 'gain low', 'gain high'],
    rows: result.groups.flatMap((group, at) =>
      result.rows.flatMap((row) => {
        const value = valueOf(row, column, at);
        if (!value) return [];
        const clicks =
          group.low === group.high ? formatCount(group.low) : `${formatCount(group.low)} … ${formatCount(group.high)}`;
        const { mean, interval95, gain } = value;
        return [
          [
            group.label,
            clicks,
            group.users,
            group.items,
            row.label,
            mean,
            interval95?.low ?? null,
            interval95?.high ?? null,
            gain?.mean ?? null,
            gain?.interval95?.low ?? null,
            gain?.interval95?.high ?? null
          ]
        ];
      })
    )
  };
}

/** One arm where accuracy and coverage meet, with deviations over seeds. */
export interface TradeOffPoint {
  readonly label: string;
  readonly style: ArmStyle;
  readonly x: { readonly mean: number; readonly sd: number };
  readonly y: { readonly mean: number; readonly sd: number };
}

export interface TradeOff {
  readonly x: Column;
  readonly y: Column;
  readonly points: readonly TradeOffPoint[];
  readonly table: DataTable;
}

/** null where fewer than two runs are read, or coverage or every measure of accuracy is missing. */
export function tradeOffAt(result: EvaluateResult, cutoff: number, accuracy: string): TradeOff | null {
  const columns = columnsAt(result, cutoff);
  const x = columns.find(({ measure }) => measure.metric === 'coverage');
  const accurate = columns.filter(({ measure }) => measure.of === 'held-out');
  const y = accurate.find(({ measure }) => measure.metric === accuracy) ?? accurate[0];
  if (!x || !y || result.rows.length < 2) return null;
  const styleOf = armStyles(result.rows);
  const points = result.rows.flatMap((row): TradeOffPoint[] => {
    const [across, up] = [valueOf(row, x), valueOf(row, y)];
    return across && up ? [{ label: row.label, style: styleOf(row), x: across, y: up }] : [];
  });
  return {
    x,
    y,
    points,
    table: {
      caption: `${y.label} against ${x.label}`,
      columns: ['run', x.label, `${x.label} sd`, y.label, `${y.label} sd`],
      rows: points.map((point) => [point.label, point.x.mean, point.x.sd, point.y.mean, point.y.sd])
    }
  };
}
