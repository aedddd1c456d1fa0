// What a sweep chose at a point, in words: as the page and the command line say it. Pure.
import type { SweepResult } from './stored';

/** "kd_weight 0.1, layers 2"; '' where nothing was chosen for the run, or not yet. */
export function chosenInWords(
  { choose }: Pick<SweepResult, 'choose'>,
  { chosen }: Pick<SweepResult['points'][number], 'chosen'>,
  run: number
): string {
  return (chosen?.[run] ?? []).map(({ axis, value }) => `${choose?.[axis]?.key ?? ''} ${String(value)}`).join(', ');
}
