// The stored data set, and what is shown of it. Its arrays are dataset/stored/serialise.ts's.
import * as v from 'valibot';
import { Report } from '#lib/dataset/imports/record';
import { datasetFromStored } from '#lib/dataset/stored/serialise';
import type { Dataset } from '#lib/dataset/types';
import { parseStored, type Stored } from '#lib/storage/parse-stored';
import { held, jsonForm } from '../forms';
import { oneArtifact, STORED_VERSION, type StoredForm } from '../stored-form';

/** A histogram as bin edges (length n+1) and counts (length n). */
const HistogramForm = v.object({ edges: v.array(v.number()), counts: v.array(v.number()) });
const Degrees = v.object({
  min: v.number(),
  median: v.number(),
  mean: v.number(),
  max: v.number(),
  histogram: HistogramForm
});

const Counts = v.object({ users: v.number(), items: v.number(), interactions: v.number() });
const Unmatched = v.object({ count: v.number(), examples: v.array(v.string()) });
const Quantiles = v.object({
  min: v.number(),
  lower: v.number(),
  median: v.number(),
  upper: v.number(),
  max: v.number()
});
/** What became of every row on the way from the files to the data set, and more of what came out. */
const Preparation = v.object({
  /** null where the rows were not read just now in a format that reports lines. */
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
      /** Seconds since 1970; null where no time is known. */
      from: v.nullable(v.number()),
      to: v.nullable(v.number())
    })
  ),
  /** Users and items without a training interaction. */
  cold: v.object({ users: v.number(), items: v.number() }),
  /** Words of those that have some, reviews of all parts; null where none has. */
  words: v.object({ descriptions: v.nullable(Quantiles), reviews: v.nullable(Quantiles) }),
  withoutDescription: v.number(),
  /** Vectors or profiles that came with the data. */
  hasVectors: v.boolean(),
  hasProfiles: v.boolean()
});

const ByPart = v.object({ train: v.number(), val: v.number(), test: v.number() });

const Result = v.object({
  kind: v.literal('dataset'),
  title: v.string(),
  description: v.string(),
  synthetic: v.boolean(),
  users: v.number(),
  items: v.number(),
  interactions: ByPart,
  /** train ÷ (users × items), as the paper's Table 5. */
  density: v.number(),
  splitHash: v.string(),
  trainDegrees: v.object({ user: Degrees, item: Degrees }),
  texts: v.nullable(
    v.object({
      items: v.number(),
      withDescription: v.number(),
      /** Interactions with a review, by part; one number of all parts together in results stored before they were counted apart. */
      reviews: v.union([v.number(), ByPart])
    })
  ),
  /** Left out for data that were taken as they are. */
  preparation: v.optional(Preparation)
});

export type DatasetResult = Stored<typeof Result>;
export type Histogram = Stored<typeof HistogramForm>;
export type DegreeSummary = Stored<typeof Degrees>;
export type PreparationSummary = Stored<typeof Preparation>;

const Form = held(Result);

export const datasetForm: StoredForm<{ readonly dataset: Dataset; readonly result: DatasetResult }> = {
  kind: 'dataset',
  version: STORED_VERSION,
  read({ json, arrays }) {
    const { data, result } = parseStored(Form, json);
    return { dataset: datasetFromStored(data, arrays), result };
  }
};

export const datasetHead = jsonForm('dataset', Form);

export const datasetStored = oneArtifact(datasetHead, ({ result }) => ({ result }), datasetForm);

/** What is shown, where it comes from elsewhere. */
export const datasetShown = Result;
