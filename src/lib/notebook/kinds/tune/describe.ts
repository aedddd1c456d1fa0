// The tune cell: train cells at values that are chosen on validation, with the same budget for each. Others read what was chosen as
// "TUNE.RUN". The choice is made of validation figures alone; test figures are read of chosen trials, when all is chosen.
import { MAX_SEED, NAME_FIELD } from '../../schema/common';
import type { FieldReader } from '../../schema/reader';
import type { KindDescription } from '../description';
import { readAxes } from '../points/axes';
import { alone, reads } from '../references';
import { SWEPT_METRICS } from '../sweep/metrics';
import { BUDGET_UNITS, SEARCHES, type ResolvedTune } from './settings';
import type { TuneResult } from './stored';
import { SPACE, trialsOf } from './trials';

/** Far above what anybody waits for. */
const MOST_BUDGET = 1_000_000;

export const tuneKind: KindDescription<ResolvedTune, TuneResult> = {
  kind: 'tune',
  title: 'Tuning',
  help: 'Chooses values for train cells on validation, with the same budget for each. Comparisons and evaluations read the choice as NAME.RUN, such as "tuned.con".',
  fields: [
    NAME_FIELD,
    {
      key: 'runs',
      label: 'Runs',
      help: 'The train cells to tune, each by itself and with all its seeds: a trial is as good as the mean of its seeds.',
      type: 'cells',
      required: true,
      cellKind: 'train'
    },
    {
      key: SPACE,
      label: 'Space',
      help: 'What may be chosen, one key of a cell a line: a list of values, or a range between two, both included ("scale: log" for equal ratios; with "steps" so many values of it). A run is tuned by the lines that name it or a cell that it reads.',
      type: 'axes',
      required: true
    },
    {
      key: 'search',
      label: 'Search',
      help: 'Which points are tried: every combination ("grid"), drawn at random, evenly spread ("sobol"), or many for a few epochs, of which the best go on, half as many for twice as long each time ("halving").',
      type: 'choice',
      required: false,
      default: 'sobol',
      options: SEARCHES
    },
    {
      key: 'budget',
      label: 'Budget',
      help: 'What each of the runs may cost. A trial costs as many runs as there are seeds; counted in epochs, a run costs the most that it may take.',
      type: 'integer',
      required: true,
      min: 1,
      max: MOST_BUDGET
    },
    {
      key: 'unit',
      label: 'Counted in',
      help: 'What the budget counts.',
      type: 'choice',
      required: false,
      default: 'runs',
      options: BUDGET_UNITS
    },
    {
      key: 'metric',
      label: 'Metric',
      help: 'The validation metric by which is chosen.',
      type: 'choice',
      required: false,
      default: 'recall@20',
      options: SWEPT_METRICS
    },
    {
      key: 'seed',
      label: 'Seed',
      help: 'Number from which the points are drawn.',
      type: 'integer',
      required: false,
      default: 2023,
      min: 0,
      max: MAX_SEED
    }
  ],
  revision: 1,
  stored: { label: 'tunings' },
  resolve: resolveTune,
  references: ({ runs }) => reads('runs', 'train', runs, { mayBeOfOtherData: true }),
  points(cell, notebook) {
    const arms = trialsOf(cell, notebook);
    const runs = arms.flatMap(({ run, trials }) => trials.map((set) => ({ run, set })));
    const axes = cell.space.map(({ cell: name, key }) => ({ cell: name, key, values: [], label: key }));
    return { key: SPACE, axes, runs, trained: cell.search === 'halving' ? 'by-turns' : 'all' };
  },
  identify({ space, search, budget, unit, metric, seed }, at) {
    if (!at.points) return Promise.resolve(null);
    const settings = { space: space.map(({ key, values }) => ({ key, values })), search, budget, unit, metric, seed };
    return alone(at.hash(settings, { runs: at.points.map(({ id }) => id) }));
  },
  summary: (words) => [
    words.reads.join(', '),
    `${words.text('search')}, ${words.text('budget')} ${words.text('unit')}`
  ],
  /** "RUN.validation" and "RUN.test" of what was chosen: means over seeds. */
  values: ({ arms }) =>
    Object.fromEntries(
      arms.flatMap(({ name, trials, chosen, test }) => {
        const validation = chosen === null ? null : (trials[chosen]?.mean ?? null);
        return [
          ...(validation === null ? [] : [[`${name}.validation`, validation] as const]),
          ...(test ? [[`${name}.test`, test.mean] as const] : [])
        ];
      })
    ),
  anchors: () => ({ parts: ['table', 'figure'], acts: [] })
};

function resolveTune(reader: FieldReader): ResolvedTune {
  const search = reader.choice('search', SEARCHES);
  return {
    kind: 'tune',
    name: reader.text('name'),
    runs: reader.names('runs'),
    space: readAxes(reader, SPACE, search === 'grid' ? 'needed' : 'optional'),
    search,
    budget: reader.integer('budget'),
    unit: reader.choice('unit', BUDGET_UNITS),
    metric: reader.choice('metric', SWEPT_METRICS),
    seed: reader.integer('seed')
  };
}
