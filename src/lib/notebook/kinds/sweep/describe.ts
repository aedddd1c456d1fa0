// The sweep cell: train cells at every combination of other values, and what becomes of a metric. A point is the same notebook with these
// values set, so that its runs have the ids that they would have in cells of their own.
import { appError } from '#lib/errors/app-error';
import { MOST_POINTS } from '../../document/limits';
import { NAME_FIELD } from '../../schema/common';
import type { FieldReader } from '../../schema/reader';
import type { KindDescription } from '../description';
import { combinations, fieldOfAxis, readAxes, valuedAxes } from '../points/axes';
import type { AskedPoints, Axis, CellFields, Override, ValuedAxis } from '../points/types';
import {
  linearFields,
  linearValues,
  needsVectors,
  REFERENCE_NAMES,
  referencesField,
  type AskedValues,
  type ReferenceName
} from '../../rankings/asked';
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
  /** Keys whose values are chosen at every point, for each run by itself; none where nothing is. */
  readonly choose: readonly Axis[];
  readonly metric: SweptMetric;
  readonly part: Part;
  /** One of `runs`. */
  readonly baseline?: string;
  /** Changes from the first value of the first axis are what is shown. */
  readonly relative: boolean;
  /** Rows that no training makes, measured at every point. */
  readonly references: readonly ReferenceName[];
  readonly linear: AskedValues;
}

/** Those that need no vectors of their own. */
const BY_CLICKS = REFERENCE_NAMES.filter((name) => !needsVectors(name));
const OVER = 'over';
const CHOOSE = 'choose';

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
      key: CHOOSE,
      label: 'Chosen at each',
      help: 'Values that are chosen at every point by themselves, one key of a cell a line, as under "over": for each run by the lines that it reads, on the mean of the metric over its seeds on validation. The point shows what was chosen.',
      type: 'axes',
      required: false
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
    },
    referencesField(BY_CLICKS),
    ...linearFields(BY_CLICKS)
  ],
  revision: 1,
  stored: { label: 'sweeps' },
  resolve: resolveSweep,
  references: ({ runs }) => reads('runs', 'train', runs, { mayBeOfOtherData: true }),
  points: pointsOf,
  identify({ runs, over, choose, metric, part, baseline, relative, references, linear }, at) {
    if (!at.points) return Promise.resolve(null);
    const settings = {
      // Names of cells are left out: what is reached by a value says its runs' ids.
      over: over.map(({ key, values }) => ({ key, values })),
      choose: choose.length > 0 ? choose.map(({ key, values }) => ({ key, values })) : undefined,
      metric,
      part,
      baseline: baseline === undefined ? undefined : runs.indexOf(baseline),
      relative,
      references: references.length > 0 ? references : undefined,
      linear: Object.keys(linear).length > 0 ? linear : undefined
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
  const references = reader.choices('references', BY_CLICKS);
  if (baseline !== undefined && !runs.includes(baseline)) throw reader.bad('baseline', `one of ${runs.join(', ')}`);
  return {
    kind: 'sweep',
    name: reader.text('name'),
    runs,
    over: readAxes(reader, OVER),
    choose: reader.isGiven(CHOOSE) ? readAxes(reader, CHOOSE) : [],
    metric: reader.choice('metric', SWEPT_METRICS),
    part: reader.choice('part', PARTS),
    ...(baseline === undefined ? {} : { baseline }),
    relative: reader.boolean('relative'),
    references,
    linear: linearValues(reader, references, BY_CLICKS)
  };
}

/**
 * Every point of the axes, at each every run, of each every combination of what is chosen for it.
 * @throws AppError notebook/bad-axis, notebook/grid-too-large
 */
function pointsOf({ runs, over, choose }: ResolvedSweep, notebook: CellFields): AskedPoints {
  const axes = valuedAxes(over, OVER, notebook);
  const chosen = valuedAxes(choose, CHOOSE, notebook);
  for (const axis of chosen) {
    const isTwice = axes.some(({ cell, key }) => cell === axis.cell && key === axis.key);
    const reason = isTwice
      ? 'it stands under "over" too'
      : runs.every((run) => !notebook.behind(run).has(axis.cell))
        ? `none of the runs reads "${axis.cell}"`
        : null;
    if (reason === null) continue;
    const details = { axis: `${axis.cell}.${axis.key}`, reason, cure: `Leave it out of "${CHOOSE}".` };
    throw appError('notebook/bad-axis', details, { field: fieldOfAxis(CHOOSE, axis) });
  }
  const tried = runs.map((run) => chosen.filter(({ cell }) => notebook.behind(run).has(cell)));
  const points = product(axes);
  const trials = points * tried.reduce((sum, own) => sum + product(own), 0);
  if (Math.max(points, trials / runs.length) > MOST_POINTS) {
    const all =
      points * runs.reduce((sum, run, at) => sum + (notebook.training(run)?.seeds ?? 1) * product(tried[at] ?? []), 0);
    const sizes = [...axes, ...chosen].map(({ cell, key, values }) => `${values.length} of ${cell}.${key}`).join(' × ');
    const details = { points, sizes, most: MOST_POINTS, runs: all, days: Math.round(all / 60 / 24) };
    throw appError('notebook/grid-too-large', details, { field: OVER });
  }
  const asked = combinations(axes).flatMap((at) =>
    runs.flatMap((run, index) => {
      const own = tried[index] ?? [];
      return combinations(own).map((choice) => ({ run, set: [...valuesAt(axes, at), ...valuesAt(own, choice)] }));
    })
  );
  return { key: OVER, axes: [...axes, ...chosen], runs: asked, trained: 'all' };
}

const product = (axes: readonly Pick<ValuedAxis, 'values'>[]): number =>
  axes.reduce((points, { values }) => points * values.length, 1);

const valuesAt = (axes: readonly ValuedAxis[], at: readonly number[]): readonly Override[] =>
  axes.map(({ cell, key, values }, axis) => ({ cell, key, value: values[at[axis] ?? 0] ?? '' }));
