// Of what form the result of each kind of cell is as it is shown: what a results file from elsewhere is held against. A line a kind, each
// said beside what is stored of it (kinds/KIND/stored.ts); the compiler asks for one where a kind is added.
import type { GenericSchema } from 'valibot';
import { caseStudyShown } from '../kinds/case-study/stored';
import { claimShown } from '../kinds/claim/stored';
import { compareShown } from '../kinds/compare/stored';
import { datasetShown } from '../kinds/dataset/stored';
import { embeddingsShown } from '../kinds/embeddings/stored';
import { evaluateShown } from '../kinds/evaluate/stored';
import { figureShown } from '../kinds/figure/stored';
import { ledgerShown } from '../kinds/ledger/stored';
import { profilesShown } from '../kinds/profiles/stored';
import { recommendShown } from '../kinds/recommend/stored';
import type { CellKind, ResultOf } from '../kinds/registry';
import { rerankShown } from '../kinds/rerank/stored';
import { sweepShown } from '../kinds/sweep/stored';
import { timeShown } from '../kinds/time/stored';
import { trainShown } from '../kinds/train/stored';
import { tuneShown } from '../kinds/tune/stored';

export const SHOWN_FORMS: { readonly [Kind in CellKind]: GenericSchema<unknown, ResultOf<Kind>> } = {
  dataset: datasetShown,
  profiles: profilesShown,
  embeddings: embeddingsShown,
  train: trainShown,
  compare: compareShown,
  evaluate: evaluateShown,
  recommend: recommendShown,
  rerank: rerankShown,
  'case-study': caseStudyShown,
  figure: figureShown,
  sweep: sweepShown,
  tune: tuneShown,
  time: timeShown,
  claim: claimShown,
  ledger: ledgerShown
};
