// The format's page says what the program checks. To write the tables anew: UPDATE_DOCS=1 npx vitest run --project node
// src/lib/notebook/schema
import { readFileSync, writeFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { parseNotebook } from '../document/parse';
import { notebookGraph } from '../plan/graph';
import { schemaMarkdown } from './describe';

const PAGE = 'docs/notebook-format.md';
const [START, END] = ['<!-- keys: made from src/lib/notebook/kinds -->', '<!-- end of keys -->'];

it('docs/notebook-format.md lists every key as the schemas have it', () => {
  const page = readFileSync(PAGE, 'utf8');
  const [before, rest] = page.split(START);
  const after = rest?.split(END)[1];
  if (before === undefined || after === undefined) throw new Error(`${PAGE} has lost its marks`);
  const wanted = `${before}${START}\n\n${schemaMarkdown()}\n\n${END}${after}`;
  if (process.env.UPDATE_DOCS) writeFileSync(PAGE, wanted);
  expect(readFileSync(PAGE, 'utf8')).toBe(wanted);
});

it('the notebook in docs/notebook-format.md is a good one', () => {
  const example = /````markdown\n([\s\S]*?)\n````/.exec(readFileSync(PAGE, 'utf8'))?.[1] ?? '';
  const document = parseNotebook(example);
  expect(document.cells).toHaveLength(5);
  expect([...notebookGraph(document).problems.values()].map((error) => error.toLine())).toEqual([]);
});
