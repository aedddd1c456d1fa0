// Verdicts and their ground as the page shows them, and the tables that files hold. Pure.
import type { ClaimResult } from '#lib/notebook/kinds/claim/stored';
import { dataInWords, VERDICT_WORDS } from '#lib/notebook/kinds/claim/words';
import type { LedgerResult } from '#lib/notebook/kinds/ledger/stored';
import { formatDifference, formatPercent } from '../../text/format';
import type { DataTable } from '../../text/table';

type Row = LedgerResult['rows'][number];
type Told = NonNullable<Row['told']>;
type Effect = Told['effect'];

/** A sign before the words, so that verdicts are told apart at a glance and not by colour. */
export const VERDICT_SIGNS: Readonly<Record<Row['verdict'], string>> = {
  holds: '✓',
  'does-not-hold': '✗',
  'cannot-be-told': '?'
};

/** "+0.0068"; an en dash where there is none. */
export const effectText = (effect: Effect): string => (effect ? formatDifference(effect.mean) : '–');

/** "−0.0013 … +0.0050". */
export function intervalText(effect: Pick<NonNullable<Effect>, 'interval95'> | null): string {
  const interval = effect?.interval95;
  return interval ? `${formatDifference(interval.low)} … ${formatDifference(interval.high)}` : '';
}

export const relativeText = (relative: number | null | undefined): string =>
  typeof relative === 'number' ? formatPercent(relative) : '';

type Line = ClaimResult['lines'][number];

/** "The effect on recall@20 is +0.0056 (+1.5 %), 95 % +0.0027 … +0.0085 over seeds."; empty where there is none. */
export function effectInWords({ effect, unit }: Line): string {
  if (!effect) return '';
  const share = effect.relative === null ? '' : ` (${relativeText(effect.relative)})`;
  const interval = effect.interval95 ? `, 95 % ${intervalText(effect)} over seeds` : '';
  return `The effect on ${unit} is ${effectText(effect)}${share}${interval}, the mean over the pairs.`;
}

/** Data and protocol, after what tells it. */
export const groundOf = ({ data, protocol }: Line): string =>
  [data?.size ? `${dataInWords(data)}: ${data.size}` : '', protocol]
    .filter(Boolean)
    .map((words) => `· ${words}`)
    .join(' ');

/** Below the site's root: the page of a notebook, at a cell. */
export function pagePath(notebook: string, cell: string): string {
  const page = notebook.startsWith('lessons/') ? `learn/${notebook.slice('lessons/'.length)}` : `notebooks/${notebook}`;
  return `${page}/#cell-${cell}`;
}

const GROUND_WORDS = { invented: 'on invented data', real: 'on real data', none: 'without results' } as const;

/** "On invented data 3 hold, 2 do not and 6 cannot be told; …". */
export function countsInWords({ counts }: LedgerResult): string {
  const parts = counts
    .filter((one) => one.holds + one['does-not-hold'] + one['cannot-be-told'] > 0)
    .map((one) =>
      one.on === 'none'
        ? `${GROUND_WORDS.none} ${one['cannot-be-told']} cannot be told`
        : `${GROUND_WORDS[one.on]} ${one.holds} hold, ${one['does-not-hold']} do not and ${one['cannot-be-told']} cannot be told`
    );
  const text = parts.join('; ');
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}

/** What would change a row's verdict. */
export const changeText = ({ told, untold }: Row): string => told?.change ?? untold;

export function ledgerTable(result: LedgerResult): DataTable {
  return {
    caption: 'Claims of the paper, with a verdict for each line of results',
    columns: [
      ...['number', 'place', 'claim', 'verdict', 'data', 'invented', 'metric'],
      ...['effect', 'low', 'high', 'relative', 'pairs for', 'pairs against', 'pairs open'],
      ...['told by', 'what would change it', 'what no result here can tell']
    ],
    rows: result.rows.map((row) => {
      const { told } = row;
      return [
        ...[row.number, row.place, row.says, VERDICT_WORDS[row.verdict]],
        ...[
          told?.data?.title ?? null,
          told?.data ? String(told.data.synthetic ?? 'not known') : null,
          told?.unit ?? null
        ],
        ...numbersOf(told?.effect ?? null),
        ...[told?.for ?? null, told?.against ?? null, told?.open ?? null],
        ...[told ? `${told.notebook}/${told.cell}` : null, changeText(row), row.untold]
      ];
    })
  };
}

export function claimTable({ number, lines }: ClaimResult): DataTable {
  return {
    caption: `Claim ${number}: its pairs, above minus below; intervals are 95 % over seeds`,
    columns: ['told by', 'data', 'metric', 'pair', 'effect', 'low', 'high', 'relative', 'seeds', 'p (Holm)', 'says'],
    rows: lines.flatMap(({ notebook, cell, data, unit, pairs }) =>
      pairs.map((pair) => [
        ...[`${notebook}/${cell}`, dataInWords(data), unit, pair.name],
        ...numbersOf(pair),
        ...[pair.seeds, pair.p, pair.says]
      ])
    )
  };
}

const numbersOf = (effect: Effect): readonly (number | null)[] => [
  effect?.mean ?? null,
  effect?.interval95?.low ?? null,
  effect?.interval95?.high ?? null,
  effect?.relative ?? null
];

/** "p < 0.001"; an en dash where there is no test. */
export const pText = (p: number | null): string => (p === null ? '–' : p < 0.001 ? '< 0.001' : p.toFixed(3));
