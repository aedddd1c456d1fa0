// The kinds of cells: one line each. What makes their artifacts is the list makers.ts, what shows them is that of views/notebook/cell/outputs.ts.
import { caseStudyKind } from './case-study/describe';
import { claimKind } from './claim/describe';
import { compareKind } from './compare/describe';
import { datasetKind } from './dataset/describe';
import { embeddingsKind } from './embeddings/describe';
import { evaluateKind } from './evaluate/describe';
import { figureKind } from './figure/describe';
import { ledgerKind } from './ledger/describe';
import { profilesKind } from './profiles/describe';
import { recommendKind } from './recommend/describe';
import { rerankKind } from './rerank/describe';
import { sweepKind } from './sweep/describe';
import { timeKind } from './time/describe';
import { trainKind } from './train/describe';
import { tuneKind } from './tune/describe';

/** In the order in which a notebook uses them, which is that of menus and of the documentation. */
export const KIND_DESCRIPTIONS = [
  datasetKind,
  profilesKind,
  embeddingsKind,
  trainKind,
  compareKind,
  sweepKind,
  tuneKind,
  evaluateKind,
  timeKind,
  recommendKind,
  rerankKind,
  caseStudyKind,
  figureKind,
  claimKind,
  ledgerKind
] as const;
