// A new arm beside an old one, and cells under other names: what other cells read goes along.
import { describe, expect, test } from 'vitest';
import { MADE_UP_NOTEBOOK } from '../testing/made-up-results';
import { duplicateCell, varyArm } from './new-arm';
import { cellsOf, type PreparedNotebook } from './prepared';
import { renameCell } from './rename';
import { prepareNotebook } from './tools';

const prepare = (text: string): PreparedNotebook => prepareNotebook(text, 'test.md');
const notebook = prepare(MADE_UP_NOTEBOOK);
const cellOf = (from: PreparedNotebook, name: string) => {
  const found = cellsOf(from).find((cell) => cell.name === name);
  if (!found) throw new Error(`no ${name}`);
  return found;
};

test('a copy of any cell can be read at once, stands below it, and changes no other cell but comparisons', () => {
  for (const cell of cellsOf(notebook)) {
    const { text, name } = duplicateCell(notebook, cell);
    const made = prepare(text);
    expect(made.problems).toEqual([]);
    const names = cellsOf(made).map((one) => one.name);
    expect(names[names.indexOf(cell.name) + 1]).toBe(name);
    expect(cellOf(made, name).error).toEqual(cell.error);
    for (const other of cellsOf(notebook).filter(({ kind }) => kind !== 'compare')) {
      expect(cellOf(made, other.name).source).toBe(other.source);
    }
  }
});

test('a copy of an arm is ticked in every comparison that has the arm, behind it', () => {
  const { text, name } = duplicateCell(notebook, cellOf(notebook, 'con'));
  expect(name).toBe('con-2');
  const comparison = cellsOf(prepare(text)).find(({ kind }) => kind === 'compare');
  expect(comparison?.source).toMatch(/runs: \[.*con, con-2.*\]/);
  expect(comparison?.reads).toContain('con-2');
});

test('an arm that differs in one thing is called after it, and comparisons know it by that name', () => {
  const twice = prepare(duplicateCell(notebook, cellOf(notebook, 'con')).text);
  const varied = varyArm(twice, { arm: 'con-2', of: 'con', key: 'kd_temperature', value: 0.1 });
  expect(varied.name).toBe('con-kd_temperature-0_1');
  const made = prepare(varied.text);
  expect(made.problems).toEqual([]);
  expect(cellOf(made, varied.name).source).toContain('kd_temperature: 0.1');
  expect(cellsOf(made).find(({ kind }) => kind === 'compare')?.reads).toContain(varied.name);
  expect(varied.text).not.toContain('con-2');
});

test('a second arm with the same difference gets a number', () => {
  const first = prepare(duplicateCell(notebook, cellOf(notebook, 'con')).text);
  const once = prepare(varyArm(first, { arm: 'con-2', of: 'con', key: 'layers', value: 2 }).text);
  const second = prepare(duplicateCell(once, cellOf(once, 'con')).text);
  expect(varyArm(second, { arm: 'con-2', of: 'con', key: 'layers', value: 2 }).name).toBe('con-layers-2-2');
});

const ASKING = `# Asking

\`\`\`dataset
name: books
source: bookshop
\`\`\`

\`\`\`profiles
name: words
dataset: books
\`\`\`

\`\`\`embeddings
name: lsa
profiles: words
\`\`\`

\`\`\`train
name: base
dataset: books
\`\`\`

\`\`\`train
name: con
dataset: books
embeddings: lsa # the words
alignment: contrastive
\`\`\`

\`\`\`tune
name: tuned
runs: [base, con]
space:
  base.layers: [1, 2] # few
  con.layers: [1, 2]
budget: 2
\`\`\`

\`\`\`sweep
name: noise
runs: [base, con]
over:
  con.embeddings: [lsa]
  books.noise: [0, 0.1]
baseline: base
\`\`\`

\`\`\`compare
name: table
runs: [tuned.base, tuned.con, con]
baseline: tuned.base
\`\`\`
`;

describe('a cell under another name', () => {
  test.each(['books', 'words', 'lsa', 'base', 'con', 'tuned', 'noise', 'table'])(
    '%s: what reads it goes along',
    (name) => {
      const text = renameCell(ASKING, name, 'other');
      const made = prepare(text);
      expect(made.problems).toEqual([]);
      expect(cellsOf(made).flatMap(({ error }) => error ?? [])).toEqual([]);
      // Every word that was the name is the other one; nothing else has changed.
      expect(text).toBe(
        ASKING.replaceAll(new RegExp(`(?<=[ [.])${name}(?=[,\\n\\]. ])(?! words)`, 'g'), 'other').replace(
          'the other',
          'the words'
        )
      );
    }
  );
  test('what the page opens with is still that cell', () => {
    const opening = `---\nopens: table # first\ndoor: data\n---\n\n${ASKING}`;
    const text = renameCell(opening, 'table', 'other');
    expect(prepare(text)).toMatchObject({ opens: 'other', problems: [] });
    expect(renameCell(text, 'other', 'table')).toBe(opening);
  });
  test('and its own name again gives the text as it was', () => {
    expect(renameCell(renameCell(ASKING, 'con', 'other'), 'other', 'con')).toBe(ASKING);
    expect(renameCell(ASKING, 'con', 'con')).toBe(ASKING);
  });
});
