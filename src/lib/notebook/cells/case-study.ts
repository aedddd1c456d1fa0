// The case study cell: stored runs of one split, pairs of users far apart, and how often a run brings those together who share a
// held-out item. Names of cells are put in when it is shown.
import { appError } from '#lib/errors/app-error';
import type { SeedId } from '../cell-ids';
import type { ResolvedCaseStudy } from '../schema/index';
import type { Made } from './artifacts';
import type { CellWork } from './work';

export interface CaseStudyInputs {
  /** Ids of the baseline's runs, seeds in the cell's order. */
  readonly baseline: readonly SeedId[];
  readonly runs: readonly (readonly SeedId[])[];
  readonly datasetId: string;
  readonly embeddingsId: string | null;
  readonly profilesId: string | null;
}

export function makeCaseStudy(cell: ResolvedCaseStudy, _inputs: CaseStudyInputs, _work: CellWork): Promise<Made> {
  return Promise.reject(appError('internal/unexpected', { reason: `${cell.name} is not made yet` }));
}
