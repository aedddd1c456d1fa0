// Takes from the quick start what the first page shows: its stored comparison, whichever way it goes. Pure.
import type { CompareResult } from '#lib/notebook/kinds/compare/stored';
import { armStyles, type ArmStyle } from '../charts/arm-style';
import { formatShare, listInWords, plural } from '../text/format';
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
  const styleOf = armStyles(compared.rows);
  const rows = compared.rows.flatMap((row): TeaserRow[] => {
    const difference = row.differences.find((entry) => entry.metric === 'recall@20');
    if (!difference || row.role === 'reference') return [];
    const interval = difference.bootstrap?.interval95;
    // As the lists of one reader are called.
    const label = row.alignment ?? row.label;
    return [
      { label, style: styleOf(row), mean: difference.mean, low: interval?.low ?? null, high: interval?.high ?? null }
    ];
  });
  if (!baseline || rows.length === 0) return null;
  const caption =
    `Of the books that a reader clicked and that were put aside, ${formatShare(baseline.test.mean.recall['20'])} stand among the first ` +
    `twenty by clicks alone (recall@20 of ${baseline.label}, mean over readers and ${plural(baseline.seeds.length, 'seed')}). Dots say how much ` +
    `larger that share is with words, 0.01 being one book of a hundred; bars are 95\u202f% intervals over readers. ${barsSay(rows)} It is one ` +
    'made-up shop: nothing here says what words do in another.';
  return { rows, caption };
}

/** What the bars leave open, by rule. */
function barsSay(rows: readonly TeaserRow[]): string {
  const unsure = rows.filter(({ low, high }) => low === null || high === null || (low <= 0 && high >= 0));
  if (unsure.length === 0)
    return 'No bar touches zero: with other readers of this shop the difference would likely be there too.';
  const names = listInWords(unsure.map(({ label }) => label));
  return `The bar of ${names} touches zero or is not known: with other readers there might be no difference.`;
}
