// The compare cell: runs side by side, with differences from a baseline.
import { appError } from '#lib/errors/app-error';
import {
  gridOf,
  LINEAR_MODELS,
  LINEAR_NAMES,
  LINEAR_SETTINGS,
  linearModel,
  type LinearName
} from '#lib/evaluation/linear/models';
import { NAME_FIELD } from '../../schema/common';
import type { FieldReader } from '../../schema/reader';
import type { KindDescription } from '../description';
import { alone, reads } from '../references';
import type { CompareResult } from './stored';

export type ReferenceName = 'popularity' | LinearName | 'semantic-only';
const REFERENCE_NAMES: readonly ReferenceName[] = ['popularity', ...LINEAR_NAMES, 'semantic-only'];

export const isLinear = (name: ReferenceName): name is LinearName => name !== 'popularity' && name !== 'semantic-only';

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
  readonly linear: Readonly<Record<string, readonly number[]>>;
  /** For references by semantic vectors. */
  readonly embeddings?: string;
  /** Resamples of the paired bootstrap over users. */
  readonly bootstrapSamples: number;
}

const needsVectors = (name: ReferenceName): boolean =>
  name === 'semantic-only' || (isLinear(name) && linearModel(name).needsVectors);
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
    {
      key: 'references',
      label: 'References',
      help: `Rows that no training makes: "popularity" ranks by training clicks, ${LINEAR_MODELS.map(({ name, help }) => `"${name}" ${help}`).join(', ')}, "semantic-only" by the cosine of semantic vectors.`,
      type: 'choices',
      required: false,
      default: [],
      options: REFERENCE_NAMES
    },
    {
      key: 'embeddings',
      label: 'Embeddings',
      help: `The vectors for the references ${BY_VECTORS.map((name) => `"${name}"`).join(', ')}.`,
      type: 'cell',
      required: false,
      cellKind: 'embeddings'
    },
    ...LINEAR_SETTINGS.map((setting) => ({
      ...setting,
      help: `${setting.help} Of several values the best on validation (recall@20) is shown.`,
      required: false,
      default: [setting.default]
    })),
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
    linear: linearValues(reader, references),
    ...(embeddings === undefined ? {} : { embeddings }),
    bootstrapSamples: reader.integer('bootstrap_samples')
  };
}

/** Values of the linear references' settings that are not the default alone. */
function linearValues(reader: FieldReader, references: readonly ReferenceName[]): ResolvedCompare['linear'] {
  const asked = references.filter(isLinear);
  const values: Record<string, readonly number[]> = {};
  for (const { key, type, default: one } of LINEAR_SETTINGS) {
    const owners = LINEAR_MODELS.filter(({ settings }) => settings.some((setting) => setting.key === key));
    if (owners.some(({ name }) => asked.includes(name))) {
      const given = type === 'integers' ? reader.integers(key) : reader.numbers(key);
      if (given.length > 1 || given[0] !== one) values[key] = given;
    } else if (reader.isGiven(key)) {
      const because = `${owners.map(({ name }) => `"${name}"`).join(' or ')} is not among the references`;
      throw appError('notebook/key-does-not-apply', { key, because }, reader.where(key));
    }
  }
  for (const name of asked) {
    const { refuses } = linearModel(name);
    const problem = gridOf(name, values).flatMap((combination) => refuses?.(combination) ?? [])[0];
    if (problem) throw reader.bad(problem.key, problem.expected);
  }
  return values;
}
