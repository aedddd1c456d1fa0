// npm run notebook -- runs: the stored runs of a folder, as a table for each protocol or as JSON. The same list as the page's: what it
// says of runs is kept in the folder, so that the next list reads no run.
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { AppError, appError } from '#lib/errors/app-error';
import { printable } from '#lib/errors/printable';
import type { Sorting } from '#lib/elementary/order';
import {
  groupedRuns,
  matchingRuns,
  METRIC_COLUMNS,
  METRIC_KEYS,
  namedRuns,
  RUN_COLUMNS,
  sortedRuns,
  type NamedRun
} from '#lib/notebook/runs/run-list';
import { allRuns } from '#lib/notebook/runs/run-index';
import { isImported, type RunSummary } from '#lib/notebook/runs/run-summary';
import { openFolderStore } from '#lib/storage/folder/folder.node';
import { paced } from '#lib/work/work';
import { parsedArguments } from '../arguments';
import { print, say } from '../terminal';
import { count, duration, metric, textTable } from './text-table';

/** In the place of a notebook's file. */
export const RUNS = 'runs';

const OPTIONS = {
  store: { type: 'string', default: '.rlmrec' },
  json: { type: 'boolean', default: false },
  filter: { type: 'string', default: '' },
  sort: { type: 'string' },
  reverse: { type: 'boolean', default: false },
  help: { type: 'boolean', short: 'h', default: false }
} as const;

const KEYS = RUN_COLUMNS.map(({ key }) => key);

export const RUNS_HELP = `npm run notebook -- runs [options]

Lists the stored runs, one table for each data set and split: numbers of unlike splits are not comparable. A run is named by what differs
from the others in view.

  --store DIR             where results are stored (default: .rlmrec in this folder)
  --filter "WORDS"        only runs that have all of these words: a model, a data set, a date, a setting such as layers=3
  --sort KEY              ${KEYS.slice(0, 5).join(', ')}, …: numbers from the greatest on, words from the first (default: newest first)
  --reverse               with --sort: the other way
  --json                  as JSON, with all settings and metrics of every run
`;

interface RunsArguments {
  readonly store: string;
  readonly json: boolean;
  readonly filter: string;
  readonly sorting: Sorting<string> | null;
}

/**
 * @returns null where help was asked for
 * @throws AppError notebook/bad-argument
 */
export function readRunsArguments(args: readonly string[]): RunsArguments | null {
  const { values, positionals } = parsedArguments({ args: [...args], options: OPTIONS, allowPositionals: true });
  if (values.help) return null;
  if (positionals[0] !== undefined)
    throw appError('notebook/bad-argument', {
      reason: `"runs" lists a store; "${positionals[0]}" is one word too many`
    });
  return {
    store: values.store,
    json: values.json,
    filter: values.filter,
    sorting: sortingOf(values.sort, values.reverse)
  };
}

function sortingOf(key: string | undefined, reverse: boolean): Sorting<string> | null {
  if (key === undefined) return null;
  const column = RUN_COLUMNS.find((one) => one.key === key);
  if (!column)
    throw appError('notebook/bad-argument', { reason: `--sort is "${key}", which is none of ${KEYS.join(', ')}` });
  return { by: column.key, down: column.isNumber !== reverse };
}

/** @param here what paths count from */
export async function listStoredRuns(args: readonly string[], here: string): Promise<number> {
  const asked = readRunsArguments(args);
  if (asked === null) {
    print(RUNS_HELP.trimEnd());
    return 0;
  }
  const store = resolve(here, asked.store);
  // Opening a store makes its folder; looking for one should not.
  const { runs, problems } = existsSync(store)
    ? await allRuns(await openFolderStore(store), paced({}, 'Reading the runs'))
    : { runs: [], problems: [] };
  for (const problem of problems) say(AppError.fromJSON(problem).toLine());
  const shown = sortedRuns(namedRuns(matchingRuns(runs, asked.filter)), asked.sorting);
  print(asked.json ? asJson(shown) : asText(shown, runs.length, asked));
  return 0;
}

export const asJson = (runs: readonly NamedRun[]): string =>
  JSON.stringify(
    runs.map(({ run, name }) => ({ name, imported: isImported(run), ...run })),
    null,
    2
  );

export function asText(
  runs: readonly NamedRun[],
  all: number,
  { store, filter }: Pick<RunsArguments, 'store' | 'filter'>
): string {
  if (all === 0) return `No runs are stored in ${printable(store)}. A notebook with a train cell makes some.`;
  if (runs.length === 0) return `None of ${count(all)} runs has all of these words: ${printable(filter)}`;
  const tables = groupedRuns(runs, 'protocol').map((group) => `${printable(group.title)}\n${tableOf(group.runs)}`);
  const shown = runs.length === all ? count(all) : `${count(runs.length)} of ${count(all)}`;
  const unlike = tables.length > 1 ? '; numbers of unlike splits are not comparable' : '';
  return [...tables, `${shown} ${all === 1 ? 'run' : 'runs'}${unlike}`].join('\n\n');
}

/** Named anew: within a protocol, data and split tell nothing apart. */
function tableOf(runs: readonly NamedRun[]): string {
  const names = new Map(namedRuns(runs.map(({ run }) => run)).map(({ run, name }) => [run.id, name]));
  return textTable(
    [
      ['run', 'seed', ...METRIC_COLUMNS.map(({ label }) => label), 'epochs', 'made', 'time', 'device', 'id'],
      ...runs.map(({ run }) => [
        names.get(run.id) ?? run.label,
        String(run.seed),
        ...metricsOf(run),
        String(run.epochs),
        run.created.slice(0, 16).replace('T', ' '),
        isImported(run) ? '' : duration(run.seconds),
        run.backend,
        run.id.slice(0, 12)
      ])
    ],
    [0]
  );
}

const metricsOf = ({ test }: RunSummary): string[] => METRIC_KEYS.map((key) => metric(test[key.metric][key.cutoff]));
