// What a standalone notebook is drawn with, of what every page with cells has already. It is handed over: what is fetched later would, by
// importing it, have the bundler cut those pages into more pieces (docs/architecture.md, "What a page weighs").
import type { CurveArm } from '../charts/learning-curves';
import type { CellBlock, PreparedNotebook } from '../document/prepared';
import { loadOutputs, outputFor } from '../notebook/cell/outputs';
import { armCells, armOf, figureHolders, hasCurves, withUniqueLabels } from '../notebook/cell/train-groups';
import type { ShownRecord } from '../results/shown-results';

/** The curves under each train cell that has a figure. */
function curvesOf(
  notebook: PreparedNotebook,
  shownOf: (cell: CellBlock) => ShownRecord | null
): ReadonlyMap<string, readonly CurveArm[]> {
  const holders = figureHolders(notebook, (cell) => hasCurves(shownOf(cell)));
  return new Map(
    [...holders].map((name) => [
      name,
      withUniqueLabels(
        armCells(notebook, name)
          .map((cell) => armOf(cell, shownOf(cell), []))
          .filter((arm) => arm.seeds.length > 0)
      )
    ])
  );
}

export const drawing = { loadOutputs, outputFor, curvesOf };
export type Drawing = typeof drawing;
