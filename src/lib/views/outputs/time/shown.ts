// What is drawn and tabled of times of epochs. Pure.
import type { TimeResult, TimeRow } from '#lib/notebook/kinds/time/stored';
import { armStyles } from '../../charts/arm-style';
import type { IntervalRow } from '../../charts/IntervalChart.svelte';
import { formatNumber } from '../../text/format';
import type { DataTable } from '../../text/table';

/** 0.0341 → "34.1 ms", 1.94 → "1.94 s": three digits, since no more of a time comes back the next time. */
export function formatTime(seconds: number): string {
  if (!Number.isFinite(seconds)) return '–';
  return seconds < 1 ? `${formatNumber(seconds * 1000, 3)}\u202fms` : `${formatNumber(seconds, 3)}\u202fs`;
}

/** How much longer each aligned run takes than its backbone alone, as a share: the median of the rounds, and the least and the most. */
export function addedTime(result: TimeResult): readonly IntervalRow[] {
  const styleOf = armStyles(result.rows);
  let above = '';
  return result.rows.flatMap((row): IntervalRow[] => {
    if (!row.ratio) return [];
    const { median, least, most } = row.ratio;
    const isNew = row.backbone !== above;
    above = row.backbone;
    const drawn = { label: row.label, style: styleOf(row), mean: median - 1, low: least - 1, high: most - 1 };
    return [isNew ? { heading: baseLabel(result, row), ...drawn } : drawn];
  });
}

const baseLabel = (result: TimeResult, { base }: TimeRow): string =>
  `beside ${base === null ? '' : (result.rows[base]?.label ?? '')}`;

/** Every run, with what each round came to. */
export function timesTable({ rows }: TimeResult): DataTable {
  const rounds = rows[0]?.seconds.length ?? 0;
  return {
    caption: 'Seconds of training an epoch',
    columns: [
      'run',
      'steps an epoch',
      'median',
      'to its base',
      'least',
      'most',
      ...Array.from({ length: rounds }, (_, round) => `round ${round + 1}`)
    ],
    rows: rows.map(({ label, steps, median, ratio, seconds }) => [
      label,
      steps,
      median,
      ratio?.median ?? null,
      ratio?.least ?? null,
      ratio?.most ?? null,
      ...seconds
    ])
  };
}
