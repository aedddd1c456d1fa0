// Computes the scales of the figure "pull": bars have one for all runs, arrows one each, since pulls differ by more than a page is wide.
// Pure.
import { largest } from '#lib/elementary/extent';
import type { FigureResult } from '#lib/notebook/kinds/figure/stored';
import { formatNumber, listInWords } from '../../../text/format';

type Runs = Extract<FigureResult['data'], { show: 'pull' }>['runs'];

/** The largest mean pull of any group of any run; above 0. */
export function largestMean(runs: Runs): number {
  return largest(
    runs.flatMap(({ strength }) => strength.map(({ mean }) => mean)),
    Number.MIN_VALUE
  );
}

/**
 * How much more the arrows of some runs are stretched than those of the run that is stretched least; null where there is nothing to
 * compare.
 * @param names of the runs, parallel to them
 */
export function scalesInWords(names: readonly string[], runs: Runs): string | null {
  const drawn = runs
    .map(({ stretch }, at) => ({ name: names[at] ?? '', stretch }))
    .filter(({ stretch }) => stretch > 0)
    .sort((a, b) => a.stretch - b.stretch);
  const [least, ...others] = drawn;
  if (!least || others.length === 0) return null;
  const factors = others.map(
    ({ name, stretch }) => `those of ${name} ${formatNumber(stretch / least.stretch, 2)} times`
  );
  return `Arrow scales differ: arrows are stretched so that they can be seen, ${listInWords(factors)} as much as those of ${least.name}. The bars have one scale for all runs.`;
}
