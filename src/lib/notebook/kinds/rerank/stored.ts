// The stored re-ranking, and what is shown of it.
import * as v from 'valibot';
import { IntervalForm } from '#lib/evaluation/forms';
import { METRIC_NAMES } from '#lib/evaluation/metrics';
import type { Stored } from '#lib/storage/parse-stored';
import { CANDIDATE_ORDERS, RERANK_CUTOFFS } from '#lib/studies/rerank/settings';
import { cardOf } from '../card';
import { jsonForm, Provenance, usageOf } from '../forms';
import { oneArtifact, type KindStored } from '../stored-form';

const Cutoffs = v.object({ '10': v.number(), '20': v.number() });
const Metrics = v.object({ recall: Cutoffs, ndcg: Cutoffs });

/** Rows as studies/rerank/rerank.ts says them. */
const Row = v.object({
  candidates: v.number(),
  answered: v.number(),
  failed: v.number(),
  before: Metrics,
  after: Metrics,
  ceiling: Metrics,
  differences: v.array(
    v.object({
      metric: v.picklist(METRIC_NAMES),
      cutoff: v.picklist(RERANK_CUTOFFS),
      mean: v.number(),
      interval95: IntervalForm
    })
  ),
  hallucinated: v.number(),
  listsWithHallucinations: v.number(),
  repeated: v.number(),
  missing: v.number()
});

const Listed = { title: v.string(), heldOut: v.boolean() };

const Reranking = v.object({
  provenance: Provenance,
  seeds: v.array(v.number()),
  /** Of the run whose lists were re-ranked. */
  label: v.string(),
  model: v.string(),
  order: v.picklist(CANDIDATE_ORDERS),
  /** Users that were drawn. */
  users: v.number(),
  rows: v.array(Row),
  examples: v.array(
    v.object({
      user: v.string(),
      candidates: v.number(),
      history: v.array(v.string()),
      before: v.array(v.object(Listed)),
      /** `from`: the place in the recommender's list, from 1; null where the model named none of the candidates. */
      after: v.array(v.object({ ...Listed, from: v.nullable(v.number()) })),
      reasoning: v.string(),
      problem: v.nullable(v.string())
    })
  ),
  usage: v.exactOptional(usageOf(['list']))
});

export type StoredReranking = Stored<typeof Reranking>;

export type RerankResult = Omit<StoredReranking, 'provenance' | 'seeds'> & {
  readonly kind: 'rerank';
  readonly run: string;
};

interface RerankCell {
  readonly kind: 'rerank';
  readonly name: string;
  readonly run: string;
}

export const rerankStored: KindStored<RerankCell, RerankResult> = oneArtifact(
  jsonForm('rerank', Reranking),
  ({ provenance, seeds, ...shown }, { run }, meta) => ({
    result: { kind: 'rerank', run, ...shown },
    card: cardOf(provenance, seeds, [meta])
  })
);

const { provenance: _provenance, seeds: _seeds, ...shared } = Reranking.entries;

/** What is shown, where it comes from elsewhere. */
export const rerankShown = v.object({ ...shared, kind: v.literal('rerank'), run: v.string() });
