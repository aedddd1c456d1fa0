// The evaluate cell: stored runs measured anew, by more metrics and at other cut-offs than training does, and by groups.
import { appError } from '#lib/errors/app-error';
import { LIST_METRIC_NAMES, LIST_METRICS, measureName, type ListMetricName } from '#lib/evaluation/lists/metric-table';
import { NAME_FIELD } from '../../schema/common';
import type { FieldReader } from '../../schema/reader';
import type { KindDescription } from '../description';
import { alone, reads } from '../references';
import type { EvaluateResult } from './stored';

const GROUPS = ['users', 'items'] as const;
type GroupName = (typeof GROUPS)[number];
/** The longest list that is looked at. */
const LONGEST = 100;

export interface ResolvedEvaluate {
  readonly kind: 'evaluate';
  readonly name: string;
  readonly runs: readonly string[];
  readonly baseline: string;
  readonly ownBaselines: boolean;
  /** In the order of the table of metrics. */
  readonly metrics: readonly ListMetricName[];
  /** Ascending. */
  readonly cutoffs: readonly number[];
  readonly groups: readonly GroupName[];
  readonly quantiles: number;
  readonly embeddings?: string;
  readonly bootstrapSamples: number;
}

export const evaluateKind: KindDescription<ResolvedEvaluate, EvaluateResult> = {
  kind: 'evaluate',
  title: 'Evaluation',
  help: 'Trained runs measured anew from their embeddings: more metrics, any cut-offs, and who gains. It trains nothing.',
  fields: [
    NAME_FIELD,
    {
      key: 'runs',
      label: 'Runs',
      help: 'The train cells to measure, in the order of the table, each with all its seeds.',
      type: 'cells',
      required: true,
      cellKind: 'train'
    },
    {
      key: 'baseline',
      label: 'Baseline',
      help: 'The run from which gains are counted; the first of the runs where it is left out.',
      type: 'cell',
      required: false,
      cellKind: 'train'
    },
    {
      key: 'own_baselines',
      label: 'Own baselines',
      help: 'Count each run’s gains from the unaligned run of the same backbone instead of from one baseline.',
      type: 'boolean',
      required: false,
      default: false
    },
    {
      key: 'metrics',
      label: 'Metrics',
      help: `${LIST_METRICS.map(({ name, label }) => `"${name}" ${label}`).join('; ')}.`,
      type: 'choices',
      required: false,
      default: LIST_METRIC_NAMES.filter((name) => name !== 'diversity'),
      options: LIST_METRIC_NAMES
    },
    {
      key: 'cutoffs',
      label: 'Cut-offs',
      help: 'How many of the best items are looked at.',
      type: 'integers',
      required: false,
      default: [20],
      min: 1,
      max: LONGEST,
      unit: 'items'
    },
    {
      key: 'groups',
      label: 'Groups',
      help: 'Users by their training clicks; held-out items by theirs: the most clicked with a fifth of all clicks (head), the least clicked with a fifth (tail), and those between.',
      type: 'choices',
      required: false,
      default: GROUPS,
      options: GROUPS
    },
    {
      key: 'quantiles',
      label: 'Groups of users',
      help: 'Groups of about as many users; users with as many clicks stay together.',
      type: 'integer',
      required: false,
      default: 4,
      min: 2,
      max: 10
    },
    {
      key: 'embeddings',
      label: 'Embeddings',
      help: 'The semantic vectors for "diversity".',
      type: 'cell',
      required: false,
      cellKind: 'embeddings'
    },
    {
      key: 'bootstrap_samples',
      label: 'Bootstrap samples',
      help: 'How often users are drawn anew for the intervals over users.',
      type: 'integer',
      required: false,
      default: 2000,
      min: 200,
      max: 100_000
    }
  ],
  revision: 1,
  stored: { label: 'evaluations' },
  resolve: resolveEvaluate,
  references: ({ runs, embeddings }) => [
    // Runs on different data are refused when their splits are known: two cells may read the same data.
    ...reads('runs', 'train', runs, { mayBeOfOtherData: true, mayBeChosen: true }),
    ...reads('embeddings', 'embeddings', embeddings)
  ],
  identify: ({ runs, baseline, ownBaselines, metrics, cutoffs, groups, quantiles, embeddings, bootstrapSamples }, at) =>
    alone(
      at.hash(
        {
          // With own baselines it is that of runs whose backbone has no unaligned run.
          baseline: runs.indexOf(baseline),
          ownBaselines,
          metrics,
          cutoffs,
          groups,
          quantiles: groups.includes('users') ? quantiles : undefined,
          bootstrapSamples
        },
        { runs: runs.map((name) => at.id(name)), embeddings: at.id(embeddings) }
      )
    ),
  summary: ({ reads: names, value }) => [
    names.join(', '),
    [value('cutoffs')]
      .flat()
      .map((cutoff) => `@${String(cutoff)}`)
      .join(' ')
  ],
  /** "ROW.recall@20"; "ROW.recall@20.gain", and that of groups under "users-1", the fewest clicks, … and "head", "torso", "tail". */
  values: ({ rows, measures, groups }) =>
    Object.fromEntries(
      rows.flatMap((row) =>
        measures.flatMap((measure, index) =>
          groups.flatMap((group, at) => {
            const found = row.groups[at]?.[index];
            const key = `${row.name}.${measureName(measure)}`;
            const own: [string, number][] = at === 0 && found ? [[key, found.mean]] : [];
            const gain: [string, number][] = found?.gain
              ? [[at === 0 ? `${key}.gain` : `${key}.gain.${group.key}`, found.gain.mean]]
              : [];
            return [...own, ...gain];
          })
        )
      )
    ),
  anchors: () => ({ parts: ['table', 'groups', 'trade-off'], acts: [] })
};

function resolveEvaluate(reader: FieldReader): ResolvedEvaluate {
  const runs = reader.names('runs');
  const baseline = reader.optionalText('baseline') ?? runs[0];
  if (baseline === undefined || !runs.includes(baseline)) throw reader.bad('baseline', `one of ${runs.join(', ')}`);
  const metrics = reader.choices('metrics', LIST_METRIC_NAMES);
  if (metrics.length === 0) throw reader.bad('metrics');
  const embeddings = reader.optionalText('embeddings');
  const isNeeded = metrics.includes('diversity');
  if (isNeeded && embeddings === undefined) {
    throw appError('notebook/needs-embeddings', { what: 'The metric "diversity"' }, reader.where('metrics'));
  }
  if (!isNeeded && embeddings !== undefined) {
    const because = '"diversity" is not among the metrics';
    throw appError('notebook/key-does-not-apply', { key: 'embeddings', because }, reader.where('embeddings'));
  }
  return {
    kind: 'evaluate',
    name: reader.text('name'),
    runs,
    baseline,
    ownBaselines: reader.boolean('own_baselines'),
    metrics,
    cutoffs: [...reader.integers('cutoffs')].sort((a, b) => a - b),
    groups: reader.choices('groups', GROUPS),
    quantiles: reader.integer('quantiles'),
    embeddings,
    bootstrapSamples: reader.integer('bootstrap_samples')
  };
}
