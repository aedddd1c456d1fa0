// The stored ledger: a row for each line of each claim, and how many came out how. Names of cells are put in when it is shown.
import * as v from 'valibot';
import type { Stored } from '#lib/storage/parse-stored';
import { VERDICTS } from '#lib/studies/claims/kinds';
import { ClaimLine } from '../claim/stored';
import { jsonForm } from '../forms';
import { oneArtifact, type KindStored } from '../stored-form';

const { words, data, unit, effect, change, notebook, cell } = ClaimLine.entries;

/** Of pairs how many are for the claim, against it, and open. */
const Told = v.object({
  notebook,
  cell,
  words,
  data,
  unit,
  effect,
  change,
  for: v.number(),
  against: v.number(),
  open: v.number()
});

const row = {
  number: v.number(),
  place: v.string(),
  says: v.string(),
  verdict: v.picklist(VERDICTS),
  /** null where the claim expects nothing of results; `untold` then says why. */
  told: v.nullable(Told),
  /** What no result here can tell. */
  untold: v.string()
};

/** What lines are counted by: invented data, others, and no results at all. */
export const GROUNDS = ['invented', 'real', 'none'] as const;

const Counts = v.array(
  v.object({ on: v.picklist(GROUNDS), holds: v.number(), 'does-not-hold': v.number(), 'cannot-be-told': v.number() })
);

const Ledger = v.object({
  rows: v.array(v.object({ ...row, claim: v.number() })),
  counts: Counts,
  rule: v.array(v.string())
});

export type StoredLedger = Stored<typeof Ledger>;

export const ledgerShown = v.object({
  kind: v.literal('ledger'),
  rows: v.array(v.object({ ...row, claim: v.string() })),
  counts: Counts,
  rule: v.array(v.string())
});

export type LedgerResult = Stored<typeof ledgerShown>;

interface LedgerCell {
  readonly kind: 'ledger';
  readonly name: string;
  readonly claims: readonly string[];
}

export const ledgerStored: KindStored<LedgerCell, LedgerResult> = oneArtifact(
  jsonForm('ledger', Ledger),
  ({ rows, counts, rule }, { claims }) => ({
    result: { kind: 'ledger', rows: rows.map((one) => ({ ...one, claim: claims[one.claim] ?? '' })), counts, rule }
  })
);
