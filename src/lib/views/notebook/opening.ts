// Puts the cell that a notebook opens with in front: its page begins with what the reader came for, and what makes it stands folded below.
// The text's order stays as it is; only the page's is another. Pure.
import type { CellBlock, PreparedBlock, PreparedNotebook } from '../document/prepared';

export interface PageOrder {
  /** What is read first: the cell, then prose in the text's order. */
  readonly first: readonly PreparedBlock[];
  /** All others in theirs, to be folded below; none where the notebook names no cell to open with. */
  readonly folded: readonly PreparedBlock[];
}

/**
 * First stands the cell, under the notebook's title and first paragraph, which are no block's place; then the rest of the prose that opens the
 * notebook, the prose right before the cell and right after it. All else is folded. A notebook with steps keeps its order: its guide has one of its own.
 */
export function pageOrder({ blocks, opens }: PreparedNotebook): PageOrder {
  const at = blocks.findIndex((block) => block.type === 'cell' && block.name === opens);
  if (at === -1 || blocks.some(({ type }) => type === 'step')) return { first: blocks, folded: [] };
  const isAround = (index: number) => index === 0 || Math.abs(index - at) === 1;
  const isRead = (block: PreparedBlock, index: number) => block.type === 'prose' && isAround(index);
  return {
    first: [...blocks.slice(at, at + 1), ...blocks.filter(isRead)],
    folded: blocks.filter((block, index) => index !== at && !isRead(block, index))
  };
}

/** The cells among blocks. */
export const cellsAmong = (blocks: readonly PreparedBlock[]): readonly CellBlock[] =>
  blocks.filter((block) => block.type === 'cell');

/** What the fold is called: "The 21 cells that make this table"; "9 other cells" where there is none to read of its cell. */
export function foldTitle(folded: readonly PreparedBlock[]): string {
  const cells = cellsAmong(folded).length;
  return cells === 1 ? 'The other cell, which this is made of' : `The ${cells} cells that this is made of`;
}
