// The ledger cell: the lines of claims, one after another, and how many came out how. Lines of invented data are counted apart.
import { appError } from '#lib/errors/app-error';
import { countSays } from '#lib/studies/claims/kinds';
import { RULE } from '#lib/studies/claims/verdict';
import type { Made } from '../../run/artifacts';
import type { CellWork } from '../../run/cell-work';
import { claimForm, type Line, type StoredClaim } from '../claim/stored';
import { idOf, type NotebookIds } from '../inputs';
import type { KindMaker } from '../maker';
import type { ResolvedLedger } from './describe';
import { GROUNDS, ledgerStored, type LedgerResult, type StoredLedger } from './stored';

export const maker: KindMaker<ResolvedLedger, LedgerResult> = { stored: ledgerStored, make: makeLedger };

type Row = StoredLedger['rows'][number];

/** @throws AppError notebook/artifact-lost */
async function makeLedger(cell: ResolvedLedger, plan: NotebookIds, { artifacts }: CellWork): Promise<Made> {
  const rows: Row[] = [];
  for (const [index, name] of cell.claims.entries()) {
    const found = await artifacts.head(idOf(plan, name).id, claimForm);
    if (!found) throw appError('notebook/artifact-lost', { kind: 'claim' });
    for (const row of rowsOf(found.content, index)) rows.push(row);
  }
  const json: StoredLedger = { rows, counts: GROUNDS.map((on) => countsOf(rows, on)), rule: [...RULE] };
  return { json, arrays: {}, digested: json };
}

function rowsOf({ number, place, says, lines, untold }: StoredClaim, claim: number): readonly Row[] {
  const shared = { claim, number, place, says, untold };
  if (lines.length === 0) return [{ ...shared, verdict: 'cannot-be-told', told: null }];
  return lines.map((line) => ({ ...shared, verdict: line.verdict, told: toldBy(line) }));
}

const toldBy = ({ notebook, cell, words, data, unit, effect, change, pairs }: Line): Row['told'] => ({
  ...{ notebook, cell, words, data, unit, effect, change },
  ...countSays(pairs)
});

function countsOf(rows: readonly Row[], on: (typeof GROUNDS)[number]): StoredLedger['counts'][number] {
  const own = rows.filter(({ told }) => groundOf(told) === on);
  const count = (what: Row['verdict']): number => own.filter(({ verdict }) => verdict === what).length;
  return {
    on,
    holds: count('holds'),
    'does-not-hold': count('does-not-hold'),
    'cannot-be-told': count('cannot-be-told')
  };
}

const groundOf = (told: Row['told']): (typeof GROUNDS)[number] =>
  !told?.data ? 'none' : told.data.synthetic === true ? 'invented' : 'real';
