// What a notebook's page offers to somebody who writes: beginnings, kinds of blocks, what an arm may differ in.
import { describe, expect, test } from 'vitest';
import { CELL_KINDS } from '#lib/notebook/kinds/registry';
import { cellsOf, type CellBlock } from '../document/prepared';
import { prepareNotebook } from '../document/tools';
import { varyArm } from '../document/new-arm';
import { blockKinds, isFound } from './block-kinds';
import { proposalsFor } from './proposals';
import { TEMPLATES } from './templates';

describe('every beginning', () => {
  test.each(TEMPLATES)('$id can be run as it is: no cell has a mistake', ({ text, title, id }) => {
    const made = prepareNotebook(text, 'test.md');
    expect(made.problems).toEqual([]);
    expect(cellsOf(made).flatMap(({ error }) => error ?? [])).toEqual([]);
    expect(cellsOf(made)[0]?.kind).toBe('dataset');
    if (id !== 'blank') expect(made.title).toBe(title);
  });
  test('is another one', () => {
    for (const what of ['id', 'title', 'answers', 'text'] as const)
      expect(new Set(TEMPLATES.map((template) => template[what])).size).toBe(TEMPLATES.length);
  });
});

describe('kinds of blocks', () => {
  test('are text and every kind of cell, each with one sentence', () => {
    expect(blockKinds().map(({ kind }) => kind)).toEqual(['prose', ...CELL_KINDS]);
    for (const { does } of blockKinds()) expect(does).toMatch(/^\S.*[.?]$/);
  });
  test('are found by the beginnings of their words, and all by none', () => {
    expect(blockKinds().filter((kind) => isFound(kind, ' '))).toHaveLength(blockKinds().length);
    expect(
      blockKinds()
        .filter((kind) => isFound(kind, 'sweep'))
        .map(({ kind }) => kind)
    ).toEqual(['sweep']);
    expect(blockKinds().filter((kind) => isFound(kind, 'zzz'))).toEqual([]);
  });
});

describe('what an arm may differ in', () => {
  const notebook = prepareNotebook(TEMPLATES.find(({ id }) => id === 'words')?.text ?? '', 'test.md');
  const arms = cellsOf(notebook).filter(({ kind }) => kind === 'train');
  const proposals = (cell: CellBlock | undefined) => (cell ? proposalsFor(cell, cellsOf(notebook)) : []);

  test('is proposed with values that the cell takes, none of which it has', () => {
    for (const arm of arms) {
      for (const { key, now, values } of proposals(arm)) {
        expect(values.map(String)).not.toContain(now);
        for (const value of values) {
          const made = prepareNotebook(varyArm(notebook, { arm: arm.name, of: arm.name, key, value }).text, 'test.md');
          const problems = cellsOf(made).flatMap(({ error }) => error ?? []);
          // A backbone of texts has no node table to mask, or needs vectors: the cell says so itself.
          if (key !== 'backbone') expect(problems, `${arm.name}.${key}: ${value}`).toEqual([]);
        }
      }
    }
  });
  test('has layers near what the preset says, and for an aligned arm other vectors', () => {
    const [base, con] = arms;
    expect(proposals(base).find(({ key }) => key === 'layers')).toMatchObject({ now: '3', values: [2, 4, 5] });
    expect(proposals(base).map(({ key }) => key)).not.toContain('alignment');
    expect(proposals(con).find(({ key }) => key === 'embeddings')?.values).toEqual(['permuted']);
  });
});
