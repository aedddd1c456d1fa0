// The sweep cell: train cells at every combination of other values, and what becomes of a metric. A point is the same notebook with these
// values set, so that its runs have the ids that they would have in cells of their own.
import { appError } from '#lib/errors/app-error';
import { MOST_POINTS } from '../../document/limits';
import { NAME_FIELD } from '../../schema/common';
import type { FieldReader } from '../../schema/reader';
import type { KindDescription } from '../description';
import { combinations, readAxes, valuedAxes } from '../points/axes';
import type { AskedPoints, Axis, CellFields } from '../points/types';
import { alone, reads } from '../references';
import { SWEPT_METRICS, type SweptMetric } from './metrics';
import type { SweepResult } from './stored';

export const PARTS = ['test', 'validation'] as const;
export type Part = (typeof PARTS)[number];

export interface ResolvedSweep {
  readonly kind: 'sweep';
  readonly name: string;
  readonly runs: readonly string[];
  readonly over: readonly Axis[];
  readonly metric: SweptMetric;
  readonly part: Part;
  /** One of `runs`. */
  readonly baseline?: string;
  /** Changes from the first value of the first axis are what is shown. */
  readonly relative: boolean;
}

const OVER = 'over';

export const sweepKind: KindDescription<ResolvedSweep, SweepResult> = {
  kind: 'sweep',
  title: 'Sweep',
  help: 'Train cells at other values than they have, every combination of them: what becomes of a metric when one thing changes.',
  fields: [
    NAME_FIELD,
    {
      key: 'runs',
      label: 'Runs',
      help: 'The train cells that are trained at every point, each with all its seeds.',
      type: 'cells',
      required: true,
      cellKind: 'train'
    },
    {
      key: OVER,
      label: 'Over',
      help: 'What is varied, one key of a cell a line: a list of values, or a range of so many steps between two of them, both included, of equal differences ("scale: linear") or ratios ("scale: log"). Cells that a value does not reach are made once.',
      type: 'axes',
      required: true
    },
    {
      key: 'metric',
      label: 'Metric',
      help: 'What is measured at every point.',
      type: 'choice',
      required: false,
      default: 'recall@20',
      options: SWEPT_METRICS
    },
    {
      key: 'part',
      label: 'Part',
      help: 'The held-out clicks on which it is measured. What is chosen by a sweep is chosen on validation.',
      type: 'choice',
      required: false,
      default: 'test',
      options: PARTS
    },
    {
      key: 'baseline',
      label: 'Baseline',
      help: 'One of the runs, from which gains of the others are counted at every point.',
      type: 'cell',
      required: false,
      cellKind: 'train'
    },
    {
      key: 'relative',
      label: 'Relative',
      help: 'Show changes from the first value of the first axis instead of the metric itself.',
      type: 'boolean',
      required: false,
      default: false
    }
  ],
  revision: 1,
  stored: { label: 'sweeps' },
  resolve: resolveSweep,
  references: ({ runs }) => reads('runs', 'train', runs, { mayBeOfOtherData: true }),
  points: pointsOf,
  identify({ runs, over, metric, part, baseline, relative }, at) {
    if (!at.points) return Promise.resolve(null);
    const settings = {
      // Names of cells are left out: what is reached by a value says its runs' ids.
      over: over.map(({ key, values }) => ({ key, values })),
      metric,
      part,
      baseline: baseline === undefined ? undefined : runs.indexOf(baseline),
      relative
    };
    return alone(at.hash(settings, { runs: at.points.map(({ id }) => id) }));
  },
  summary: (words) => [words.reads.join(', '), axesInWords(words.value(OVER))],
  /** "RUN.VALUE" or "RUN.VALUE,VALUE": the mean of the metric, or the change where that is shown. */
  values: ({ runs, axes, points, relative }) =>
    Object.fromEntries(
      points.flatMap(({ at, runs: figures }) =>
        figures.flatMap((figure, run) => {
          const shown = figure === null || 'failed' in figure ? null : relative ? figure.change : figure;
          const value = at.map((index, axis) => String(axes[axis]?.values[index])).join(',');
          return shown ? [[`${runs[run]?.name ?? ''}.${value}`, shown.mean] as const] : [];
        })
      )
    ),
  anchors: () => ({ parts: ['figure', 'table'], acts: [] })
};

const axesInWords = (over: unknown): string =>
  typeof over === 'object' && over !== null ? Object.keys(over).join(' × ') : '';

function resolveSweep(reader: FieldReader): ResolvedSweep {
  const runs = reader.names('runs');
  const baseline = reader.optionalText('baseline');
  if (baseline !== undefined && !runs.includes(baseline)) throw reader.bad('baseline', `one of ${runs.join(', ')}`);
  return {
    kind: 'sweep',
    name: reader.text('name'),
    runs,
    over: readAxes(reader, OVER),
    metric: reader.choice('metric', SWEPT_METRICS),
    part: reader.choice('part', PARTS),
    ...(baseline === undefined ? {} : { baseline }),
    relative: reader.boolean('relative')
  };
}

/** @throws AppError notebook/bad-axis, notebook/grid-too-large */
function pointsOf({ runs, over }: ResolvedSweep, notebook: CellFields): AskedPoints {
  const axes = valuedAxes(over, OVER, notebook);
  const points = axes.reduce((product, { values }) => product * values.length, 1);
  if (points > MOST_POINTS) {
    const all = points * runs.reduce((sum, run) => sum + (notebook.training(run)?.seeds ?? 1), 0);
    const sizes = axes.map(({ cell, key, values }) => `${values.length} of ${cell}.${key}`).join(' × ');
    const details = { points, sizes, most: MOST_POINTS, runs: all, days: Math.round(all / 60 / 24) };
    throw appError('notebook/grid-too-large', details, { field: OVER });
  }
  const asked = combinations(axes).flatMap((at) => {
    const set = axes.map(({ cell, key, values }, axis) => ({ cell, key, value: values[at[axis] ?? 0] ?? '' }));
    return runs.map((run) => ({ run, set }));
  });
  return { key: OVER, axes, runs: asked, trained: 'all' };
}
