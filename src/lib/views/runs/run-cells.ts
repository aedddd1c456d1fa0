// What stands in the columns of the list of runs, and what is written of picked ones into files. Pure.
import { METRIC_COLUMNS, type NamedRun } from '#lib/notebook/runs/run-list';
import { isImported, type RunSummary } from '#lib/notebook/runs/run-summary';
import { armRows, type ArmRow } from '#lib/notebook/runs/run-tables';
import { elsewhereHelp, FROM_ELSEWHERE } from '../text/elsewhere';
import { formatDate, formatDuration, formatMetric } from '../text/format';
import { latexSpread, latexText, toLatex } from '../text/latex';

const METRICS = new Map(METRIC_COLUMNS.map(({ key, valueOf }) => [key, valueOf]));

/** @param key of a column of RUN_COLUMNS */
export function cellText(named: NamedRun, key: string): string {
  const { run, name } = named;
  const metric = METRICS.get(key)?.(named);
  if (typeof metric === 'number') return formatMetric(metric);
  switch (key) {
    case 'name':
      return name;
    case 'seed':
      return String(run.seed);
    case 'data':
      return run.data;
    case 'split':
      return run.splitHash.slice(0, 8);
    case 'made':
      return formatDate(run.created);
    case 'time':
      return isImported(run) ? '–' : formatDuration(run.seconds);
    default:
      return '';
  }
}

/** How wide a column is beside the names, as the table's style sheet says it. @param key of a column of RUN_COLUMNS */
export const widthOf = (key: string): 'wide' | 'narrow' => (['data', 'made'].includes(key) ? 'wide' : 'narrow');

/** Where a run is from, where that is not this browser; empty where it is. */
export function originOf(
  run: RunSummary,
  ofSite: ReadonlySet<string>
): { readonly word: string; readonly help: string } {
  if (isImported(run))
    return {
      word: 'imported',
      help: 'Trained elsewhere and taken in from files: settings, split and numbers are as its file says.'
    };
  if (ofSite.has(run.id)) return { word: 'site', help: 'One of the runs that come with the site.' };
  if (run.processor !== null)
    return {
      word: FROM_ELSEWHERE,
      help: `Imported from elsewhere: ${elsewhereHelp([run.processor])}.`
    };
  return { word: '', help: '' };
}

/** One table a protocol, a row for each set of settings: mean and spread over its runs, the best of a column in bold. */
export function runsLatex(runs: readonly RunSummary[]): string {
  return armRows(runs)
    .map(({ data, splitHash, arms }) => {
      const best = METRIC_COLUMNS.map((_, at) => bestAt(arms, at));
      return toLatex({
        caption: `Test metrics on ${data}, split ${splitHash.slice(0, 8)}, over all items, training items masked; mean and sample standard deviation over runs.`,
        columns: ['run', 'runs', ...METRIC_COLUMNS.map(({ label }) => label)],
        rows: arms.map(({ name, seeds, metrics }) => [
          latexText(name),
          String(seeds),
          ...metrics.map(({ mean, sd }, at) => latexSpread(mean, sd, arms.length > 1 && mean === best[at]))
        ])
      });
    })
    .join('\n');
}

const bestAt = (arms: readonly ArmRow[], at: number): number =>
  arms.reduce((best, { metrics }) => Math.max(best, metrics[at]?.mean ?? -Infinity), -Infinity);
