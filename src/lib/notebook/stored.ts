// The JSON of artifacts as cells write it, and its checked way back. Results are stored without names of cells, so that
// renaming one changes nothing; names are put in when a result is shown. A change of form raises VERSION and brings a
// migration in storage/migrations.ts.
import * as v from 'valibot';
import { Report } from '#lib/dataset/imports/record';
import { METRIC_NAMES } from '#lib/evaluation/metrics';
import { parseStored } from '#lib/storage/parse-stored';
import { CaseStudyForm } from '#lib/studies/case-study/data';
import { FigureForm } from '#lib/studies/figures/data';
import { CANDIDATE_ORDERS, RERANK_CUTOFFS } from '#lib/studies/rerank/settings';

/** Format version of every cell's JSON. */
export const STORED_VERSION = 1;

const Cutoffs = v.object({ '5': v.number(), '10': v.number(), '20': v.number() });
const Metrics = v.object({ recall: Cutoffs, ndcg: Cutoffs });
const Spread = v.object({ mean: Metrics, sd: Metrics });
const Interval = v.object({ low: v.number(), high: v.number() });
const Histogram = v.object({ edges: v.array(v.number()), counts: v.array(v.number()) });
const Degrees = v.object({
  min: v.number(),
  median: v.number(),
  mean: v.number(),
  max: v.number(),
  histogram: Histogram
});
const Plain = v.record(v.string(), v.union([v.string(), v.number(), v.boolean()]));

const Counts = v.object({ users: v.number(), items: v.number(), interactions: v.number() });
const Unmatched = v.object({ count: v.number(), examples: v.array(v.string()) });
const Quantiles = v.object({
  min: v.number(),
  lower: v.number(),
  median: v.number(),
  upper: v.number(),
  max: v.number()
});
const Preparation = v.object({
  report: v.nullable(Report),
  join: v.object({
    items: v.nullable(Unmatched),
    users: v.nullable(Unmatched),
    interactionsWithoutItem: v.number(),
    idleItems: Unmatched,
    idleUsers: Unmatched
  }),
  steps: v.array(v.object({ step: v.string(), before: Counts, after: Counts, detail: v.string() })),
  parts: v.array(
    v.object({
      part: v.picklist(['train', 'val', 'test']),
      interactions: v.number(),
      users: v.number(),
      items: v.number(),
      from: v.nullable(v.number()),
      to: v.nullable(v.number())
    })
  ),
  cold: v.object({ users: v.number(), items: v.number() }),
  words: v.object({ descriptions: v.nullable(Quantiles), reviews: v.nullable(Quantiles) }),
  withoutDescription: v.number(),
  hasVectors: v.boolean(),
  hasProfiles: v.boolean()
});

const ByPart = v.object({ train: v.number(), val: v.number(), test: v.number() });

const DatasetResult = v.object({
  kind: v.literal('dataset'),
  title: v.string(),
  description: v.string(),
  synthetic: v.boolean(),
  users: v.number(),
  items: v.number(),
  interactions: ByPart,
  density: v.number(),
  splitHash: v.string(),
  trainDegrees: v.object({ user: Degrees, item: Degrees }),
  texts: v.nullable(
    v.object({ items: v.number(), withDescription: v.number(), reviews: v.union([v.number(), ByPart]) })
  ),
  preparation: v.optional(Preparation)
});

const UsageAmount = v.object({ inputTokens: v.number(), outputTokens: v.number(), dollars: v.nullable(v.number()) });
const usageOf = <const Node extends string>(nodes: readonly Node[]) =>
  v.object({
    host: v.string(),
    models: v.array(v.string()),
    parts: v.array(
      v.object({
        node: v.picklist(nodes),
        answers: v.number(),
        calls: v.number(),
        estimated: UsageAmount,
        recorded: v.nullable(UsageAmount)
      })
    ),
    problems: v.record(v.string(), v.number())
  });

const ProfilesResult = v.object({
  kind: v.literal('profiles'),
  generator: v.string(),
  label: v.string(),
  users: v.number(),
  items: v.number(),
  without: v.number(),
  meanWords: v.object({ user: v.number(), item: v.number() }),
  samples: v.array(
    v.object({
      node: v.picklist(['user', 'item']),
      id: v.string(),
      title: v.string(),
      text: v.nullable(v.string()),
      reasoning: v.string(),
      evidence: v.object({ items: v.array(v.string()), reviews: v.number(), fields: v.array(v.string()) }),
      edited: v.exactOptional(v.string())
    })
  ),
  edited: v.exactOptional(v.number()),
  usage: v.exactOptional(usageOf(['user', 'item']))
});

const EmbeddingsResult = v.object({
  kind: v.literal('embeddings'),
  encoder: v.string(),
  label: v.string(),
  dimensions: v.number(),
  users: v.number(),
  items: v.number(),
  without: v.number(),
  facts: v.record(v.string(), v.union([v.string(), v.number()])),
  neighbours: v.array(
    v.object({ title: v.string(), nearest: v.array(v.object({ title: v.string(), cosine: v.number() })) })
  ),
  usage: v.exactOptional(usageOf(['text']))
});

const RunResult = v.object({
  seed: v.number(),
  epochs: v.array(
    v.object({
      epoch: v.number(),
      losses: v.record(v.string(), v.number()),
      val: v.optional(Metrics),
      seconds: v.number()
    })
  ),
  best_epoch: v.number(),
  val: Metrics,
  test: Metrics
});

/** What a card needs to know beside the artifact's own meta data. */
const Provenance = v.object({
  dataset: v.string(),
  splitHash: v.string(),
  treatment: Plain,
  versions: v.record(v.string(), v.string())
});

