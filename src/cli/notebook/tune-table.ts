// A tuning as the command line prints it: what was chosen for each run, then every trial, the best first.
import { printable } from '#lib/errors/printable';
import type { TuneResult, TuneTrial } from '#lib/notebook/kinds/tune/stored';
import { count, metric, textTable } from './text-table';

type Arm = TuneResult['arms'][number];

/** Plain text of several lines. */
export function describeTuning(result: TuneResult): string {
  const chosen = textTable(
    [
      ['run', 'chosen', 'trials', 'epochs', `validation ${result.metric}`, `test ${result.metric}`],
      ...result.arms.map((arm) => [
        arm.label,
        valuesOf(result, arm.trials[arm.chosen ?? -1]),
        count(arm.trials.length),
        `${count(Math.round(arm.spent.epochs))} of ${count(arm.spent.allowed)}`,
        number(arm.trials[arm.chosen ?? -1]?.mean ?? null),
        number(arm.test?.mean ?? null)
      ])
    ],
    [0, 1]
  );
  const trials = result.arms.map((arm) =>
    textTable(
      [
        [`${arm.label}: trials`, 'epochs', 'rounds', `validation ${result.metric}`],
        ...best(arm).map((trial) => [
          valuesOf(result, trial),
          String(Math.round(trial.epochs)),
          String(trial.rounds),
          trial.failed === undefined ? number(trial.mean) : 'no number'
        ])
      ],
      [0]
    )
  );
  return [chosen, ...trials, result.notes.map((note) => `- ${printable(note)}`).join('\n')].join('\n\n');
}

const best = ({ trials }: Arm): readonly TuneTrial[] =>
  [...trials].sort((a, b) => (b.mean ?? -Infinity) - (a.mean ?? -Infinity) || 0);

const number = (value: number | null): string => (value === null ? '–' : metric(value));

const valuesOf = ({ axes }: TuneResult, trial: TuneTrial | undefined): string =>
  (trial?.set ?? []).map(({ axis, value }) => `${axes[axis]?.key ?? ''} ${String(value)}`).join(', ');
