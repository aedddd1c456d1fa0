// Runs side by side: whose baseline is whose, and whether they may stand side by side at all. Comparisons and evaluations share it.
import { appError } from '#lib/errors/app-error';
import type { RunArtifact } from '../run/artifacts';

/** The runs of each row, one a seed. */
type Rows = readonly (readonly RunArtifact[])[];

/** For each run the unaligned one of its backbone; `baseline` where there is none. Indices of `runs`. */
export function ownBaselines(runs: Rows, baseline: number): number[] {
  const of = (index: number) => runs[index]?.[0]?.run;
  return runs.map((_, index) => {
    const own = runs.findIndex((__, at) => of(at)?.backbone === of(index)?.backbone && of(at)?.alignment === 'none');
    return own === -1 ? baseline : own;
  });
}

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
