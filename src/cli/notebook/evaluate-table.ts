// An evaluation as the command line prints it: for each cut-off all users with every metric; then, for each measure of accuracy, the groups
// with what each arm has there. Groups of other measures are in the results file.
import { printable } from '#lib/errors/printable';
import type { EvaluatedValue, EvaluateResult } from '#lib/notebook/kinds/evaluate/stored';
import { measureName } from '#lib/evaluation/lists/metric-table';
import { count, interval, metric, signed, textTable } from './text-table';

/** Plain text of several lines. */
export function describeEvaluation(result: EvaluateResult): string {
  const notes = result.notes.map((note) => `- ${printable(note)}`).join('\n');
  return [...allUsers(result), ...byGroup(result), notes].join('\n\n');
}

function allUsers({ measures, rows }: EvaluateResult): string[] {
  return [...new Set(measures.map(({ cutoff }) => cutoff))].map((cutoff) => {
    const columns = measures.flatMap((measure, index) => (measure.cutoff === cutoff ? [{ ...measure, index }] : []));
    return textTable([
      [`test @${cutoff}, all users`, 'seeds', ...columns.map(({ metric: name }) => name)],
      ...rows.map((row) => [
        row.label,
        String(row.seeds.length),
        ...columns.map(({ index }) => {
          const value = row.groups[0]?.[index];
          return value ? metric(value.mean) : '–';
        })
      ])
    ]);
  });
}

/** One table a measure of accuracy: a line a group and arm. */
function byGroup({ measures, groups, rows }: EvaluateResult): string[] {
  if (groups.length < 2) return [];
  return measures.flatMap((measure, index) => {
    if (measure.of !== 'held-out') return [];
    const lines = groups.flatMap((group, at) =>
      rows.flatMap((row, arm) => {
        const value = row.groups[at]?.[index];
        const named = arm === 0 ? [group.label, count(group.users)] : ['', ''];
        return value ? [[...named, row.label, ...numbers(value)]] : [];
      })
    );
    const heading = ['group', 'users', 'run', measureName(measure), '95 % over users', 'gain', '95 % over users'];
    return [textTable([heading, ...lines], [0, 2])];
  });
}

function numbers({ mean, interval95, gain }: EvaluatedValue): string[] {
  return [metric(mean), interval(interval95, metric), gain ? signed(gain.mean) : '', interval(gain?.interval95)];
}
