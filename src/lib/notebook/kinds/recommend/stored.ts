// The stored rankings of one user, and what is shown of them.
import * as v from 'valibot';
import type { Stored } from '#lib/storage/parse-stored';
import { cardOf, distinctLabels } from '../card';
import { jsonForm, Provenance } from '../forms';
import { oneArtifact, type KindStored } from '../stored-form';

const Titled = v.object({ id: v.string(), title: v.string() });

const Ranked = v.object({
  id: v.string(),
  title: v.string(),
  score: v.number(),
  heldOut: v.boolean(),
  /** Rank in the first list of the cell, 1-based; absent in the first list itself. */
  baselineRank: v.optional(v.number())
});

const Recommendation = v.object({
  provenance: Provenance,
  seeds: v.array(v.number()),
  user: v.object({ id: v.string(), profile: v.nullable(v.string()), profileLabel: v.nullable(v.string()) }),
  /** How the user was chosen; null where the cell names one. */
  rule: v.nullable(v.string()),
  history: v.array(Titled),
  heldOut: v.array(Titled),
  lists: v.array(
    v.object({
      label: v.string(),
      /** Absent where nothing was trained. */
      seed: v.exactOptional(v.number()),
      /** Empty where the user has no semantic vector. */
      items: v.array(Ranked)
    })
  ),
  /** Words of the user's profile that the top items' profiles share, with the items they came from. */
  shared: v.array(v.object({ words: v.string(), items: v.array(v.string()) }))
});

export type StoredRecommendation = Stored<typeof Recommendation>;
export type RankedItem = Stored<typeof Ranked>;

export type RecommendResult = Pick<StoredRecommendation, 'user' | 'history' | 'heldOut' | 'shared'> & {
  readonly kind: 'recommend';
  /** How the user was chosen, where nobody named one. */
  readonly rule?: string;
  readonly lists: readonly (StoredRecommendation['lists'][number] & {
    /** Name of the train cell, or "semantic-only". */
    readonly run: string;
  })[];
};

interface RecommendCell {
  readonly kind: 'recommend';
  readonly name: string;
  readonly runs: readonly string[];
}

export const recommendForm = jsonForm('recommend', Recommendation);

export const recommendStored: KindStored<RecommendCell, RecommendResult> = oneArtifact(
  recommendForm,
  (stored, cell, meta) => ({
    result: showRecommendation(stored, cell),
    card: cardOf(stored.provenance, stored.seeds, [meta])
  })
);

/** As it is stored, with the names of the runs' cells. */
export function showRecommendation(stored: StoredRecommendation, { runs }: RecommendCell): RecommendResult {
  const labels = distinctLabels(
    stored.lists.map((list) => list.label),
    runs
  );
  const { user, rule, history, heldOut, shared } = stored;
  return {
    kind: 'recommend',
    user,
    ...(rule === null ? {} : { rule }),
    history,
    heldOut,
    lists: stored.lists.map((list, index) => ({
      ...list,
      run: runs[index] ?? 'semantic-only',
      label: labels[index] ?? list.label
    })),
    shared
  };
}

const { user, history, heldOut, shared, lists } = Recommendation.entries;

/** What is shown, where it comes from elsewhere. */
export const recommendShown = v.object({
  kind: v.literal('recommend'),
  user,
  rule: v.exactOptional(v.string()),
  history,
  heldOut,
  lists: v.array(v.object({ ...lists.item.entries, run: v.string() })),
  shared
});