const Run = v.object({
  label: v.string(),
  backbone: v.string(),
  alignment: v.string(),
  provenance: Provenance,
  result: RunResult,
  /** Where each trained array lies among the array `parameters`; absent in runs of before. */
  places: v.optional(v.array(v.object({ name: v.string(), shape: v.array(v.number()), offset: v.number() })))
});

const Difference = v.object({
  metric: v.picklist(['recall@20', 'ndcg@20']),
  mean: v.number(),
  relative: v.number(),
  pairedT: v.optional(
    v.object({ t: v.number(), df: v.number(), p: v.number(), pHolm: v.number(), interval95: Interval })
  ),
  bootstrap: v.optional(v.object({ interval95: Interval, samples: v.number(), users: v.number() })),
  reason: v.optional(v.string())
});

const Row = v.object({
  label: v.string(),
  backbone: v.optional(v.string()),
  alignment: v.optional(v.string()),
  seeds: v.array(v.number()),
  test: Spread,
  testWithoutNoise: v.optional(Spread),
  differences: v.array(Difference),
  treatment: v.array(v.string())
});

const Comparison = v.object({
  provenance: Provenance,
  seeds: v.array(v.number()),
  baseline: v.number(),
  runs: v.array(Row),
  references: v.array(v.intersect([Row, v.object({ name: v.string() })])),
  notes: v.array(v.string())
});

const Titled = v.object({ id: v.string(), title: v.string() });

const Recommendation = v.object({
  provenance: Provenance,
  seeds: v.array(v.number()),
  user: v.object({ id: v.string(), profile: v.nullable(v.string()), profileLabel: v.nullable(v.string()) }),
  rule: v.nullable(v.string()),
  history: v.array(Titled),
  heldOut: v.array(Titled),
  lists: v.array(
    v.object({
      label: v.string(),
      /** Absent where nothing was trained. */
      seed: v.exactOptional(v.number()),
      items: v.array(
        v.object({
          id: v.string(),
          title: v.string(),
          score: v.number(),
          heldOut: v.boolean(),
          baselineRank: v.optional(v.number())
        })
      )
    })
  ),
  shared: v.array(v.object({ words: v.string(), items: v.array(v.string()) }))
});

const RerankMetrics = v.object({ '10': v.number(), '20': v.number() });
const RerankPair = v.object({ recall: RerankMetrics, ndcg: RerankMetrics });
const Reranking = v.object({
  provenance: Provenance,
  seeds: v.array(v.number()),
  label: v.string(),
  model: v.string(),
  order: v.picklist(CANDIDATE_ORDERS),
  users: v.number(),
  rows: v.array(
    v.object({
      candidates: v.number(),
      answered: v.number(),
      failed: v.number(),
      before: RerankPair,
      after: RerankPair,
      ceiling: RerankPair,
      differences: v.array(
        v.object({
          metric: v.picklist(METRIC_NAMES),
          cutoff: v.picklist(RERANK_CUTOFFS),
          mean: v.number(),
          interval95: Interval
        })
      ),
      hallucinated: v.number(),
      listsWithHallucinations: v.number(),
      repeated: v.number(),
      missing: v.number()
    })
  ),
  examples: v.array(
    v.object({
      user: v.string(),
      candidates: v.number(),
      history: v.array(v.string()),
      before: v.array(v.object({ title: v.string(), heldOut: v.boolean() })),
      after: v.array(v.object({ title: v.string(), heldOut: v.boolean(), from: v.nullable(v.number()) })),
      reasoning: v.string(),
      problem: v.nullable(v.string())
    })
  ),
  usage: v.exactOptional(usageOf(['list']))
});

const Figure = v.object({
  /** null where the figure looks at no data. */
  provenance: v.nullable(Provenance),
  seeds: v.array(v.number()),
  data: FigureForm
});

const CaseStudy = v.object({ provenance: Provenance, seeds: v.array(v.number()), study: CaseStudyForm });

/** A run that was trained on with some profiles changed, or as they were. */
const WhatIf = v.object({
  /** Ids of what it was trained on. */
  dataset: v.string(),
  embeddings: v.string(),
  run: Run
});

export type StoredWhatIf = v.InferOutput<typeof WhatIf>;
export type StoredFigure = v.InferOutput<typeof Figure>;
export type StoredCaseStudy = v.InferOutput<typeof CaseStudy>;
export type StoredReranking = v.InferOutput<typeof Reranking>;
export type StoredProvenance = v.InferOutput<typeof Provenance>;
export type StoredRun = v.InferOutput<typeof Run>;
export type StoredComparison = v.InferOutput<typeof Comparison>;
export type StoredRecommendation = v.InferOutput<typeof Recommendation>;

/** `data` is written by the room that owns it (its serialise.ts); `result` is what the page shows. */
const Held = <Result extends v.GenericSchema>(result: Result) => v.object({ data: v.unknown(), result });

function reader<Schema extends v.GenericSchema>(schema: Schema) {
  return (json: unknown): v.InferOutput<Schema> => parseStored(schema, json);
}

/** Each throws an Error with the reason for JSON that no cell of its kind wrote. */
export const readStored = {
  dataset: reader(Held(DatasetResult)),
  profiles: reader(Held(ProfilesResult)),
  embeddings: reader(Held(EmbeddingsResult)),
  run: reader(Run),
  compare: reader(Comparison),
  recommend: reader(Recommendation),
  rerank: reader(Reranking),
  caseStudy: reader(CaseStudy),
  figure: reader(Figure),
  whatIf: reader(WhatIf)
};
