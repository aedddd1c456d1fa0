// The kinds of cells, as they stand after a fence. Pure data.

export const CELL_KINDS = [
  'dataset',
  'profiles',
  'embeddings',
  'train',
  'compare',
  'recommend',
  'rerank',
  'case-study',
  'figure'
] as const;

export type CellKind = (typeof CELL_KINDS)[number];

export function isCellKind(word: string): word is CellKind {
  return CELL_KINDS.some((kind) => kind === word);
}

/** What stands after the fence of a step of a lesson, which is no cell. */
export const STEP = 'step';
