// What is wrong in a text is said while it is typed, in the line where it stands.
import { expect, test } from 'vitest';
import { MADE_UP_NOTEBOOK } from '../testing/made-up-results';
import { problemsOfCell, problemsOfText } from './check';
import { cellsOf } from './prepared';
import { prepareNotebook } from './tools';

const FILE = 'test.md';
const notebook = prepareNotebook(MADE_UP_NOTEBOOK, FILE);
const sourceOf = (name: string) => cellsOf(notebook).find((cell) => cell.name === name)?.source ?? '';

test('a text without a mistake has no problem, nor has any of its cells', () => {
  expect(problemsOfText(MADE_UP_NOTEBOOK, FILE)).toEqual([]);
  for (const { name, source } of cellsOf(notebook)) expect(problemsOfCell(notebook, name, source, FILE)).toEqual([]);
});

test('a mistake in a cell stands in its line of the cell’s text, and in that of the notebook’s', () => {
  const lines = [...sourceOf('con').split('\n'), 'layers: many'];
  const found = problemsOfCell(notebook, 'con', lines.join('\n'), FILE);
  expect(found).toHaveLength(1);
  expect(found[0]?.line).toBe(lines.length);
  expect(found[0]?.cure).not.toBe('');
  const whole = MADE_UP_NOTEBOOK.replace(sourceOf('con'), lines.join('\n'));
  expect(problemsOfText(whole, FILE).map(({ line }) => whole.split('\n')[line - 1])).toEqual(['layers: many']);
});

test('YAML that cannot be read and a name that others miss are said', () => {
  expect(problemsOfCell(notebook, 'con', 'name: [', FILE).length).toBeGreaterThan(0);
  const renamed = problemsOfCell(notebook, 'con', sourceOf('con').replace('name: con', 'name: else'), FILE);
  expect(renamed.map(({ line }) => line)).toContain(1);
});
