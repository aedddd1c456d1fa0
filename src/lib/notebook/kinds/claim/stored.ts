// The stored claim: what it says, a line for each cell that tells it, and the verdict of each.
import * as v from 'valibot';
import { IntervalForm } from '#lib/evaluation/forms';
import type { Stored } from '#lib/storage/parse-stored';
import { SAYS, SHARES, VERDICTS } from '#lib/studies/claims/kinds';
import { jsonForm } from '../forms';
import { oneArtifact, type KindStored } from '../stored-form';

const estimate = { mean: v.number(), interval95: v.nullable(IntervalForm), relative: v.nullable(v.number()) };

const Pair = v.object({
  name: v.string(),
  ...estimate,
  seeds: v.number(),
  p: v.nullable(v.number()),
  says: v.picklist(SAYS)
});

/** What one cell of another notebook says of the claim. */
export const ClaimLine = v.object({
  notebook: v.string(),
  cell: v.string(),
  verdict: v.picklist(VERDICTS),
  /** The data that the verdict is of, and how many pairs say what, as sentences; why it cannot be told where there are no results. */
  words: v.string(),
  /** null where there are no results. */
  data: v.nullable(v.object({ title: v.string(), synthetic: v.nullable(v.boolean()), size: v.string() })),
  /** Split, seeds and device, in words; empty where there are no results. */
  protocol: v.string(),
  /** What values are of: "recall@20". */
  unit: v.string(),
  pairs: v.array(Pair),
  effect: v.nullable(v.object(estimate)),
  /** What would change the verdict. */
  change: v.string(),
  notes: v.array(v.string())
});

const Claim = v.object({
  number: v.number(),
  place: v.string(),
  says: v.string(),
  share: v.picklist(SHARES),
  lines: v.array(ClaimLine),
  /** What no result here can tell; empty where nothing is said of it. */
  untold: v.string(),
  /** By which the verdicts were made. */
  rule: v.array(v.string())
});

export type StoredClaim = Stored<typeof Claim>;
export type Line = Stored<typeof ClaimLine>;

export type ClaimResult = StoredClaim & { readonly kind: 'claim' };

export const claimForm = jsonForm('claim', Claim);

export const claimStored: KindStored<{ readonly kind: 'claim'; readonly name: string }, ClaimResult> = oneArtifact(
  claimForm,
  (stored) => ({ result: { kind: 'claim', ...stored } })
);

/** What is shown, where it comes from elsewhere. */
export const claimShown = v.object({ ...Claim.entries, kind: v.literal('claim') });
