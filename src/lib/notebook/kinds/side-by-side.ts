// Runs side by side: whose baseline is whose, and whether they may stand side by side at all. Comparisons and evaluations share it.
import { appError } from '#lib/errors/app-error';
import type { RunArtifact } from '../run/artifacts';

/** The runs of each row, one a seed. */
type Rows = readonly (readonly RunArtifact[])[];

interface Model {
  readonly backbone: string;
  readonly alignment: string;
}

/** For each model the unaligned one of its backbone, which may be itself; null where there is none. Indices of `models`. */
export function ownBases(models: readonly (Model | undefined)[]): (number | null)[] {
  return models.map((model) => {
    const own = models.findIndex((other) => other?.backbone === model?.backbone && other?.alignment === 'none');
    return own === -1 ? null : own;
  });
}

/** For each run the unaligned one of its backbone; `baseline` where there is none. Indices of `runs`. */
export const ownBaselines = (runs: Rows, baseline: number): number[] =>
  ownBases(runs.map(([first]) => first?.run)).map((own) => own ?? baseline);

/** @param names of the cells. @throws AppError notebook/unlike-splits */
export function refuseUnlikeSplits(names: readonly string[], runs: Rows): void {
  const first = runs[0]?.[0]?.run.provenance.splitHash ?? '';
  for (const [index, seeds] of runs.entries()) {
    const other = seeds.find(({ run }) => run.provenance.splitHash !== first)?.run.provenance.splitHash;
    if (other === undefined) continue;
    const details = {
      first: names[0] ?? '',
      other: names[index] ?? '',
      hash: first.slice(0, 8),
      otherHash: other.slice(0, 8)
    };
    throw appError('notebook/unlike-splits', details, { field: 'runs' });
  }
}
