// Runs as tables for files and terminals: one row a run, and one row an arm with its mean and spread over seeds. Pure.
import { summariseMetrics } from '#lib/evaluation/metrics';
import {
  differingTreatment,
  groupedRuns,
  METRIC_COLUMNS,
  METRIC_KEYS,
  namedArms,
  namedRuns,
  settingOf,
  type NamedRun
} from './run-list';
import { isImported, type RunSummary } from './run-summary';

type TableValue = string | number | null;

export interface RunsTable {
  readonly caption: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly TableValue[])[];
}

/** Everything a list says of the runs, and each setting that differs in a column of its own. */
export function runsTable(runs: readonly NamedRun[]): RunsTable {
  const settings = differingTreatment(runs.map(({ run }) => run));
  return {
    caption: 'Stored runs: test metrics over all items, training items masked',
    columns: [
      'run',
      'label',
      'data',
      'split',
      'seed',
      'made',
      'seconds',
      'device',
      'imported',
      ...settings,
      ...METRIC_COLUMNS.map(({ label }) => label),
      'id'
    ],
    rows: runs.map((named) => {
      const { run, name } = named;
      return [
        name,
        run.label,
        run.data,
        run.splitHash,
        run.seed,
        run.created,
        isImported(run) ? null : run.seconds,
        run.backend,
        isImported(run) ? 'yes' : 'no',
        ...settings.map((key) => asValue(settingOf(run, key))),
        ...METRIC_COLUMNS.map(({ valueOf }) => asValue(valueOf(named))),
        run.id
      ];
    })
  };
}

const asValue = (value: string | number | boolean | null | undefined): TableValue =>
  typeof value === 'boolean' ? String(value) : (value ?? null);

export interface ArmRow {
  readonly name: string;
  readonly seeds: number;
  /** By column of METRIC_COLUMNS; the spread is null for one seed. */
  readonly metrics: readonly { readonly mean: number; readonly sd: number | null }[];
}

/** Runs whose numbers may stand in one table. */
export interface ProtocolRows {
  readonly data: string;
  readonly splitHash: string;
  readonly arms: readonly ArmRow[];
}

/** Mean and sample standard deviation over the runs of the same settings, protocol by protocol. */
export function armRows(runs: readonly RunSummary[]): readonly ProtocolRows[] {
  return groupedRuns(namedRuns(runs), 'protocol').map((group) => {
    const [first] = group.runs;
    return {
      data: first?.run.data ?? '',
      splitHash: first?.run.splitHash ?? '',
      arms: namedArms(group.runs).map(({ title, runs: seeds }) =>
        rowOf(
          title,
          seeds.map(({ run }) => run)
        )
      )
    };
  });
}

function rowOf(name: string, runs: readonly RunSummary[]): ArmRow {
  const { mean, sd } = summariseMetrics(runs.map(({ test }) => test));
  return {
    name,
    seeds: runs.length,
    metrics: METRIC_KEYS.map(({ metric, cutoff }) => ({
      mean: mean[metric][cutoff],
      sd: runs.length > 1 ? sd[metric][cutoff] : null
    }))
  };
}
