// An evaluation as the command line prints it: all users with every measure, then the groups with what each arm has there.
import { printable } from '#lib/errors/printable';
import type { EvaluatedValue, EvaluateResult } from '#lib/notebook/kinds/evaluate/stored';
import { measureName } from '#lib/evaluation/lists/metric-table';
import { count, metric, signed, textTable } from './text-table';

/** Plain text of several lines. */
export function describeEvaluation(result: EvaluateResult): string {
  return [allUsers(result), ...byGroup(result), result.notes.map((note) => `- ${printable(note)}`).join('\n')].join(
    '\n\n'
  );
}

function allUsers({ measures, rows }: EvaluateResult): string {
  return textTable([
    ['test, all users', 'seeds', ...measures.map(measureName)],
    ...rows.map((row) => [
      row.label,
      String(row.seeds.length),
      ...(row.groups[0] ?? []).map((value) => (value ? metric(value.mean) : '–'))
    ])
  ]);
}

/** One table a measure of users: a line a group and arm. */
function byGroup({ measures, groups, rows }: EvaluateResult): string[] {
  if (groups.length < 2) return [];
  return measures.flatMap((measure, index) => {
    if (measure.of === 'lists') return [];
    const lines = groups.flatMap((group, at) =>
      rows.flatMap((row, arm) => {
        const value = row.groups[at]?.[index];
        return value
          ? [[arm === 0 ? group.label : '', arm === 0 ? count(group.users) : '', row.label, ...numbers(value)]]
          : [];
      })
    );
    const heading = ['group', 'users', 'run', measureName(measure), '95 % over users', 'gain', '95 % over users'];
    return [textTable([heading, ...lines], [0, 2])];
  });
}

function numbers({ mean, interval95, gain }: EvaluatedValue): string[] {
  const interval = (of: { low: number; high: number } | null | undefined, write: (value: number) => string) =>
    of ? `${write(of.low)} … ${write(of.high)}` : '';
  return [
    metric(mean),
    interval(interval95, metric),
    gain ? signed(gain.mean) : '',
    interval(gain?.interval95, signed)
  ];
}
