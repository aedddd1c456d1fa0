// An edit reads its text once, however many ask for it: counted at the YAML of cells, and at the cells that are resolved.
import { beforeEach, expect, test, vi } from 'vitest';
import * as yaml from '#lib/notebook/document/yaml-block';
import * as graph from '#lib/notebook/plan/graph';
import { MADE_UP_NOTEBOOK } from '../testing/made-up-results';
import { fingerprints, moveBlock, prepareNotebook, replaceCellSource, setCellValue } from './tools';

vi.mock('#lib/notebook/document/yaml-block', { spy: true });
vi.mock('#lib/notebook/plan/graph', { spy: true });

const prepare = (text: string) => prepareNotebook(text, 'test.md');
const start = prepare(MADE_UP_NOTEBOOK);
const CELLS = start.blocks.filter(({ type }) => type === 'cell').length;

beforeEach(() => {
  prepare(MADE_UP_NOTEBOOK);
  vi.mocked(yaml.readYaml).mockClear();
  vi.mocked(graph.notebookGraph).mockClear();
});

test.each([
  ['a setting', () => setCellValue(start.text, 'base', 'layers', 2)],
  ['the text of a cell', () => replaceCellSource(start.text, 'semantics', 'name: semantics\nprofiles: profiles')],
  ['the order of blocks', () => moveBlock(start, 'cell-base', 1)]
])('an edit of %s reads each cell of the new text once, and nothing of the old', async (_, edit) => {
  const after = prepare(edit());
  expect(after.problems).toEqual([]);
  expect((await fingerprints(after)).size).toBe(CELLS);
  expect(yaml.readYaml).toHaveBeenCalledTimes(CELLS);
  expect(graph.notebookGraph).toHaveBeenCalledTimes(1);
});
