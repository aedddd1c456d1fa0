// The compare cell: runs side by side, with differences from a baseline.
import { appError } from '#lib/errors/app-error';
import { NAME_FIELD } from './common';
import type { FieldReader } from './reader';
import { REFERENCE_NAMES, type CellSchema, type ResolvedCompare } from './types';

export const compareSchema: CellSchema = {
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
  ]
};

export function resolveCompare(reader: FieldReader): ResolvedCompare {
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
