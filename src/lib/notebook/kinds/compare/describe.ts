// The compare cell: runs side by side, with differences from a baseline.
import { appError } from '#lib/errors/app-error';
import {
  linearFields,
  linearValues,
  needsVectors,
  REFERENCE_NAMES,
  referencesField,
  type AskedValues,
  type ReferenceName
} from '../../rankings/asked';
import { NAME_FIELD } from '../../schema/common';
import type { FieldReader } from '../../schema/reader';
import type { KindDescription } from '../description';
import { alone, reads } from '../references';
import type { CompareResult } from './stored';

export interface ResolvedCompare {
  readonly kind: 'compare';
  readonly name: string;
  readonly runs: readonly string[];
  /** One of `runs`. */
  readonly baseline: string;
  /** Differences are counted from the unaligned run of the same backbone, where the table has one. */
  readonly ownBaselines: boolean;
  readonly references: readonly ReferenceName[];
  /** Values to try of the linear references' settings, by key, where the text names any. */
  readonly linear: AskedValues;
  /** For references by semantic vectors. */
  readonly embeddings?: string;
  /** Resamples of the paired bootstrap over users. */
  readonly bootstrapSamples: number;
}

const BY_VECTORS = REFERENCE_NAMES.filter(needsVectors);

export const compareKind: KindDescription<ResolvedCompare, CompareResult> = {
  kind: 'compare',
  title: 'Comparison',
  help: 'One table of runs: mean and standard deviation over seeds or splits, differences from the baseline with their uncertainty.',
  fields: [
    NAME_FIELD,
    {
      key: 'runs',
      label: 'Runs',
      help: 'The train cells to compare, in the order of the table. Cells with the same settings on data sets that differ in split_seed alone are one row, measured over splits.',
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
    referencesField(REFERENCE_NAMES),
    {
      key: 'embeddings',
      label: 'Embeddings',
      help: `The vectors for the references ${BY_VECTORS.map((name) => `"${name}"`).join(', ')}.`,
      type: 'cell',
      required: false,
      cellKind: 'embeddings'
    },
    ...linearFields(REFERENCE_NAMES),
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
    ...reads('runs', 'train', runs, { mayBeOfOtherData: true, mayBeChosen: true, withItsData: true }),
    ...reads('embeddings', 'embeddings', embeddings)
  ],
  identify: ({ runs, baseline, ownBaselines, references, linear, embeddings, bootstrapSamples }, at) =>
    alone(
      at.hash(
        // Left out where they are off, as they were before there was such a key.
        {
          baseline: runs.indexOf(baseline),
          ownBaselines: ownBaselines || undefined,
          references,
          linear: Object.keys(linear).length > 0 ? linear : undefined,
          bootstrapSamples
        },
        { runs: runs.map((name) => at.id(name)), embeddings: at.id(embeddings), truth: at.truth }
      )
    ),
  async refuse({ runs, references }, around) {
    const { armsOf } = await import('./arms'); // pages do without it
    const { splitSeeds } = armsOf(runs, around);
    const [needing] = references.filter(needsVectors);
    if (splitSeeds.length > 0 && needing !== undefined) {
      throw appError('notebook/vectors-of-one-split', { reference: needing }, { field: 'references' });
    }
  },
  readsTruth: () => true,
  summary: (words) => [words.reads.join(', ')],
  /** Of recall@20: "ROW.recall@20", "ROW.sd" (between seeds), "ROW.difference" (relative), "ROW.p" (paired t-test, with Holm's correction). */
  values: ({ rows }) =>
    Object.fromEntries(
      rows.flatMap((row) => {
        const difference = row.differences.find(({ metric }) => metric === 'recall@20');
        const p = difference?.pairedT?.pHolm ?? difference?.pairedT?.p;
        const own: [string, number][] = [[`${row.name}.recall@20`, row.test.mean.recall['20']]];
        if (row.seeds.length > 1) own.push([`${row.name}.sd`, row.test.sd.recall['20']]);
        if (difference) own.push([`${row.name}.difference`, difference.relative]);
        if (p !== undefined) own.push([`${row.name}.p`, p]);
        return own;
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
  const [needing] = references.filter(needsVectors);
  if (needing !== undefined && embeddings === undefined) {
    throw appError('notebook/needs-embeddings', { what: `The reference "${needing}"` }, reader.where('references'));
  }
  if (needing === undefined && embeddings !== undefined) {
    const because = `none of ${BY_VECTORS.map((name) => `"${name}"`).join(', ')} is among the references`;
    throw appError('notebook/key-does-not-apply', { key: 'embeddings', because }, reader.where('embeddings'));
  }
  return {
    kind: 'compare',
    name: reader.text('name'),
    runs,
    baseline,
    ownBaselines: reader.boolean('own_baselines'),
    references,
    linear: linearValues(reader, references, REFERENCE_NAMES),
    ...(embeddings === undefined ? {} : { embeddings }),
    bootstrapSamples: reader.integer('bootstrap_samples')
  };
}
