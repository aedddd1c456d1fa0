// What stands first on the page of a notebook that names a cell to open with.
import { expect, test } from 'vitest';
import { prepareNotebook } from '../document/tools';
import { foldTitle, pageOrder } from './opening';

const CELLS = `# A title

What it is about.

\`\`\`dataset
name: books
source: bookshop
\`\`\`

## The arms

\`\`\`train
name: base
dataset: books
\`\`\`

\`\`\`train
name: other
dataset: books
backbone: sgl
\`\`\`

## The table

How it is made.

\`\`\`compare
name: table
runs: [base, other]
\`\`\`

What it says.
`;
const keys = (blocks: readonly { readonly key: string }[]) => blocks.map(({ key }) => key);

test('the cell stands first, then the prose around it, all others folded in their order', () => {
  const { first, folded } = pageOrder(prepareNotebook(`---\nopens: table\n---\n${CELLS}`, 'a.md'));
  expect(keys(first)).toEqual(['cell-table', 'prose-1', 'prose-3', 'prose-4']);
  expect(keys(folded)).toEqual(['cell-books', 'prose-2', 'cell-base', 'cell-other']);
  expect(foldTitle(folded)).toBe('The 3 cells that this is made of');
});

test('without a cell to open with the page is as the text', () => {
  const notebook = prepareNotebook(CELLS, 'a.md');
  expect(pageOrder(notebook)).toEqual({ first: notebook.blocks, folded: [] });
});

test('a cell that is not there is said, and changes nothing', () => {
  const notebook = prepareNotebook(`---\nopens: nothing\n---\n${CELLS}`, 'a.md');
  expect(notebook.problems.map(({ message }) => message).join()).toContain('no cell has that name');
  expect(pageOrder(notebook).folded).toEqual([]);
});

test('every block is on the page once', () => {
  const notebook = prepareNotebook(`---\nopens: books\n---\n${CELLS}`, 'a.md');
  const { first, folded } = pageOrder(notebook);
  expect([...keys(first), ...keys(folded)].sort()).toEqual(keys(notebook.blocks).sort());
});
