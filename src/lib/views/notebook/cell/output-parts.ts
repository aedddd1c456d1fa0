// Parts of outputs that only some of their results have, as code of their own: a page that comes with such a result loads them before it is
// drawn, so that it is complete without JavaScript, and no other page has them.
import type { CellResult } from '#lib/notebook/kinds/registry';
import type ArmGridFigure from '../../outputs/compare/ArmGridFigure.svelte';
import { isArmGrid } from '../../outputs/compare/is-arm-grid';
import type TrainCurves from '../../outputs/TrainCurves.svelte';
import type { PackedResult } from '../../results/packed-results';

/** Those that were fetched; an output without its part fetches it by itself. */
export interface OutputParts {
  /** Of train cells whose epochs are there. */
  readonly Curves?: typeof TrainCurves;
  /** Of comparisons of backbones, each with the same alignments. */
  readonly ArmGrid?: typeof ArmGridFigure;
}

type Shown = CellResult | PackedResult;

function hasCurves(result: Shown): boolean {
  if (result.kind !== 'train') return false;
  return result.runs.some(({ epochs }) => epochs !== undefined && (!Array.isArray(epochs) || epochs.length > 0));
}

export async function loadParts(results: readonly Shown[]): Promise<OutputParts> {
  const [curves, grid] = await Promise.all([
    results.some(hasCurves) ? import('../../outputs/TrainCurves.svelte') : null,
    results.some((result) => result.kind === 'compare' && isArmGrid(result.rows))
      ? import('../../outputs/compare/ArmGridFigure.svelte')
      : null
  ]);
  return { ...(curves && { Curves: curves.default }), ...(grid && { ArmGrid: grid.default }) };
}
