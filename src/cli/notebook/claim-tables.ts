// Claims and their ledger as the command line prints them.
import { printable } from '#lib/errors/printable';
import type { ClaimResult } from '#lib/notebook/kinds/claim/stored';
import { dataInWords, VERDICT_WORDS } from '#lib/notebook/kinds/claim/words';
import type { LedgerResult } from '#lib/notebook/kinds/ledger/stored';
import { cut, interval, metric, percent, signed, textTable } from './text-table';

/** Columns of a terminal that the words of a claim may take. */
const MOST_WORDS = 60;

const relativeOf = (relative: number | null | undefined): string =>
  typeof relative === 'number' ? percent(relative) : '';

export function describeClaim({ number, place, says, lines, untold }: ClaimResult): string {
  const told = lines.flatMap(({ notebook, cell, verdict, words, unit, pairs, change }) => [
    `${notebook}/${cell}: ${VERDICT_WORDS[verdict]}. ${printable(words)}`,
    ...(pairs.length > 0
      ? [
          textTable([
            [unit, 'above − below', '95 % over seeds', 'relative', 'seeds', 'p (Holm)', 'is'],
            ...pairs.map((pair) => [
              pair.name,
              signed(pair.mean),
              interval(pair.interval95),
              relativeOf(pair.relative),
              String(pair.seeds),
              pair.p === null ? '–' : metric(pair.p),
              pair.says === 'open' ? 'open' : `${pair.says} it`
            ])
          ])
        ]
      : []),
    `would change it: ${printable(change)}`
  ]);
  return [
    `${number}. ${printable(says)} (${printable(place)})`,
    ...told,
    ...(untold ? [`untold: ${printable(untold)}`] : [])
  ].join('\n');
}

export function describeLedger({ rows }: LedgerResult): string {
  return textTable(
    [
      ['', 'claim', 'verdict', 'data', 'effect', '95 % over seeds', 'for', 'against', 'open', 'told by'],
      ...rows.map(({ number, says, verdict, told }) => [
        String(number),
        cut(printable(says), MOST_WORDS),
        VERDICT_WORDS[verdict],
        dataInWords(told?.data),
        told?.effect ? signed(told.effect.mean) : '–',
        interval(told?.effect?.interval95),
        ...(told?.data ? [told.for, told.against, told.open].map(String) : ['', '', '']),
        told ? `${told.notebook}/${told.cell}` : 'nothing'
      ])
    ],
    [0, 1, 2, 3, 9]
  );
}
