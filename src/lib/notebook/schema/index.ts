// The schema of every kind of cell, and the way from a cell's text to checked settings. A new kind is added here. Pure:
// nothing of the pipeline's code is loaded, so forms can use it.
import { AppError } from '#lib/errors/app-error';
import { CELL_KINDS, type CellKind } from '../kinds';
import type { NotebookCell } from '../parse';
import { caseStudySchema, resolveCaseStudy } from './case-study';
import { compareSchema, resolveCompare } from './compare';
import { datasetSchema, resolveDataset } from './dataset';
import { embeddingsSchema, resolveEmbeddings } from './embeddings';
import { figureSchema, resolveFigure } from './figure';
import { profilesSchema, resolveProfiles } from './profiles';
import { FieldReader } from './reader';
import { recommendSchema, resolveRecommend } from './recommend';
import { rerankSchema, resolveRerank } from './rerank';
import { resolveTrain, trainSchema } from './train';
import type { CellSchema, ResolvedCell } from './types';

export { CELL_KINDS, type CellKind };
export type * from './types';

interface KindOfCell {
  readonly schema: CellSchema;
  resolve(reader: FieldReader): ResolvedCell;
}

const KINDS: Readonly<Record<CellKind, KindOfCell>> = {
  dataset: { schema: datasetSchema, resolve: resolveDataset },
  profiles: { schema: profilesSchema, resolve: resolveProfiles },
  embeddings: { schema: embeddingsSchema, resolve: resolveEmbeddings },
  train: { schema: trainSchema, resolve: resolveTrain },
  compare: { schema: compareSchema, resolve: resolveCompare },
  recommend: { schema: recommendSchema, resolve: resolveRecommend },
  rerank: { schema: rerankSchema, resolve: resolveRerank },
  'case-study': { schema: caseStudySchema, resolve: resolveCaseStudy },
  figure: { schema: figureSchema, resolve: resolveFigure }
};

/** The keys of a kind of cell, for forms, validation and documentation. */
export function cellSchema(kind: CellKind): CellSchema {
  return KINDS[kind].schema;
}

/**
 * Checks a cell's settings by themselves and fills in defaults; names of other cells are the graph's to check (graph.ts).
 * @throws AppError with line, cell and field
 */
export function resolveCell(cell: NotebookCell): ResolvedCell {
  try {
    const { schema, resolve } = KINDS[cell.kind];
    return resolve(new FieldReader(cell, schema));
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const key = error.where.field;
    throw error.at({ line: (key === undefined ? undefined : cell.keyLines.get(key)) ?? cell.line, cell: cell.name });
  }
}
