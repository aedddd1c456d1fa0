// Takes from the quick start what the first page shows: its stored comparison, whichever way it goes. Pure.
import type { CompareResult } from '#lib/notebook/kinds/compare/stored';
import { armStyle, type ArmStyle } from '../charts/arm-style';
import { formatMetric, plural } from '../text/format';
import type { ShownResults } from '../results/shown-results';

export interface TeaserRow {
  readonly label: string;
  readonly style: ArmStyle;
  readonly mean: number;
  readonly low: number | null;
  readonly high: number | null;
}

export interface Teaser {
  readonly rows: readonly TeaserRow[];
  readonly caption: string;
}

/** Differences in test recall@20 from the baseline of the first comparison there is; null where there is none. */
export function teaserOf(results: ShownResults): Teaser | null {
  const compared = Object.values(results)
    .map((shown) => shown.record.result)
    .find((result): result is CompareResult => result.kind === 'compare');
  if (!compared) return null;
  const baseline = compared.rows.find((row) => row.name === compared.baseline);
  const rows = compared.rows.flatMap((row): TeaserRow[] => {
    const difference = row.differences.find((entry) => entry.metric === 'recall@20');
    if (!difference || row.role === 'reference') return [];
    const interval = difference.bootstrap?.interval95;
    const { label } = row;
    return [
      { label, style: armStyle(row), mean: difference.mean, low: interval?.low ?? null, high: interval?.high ?? null }
    ];
  });
  if (!baseline || rows.length === 0) return null;
  const caption =
    `The quick start’s stored result: difference from ${baseline.label} (test recall@20 ` +
    `${formatMetric(baseline.test.mean.recall['20'])}, ${plural(baseline.seeds.length, 'seed')}) on the synthetic bookshop; ` +
    'bars are 95\u202f% intervals of a bootstrap over users.';
  return { rows, caption };
}
