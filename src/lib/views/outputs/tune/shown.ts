// What is drawn and tabled of a tuning. Pure.
import type { TuneResult, TuneTrial } from '#lib/notebook/kinds/tune/stored';
import { armStyles, type ArmStyle } from '../../charts/arm-style';
import { formatMetric } from '../../text/format';
import type { DataTable } from '../../text/table';

/** "learning_rate 0.003, kd_weight 0.1". */
export const valuesInWords = ({ axes }: TuneResult, trial: TuneTrial | undefined): string =>
  (trial?.set ?? []).map(({ axis, value }) => `${axes[axis]?.key ?? ''} ${String(value)}`).join(', ');

export interface Dot {
  readonly x: number;
  readonly y: number;
  readonly style: ArmStyle;
  readonly isChosen: boolean;
  /** Of its run. */
  readonly label: string;
  /** The trial in words. */
  readonly said: string;
}

export interface Dots {
  readonly dots: readonly Dot[];
  /** Of each run, the best so far: from trial to trial; none along a parameter. */
  readonly lines: readonly { readonly style: ArmStyle; readonly points: readonly { x: number; y: number }[] }[];
  /** Texts below the axis; where there are none, its numbers. */
  readonly words: readonly string[];
  /** The axis is one of ratios: its places are logarithms. */
  readonly isLog: boolean;
}

/** Values that differ by more than this factor are drawn on a scale of ratios. */
const FAR_APART = 30;

/** Validation from trial to trial, in the order in which they were drawn. */
export function byTrial(result: TuneResult): Dots {
  const { arms } = result;
  const styleOf = armStyles(arms);
  const lines = arms.map((arm) => {
    let best = -Infinity;
    const points = arm.trials.flatMap(({ mean }, at) => {
      if (mean === null) return [];
      best = Math.max(best, mean);
      return [{ x: at + 1, y: best }];
    });
    return { style: styleOf(arm), points };
  });
  return { dots: dotsOf(result, (_, at) => at + 1), lines, words: [], isLog: false };
}

/** Validation by the value of one axis; of runs that it does not reach there is none. */
export function byAxis(result: TuneResult, axis: number): Dots {
  const { arms } = result;
  const valueOf = (trial: TuneTrial) => trial.set.find((one) => one.axis === axis)?.value;
  const values = arms.flatMap(({ trials }) => trials.flatMap((trial) => valueOf(trial) ?? []));
  const numbers = values.filter((value) => typeof value === 'number');
  if (numbers.length < values.length) {
    const words = [...new Set(values.map(String))];
    const dots = dotsOf(result, (trial) => {
      const value = valueOf(trial);
      return value === undefined ? null : words.indexOf(String(value));
    });
    return { dots, lines: [], words, isLog: false };
  }
  const sorted = [...numbers].sort((a, b) => a - b);
  const [low = 0, high = 0] = [sorted[0], sorted.at(-1)];
  const isLog = low > 0 && high / low > FAR_APART;
  const dots = dotsOf(result, (trial) => {
    const value = valueOf(trial);
    if (typeof value !== 'number') return null;
    return isLog ? Math.log10(value) : value;
  });
  return { dots, lines: [], words: [], isLog };
}

function dotsOf(result: TuneResult, xOf: (trial: TuneTrial, at: number) => number | null): readonly Dot[] {
  const { arms } = result;
  const styleOf = armStyles(arms);
  return arms.flatMap((arm) =>
    arm.trials.flatMap((trial, at) => {
      const x = xOf(trial, at);
      return x === null || trial.mean === null
        ? []
        : [
            {
              x,
              y: trial.mean,
              style: styleOf(arm),
              isChosen: at === arm.chosen,
              label: arm.label,
              said: `${arm.label}, trial ${at + 1} (${valuesInWords(result, trial)}): ${formatMetric(trial.mean)}`
            }
          ];
    })
  );
}

/** Every trial with its values. */
export function trialsTable(result: TuneResult): DataTable {
  const { arms, axes, metric } = result;
  return {
    caption: `Every trial with its validation ${metric}`,
    columns: [
      'run',
      'trial',
      ...axes.map(({ cell, key }) => `${cell}.${key}`),
      'epochs',
      'rounds',
      `validation ${metric}`,
      'chosen'
    ],
    rows: arms.flatMap((arm) =>
      arm.trials.map((trial, at) => [
        arm.label,
        at + 1,
        ...axes.map((_, axis) => {
          const value = trial.set.find((one) => one.axis === axis)?.value;
          return typeof value === 'boolean' ? String(value) : (value ?? null);
        }),
        trial.epochs,
        trial.rounds,
        trial.mean,
        at === arm.chosen ? 'yes' : ''
      ])
    )
  };
}

/** Trials that are still to be trained. */
export const openTrials = ({ arms }: TuneResult): number =>
  arms.reduce(
    (sum, { trials }) => sum + trials.filter(({ mean, failed }) => mean === null && failed === undefined).length,
    0
  );
