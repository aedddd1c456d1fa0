// The compare cell: runs side by side, with differences from a baseline.
import { appError } from '#lib/errors/app-error';
import { NAME_FIELD } from '../../schema/common';
import type { FieldReader } from '../../schema/reader';
import type { KindDescription } from '../description';
import { alone, reads } from '../references';
import type { CompareResult } from './stored';

export const REFERENCE_NAMES = ['popularity', 'item-knn', 'ease', 'semantic-only'] as const;
export type ReferenceName = (typeof REFERENCE_NAMES)[number];

export interface ResolvedCompare {
  readonly kind: 'compare';
  readonly name: string;
  readonly runs: readonly string[];
  /** One of `runs`. */
  readonly baseline: string;
  /** Differences are counted from the unaligned run of the same backbone, where the table has one. */
  readonly ownBaselines: boolean;
  readonly references: readonly ReferenceName[];
  /** For the reference "semantic-only". */
  readonly embeddings?: string;
  /** Resamples of the paired bootstrap over users. */
  readonly bootstrapSamples: number;
}

export const compareKind: KindDescription<ResolvedCompare, CompareResult> = {
  kind: 'compare',
  title: 'Comparison',
  help: 'One table of runs: mean and standard deviation over seeds, differences from the baseline with their uncertainty.',
  fields: [
    NAME_FIELD,
    {
      key: 'runs',
      label: 'Runs',
      help: 'The train cells to compare, in the order of the table.',
      type: 'cells',
      required: true,
      cellKind: 'train'
    },
    {
      key: 'baseline',
      label: 'Baseline',
      help: 'The run from which differences are counted; the first of the runs where it is left out.',
      type: 'cell',
      required: false,
      cellKind: 'train'
    },
    {
      key: 'own_baselines',
      label: 'Own baselines',
      help: 'Count each run’s differences from the unaligned run of the same backbone instead of from one baseline.',
      type: 'boolean',
      required: false,
      default: false
    },
    {
      key: 'references',
      label: 'References',
      help: 'Rows that no training makes: "popularity" ranks by training clicks, "item-knn" by the cosine of items (50 neighbours), "ease" by Steck’s linear model (λ = 100), "semantic-only" by the cosine of semantic vectors.',
      type: 'choices',
      required: false,
      default: [],
      options: REFERENCE_NAMES
    },
    {
      key: 'embeddings',
      label: 'Embeddings',
      help: 'The vectors for the reference "semantic-only".',
      type: 'cell',
      required: false,
      cellKind: 'embeddings'
    },
    {
      key: 'bootstrap_samples',
      label: 'Bootstrap samples',
      help: 'How often users are drawn anew for the interval over users.',
      type: 'integer',
      required: false,
      default: 2000,
      min: 200,
      max: 100_000
    }
  ],
  revision: 2,
  stored: { label: 'comparisons' },
  resolve: resolveCompare,
  references: ({ runs, embeddings }) => [
    // Runs on different data are refused when their splits are known: two cells may read the same data.
    ...reads('runs', 'train', runs, { mayBeOfOtherData: true }),
    ...reads('embeddings', 'embeddings', embeddings)
  ],
  identify: ({ runs, baseline, ownBaselines, references, embeddings, bootstrapSamples }, at) =>
    alone(
      at.hash(
        // Left out where they are off, as they were before there was such a key.
        { baseline: runs.indexOf(baseline), ownBaselines: ownBaselines || undefined, references, bootstrapSamples },
        { runs: runs.map((name) => at.id(name)), embeddings: at.id(embeddings), truth: at.truth }
      )
    ),
  readsTruth: () => true,
  summary: (words) => [words.reads.join(', ')],
  /** "ROW.recall@20", and "ROW.difference": relative, of recall@20. */
  values: ({ rows }) =>
    Object.fromEntries(
      rows.flatMap((row) => {
        const difference = row.differences.find(({ metric }) => metric === 'recall@20');
        const recall: [string, number] = [`${row.name}.recall@20`, row.test.mean.recall['20']];
        return difference ? [recall, [`${row.name}.difference`, difference.relative] as const] : [recall];
      })
    ),
  anchors: () => ({ parts: ['table'], acts: [] })
};

function resolveCompare(reader: FieldReader): ResolvedCompare {
  const runs = reader.names('runs');
  const baseline = reader.optionalText('baseline') ?? runs[0];
  if (baseline === undefined || !runs.includes(baseline)) throw reader.bad('baseline', `one of ${runs.join(', ')}`);
  const references = reader.choices('references', REFERENCE_NAMES);
  const embeddings = reader.optionalText('embeddings');
  const isNeeded = references.includes('semantic-only');
  if (isNeeded && embeddings === undefined) {
    throw appError('notebook/needs-embeddings', { what: 'The reference "semantic-only"' }, reader.where('references'));
  }
  if (!isNeeded && embeddings !== undefined) {
    const because = '"semantic-only" is not among the references';
    throw appError('notebook/key-does-not-apply', { key: 'embeddings', because }, reader.where('embeddings'));
  }
  return {
    kind: 'compare',
    name: reader.text('name'),
    runs,
    baseline,
    ownBaselines: reader.boolean('own_baselines'),
    references,
    ...(embeddings === undefined ? {} : { embeddings }),
    bootstrapSamples: reader.integer('bootstrap_samples')
  };
}
