// A part of a notebook: some cells of it and nothing else, as a document of its own. Pure.
import type { NotebookDocument } from './parse';

/** @param names of the cells that stay, with the prose */
export function partOf(document: NotebookDocument, names: ReadonlySet<string>): NotebookDocument {
  return {
    ...document,
    cells: document.cells.filter(({ name }) => names.has(name)),
    blocks: document.blocks.filter((block) => block.type !== 'cell' || names.has(block.cell.name))
  };
}
