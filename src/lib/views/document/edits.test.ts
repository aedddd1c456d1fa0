// Edits of a notebook's text by block.
import { describe, expect, test } from 'vitest';
import { CELL_KINDS } from '#lib/notebook/kinds/registry';
import { MADE_UP_NOTEBOOK, seeded } from '../testing/made-up-results';
import type { PreparedBlock } from './prepared';
import {
  addCell,
  addProse,
  addSweep,
  fingerprints,
  moveBlock,
  prepareNotebook,
  removeBlock,
  replaceProse
} from './tools';

const prepare = (text: string) => prepareNotebook(text, 'test.md');
const notebook = prepare(MADE_UP_NOTEBOOK);
/** Text of the file that the block is made of. */
function sourceOf(block: PreparedBlock): string {
  if (block.type === 'step') return `id: ${block.step.id}\n`;
  return block.type === 'cell' ? block.source : block.markdown;
}
const keys = (text: string) => prepare(text).blocks.map((block) => (block.type === 'cell' ? block.name : '·'));

describe('every block', () => {
  test('can be moved down and up again, and the text is as it was', () => {
    notebook.blocks.slice(0, -1).forEach((block, index) => {
      const moved = prepare(moveBlock(notebook, block.key, 1));
      const back = moved.blocks[index + 1];
      // Two pieces of prose that come together are one; they cannot be told apart again.
      if (moved.blocks.length !== notebook.blocks.length || !back) return;
      expect(moveBlock(moved, back.key, -1)).toBe(MADE_UP_NOTEBOOK);
    });
  });
  test('can be removed without touching the bytes of the others', () => {
    for (const block of notebook.blocks) {
      const text = removeBlock(notebook, block.key);
      const source = block.type === 'cell' ? `name: ${block.name}\n` : sourceOf(block);
      expect(text.includes(source)).toBe(false);
      for (const other of notebook.blocks) {
        if (other.key !== block.key) expect(text).toContain(sourceOf(other));
      }
    }
  });
});

test('a new arm says its backbone and its seeds, though both are left at their defaults', () => {
  const text = addCell(notebook, 'train', 'cell-gen');
  const made = prepare(text).blocks.find((block) => block.type === 'cell' && block.name === 'train');
  expect(made?.type === 'cell' && made.summary).toBe('lightgcn · 1 seed');
  expect(made?.type === 'cell' && made.arm).toMatchObject({ backbone: 'lightgcn', alignment: 'none' });
});

test('several values of one key become a sweep below the cell, which can be read at once', () => {
  const con = notebook.blocks.find((block) => block.type === 'cell' && block.name === 'con');
  if (con?.type !== 'cell') throw new Error('no con');
  const made = prepare(addSweep(notebook, con, 'layers', [1, 2, 3]));
  expect(made.problems).toEqual([]);
  const sweep = made.blocks[made.blocks.findIndex(({ key }) => key === con.key) + 1];
  expect(sweep).toMatchObject({ kind: 'sweep', name: 'con-layers', error: null });
  expect(sweep?.type === 'cell' && sweep.source).toContain('con.layers: [1, 2, 3]');
});

test('the first block does not move up, nor the last down', () => {
  expect(moveBlock(notebook, notebook.blocks[0]?.key ?? '', -1)).toBe(MADE_UP_NOTEBOOK);
  expect(moveBlock(notebook, notebook.blocks.at(-1)?.key ?? '', 1)).toBe(MADE_UP_NOTEBOOK);
});

test('a new cell of any kind can be read at once, wherever it is added', () => {
  const random = seeded(41);
  for (const kind of CELL_KINDS) {
    const block = notebook.blocks[Math.floor(random() * notebook.blocks.length)];
    const made = prepare(addCell(notebook, kind, block?.key ?? null));
    expect(made.problems).toEqual([]);
    expect(made.blocks.filter((entry) => entry.type === 'cell' && entry.kind === kind)).toHaveLength(
      1 + notebook.blocks.filter((entry) => entry.type === 'cell' && entry.kind === kind).length
    );
  }
});

test('a new cell reads the nearest cell above of the kind it needs', () => {
  const made = prepare(addCell(notebook, 'embeddings', 'cell-base'));
  const added = made.blocks.find((block) => block.type === 'cell' && block.name === 'embeddings');
  expect(added?.type === 'cell' && added.error).toBeNull();
});

test('text is added, rewritten and taken away', () => {
  const added = addProse(notebook, 'New text.', 'cell-books');
  expect(added).toContain('```\n\nNew text.\n\n## From clicks to words');
  const first = notebook.blocks[0]?.key ?? '';
  expect(replaceProse(notebook, first, '# Other')).toMatch(/^# Other\n\n```dataset/);
  expect(keys(replaceProse(notebook, first, ''))[0]).toBe('books');
});

test('Windows line ends stay Windows line ends', () => {
  const windows = prepare(MADE_UP_NOTEBOOK.replaceAll('\n', '\r\n'));
  const text = removeBlock(windows, 'cell-table');
  expect(text.replaceAll('\r\n', '')).not.toContain('\n');
});

describe('fingerprints', () => {
  const print = async (text: string, cell: string) => (await fingerprints({ text })).get(cell);
  test('do not depend on names, comments, order of keys, or defaults written out', async () => {
    const renamed = MADE_UP_NOTEBOOK.replaceAll('semantics', 'words');
    expect(await print(renamed, 'con')).toBe(await print(MADE_UP_NOTEBOOK, 'con'));
    expect(await print(renamed, 'words')).toBe(await print(MADE_UP_NOTEBOOK, 'semantics'));
    const reordered = MADE_UP_NOTEBOOK.replace(
      'dataset: books\ngenerator: template',
      'generator: template\ndataset: books'
    );
    expect(await print(reordered, 'profiles')).toBe(await print(MADE_UP_NOTEBOOK, 'profiles'));
    const spelled = MADE_UP_NOTEBOOK.replace('user: auto', '');
    expect(await print(spelled, 'reader')).toBe(await print(MADE_UP_NOTEBOOK, 'reader'));
  });
  test('depend on everything below in the graph', async () => {
    const other = MADE_UP_NOTEBOOK.replace('source: bookshop', 'source: another');
    for (const cell of ['books', 'profiles', 'semantics', 'base', 'con', 'table', 'reader']) {
      expect(await print(other, cell)).not.toBe(await print(MADE_UP_NOTEBOOK, cell));
    }
  });
  test('are missing, not endless, where cells read each other in a circle', async () => {
    const circle = '```compare\nname: a\nruns: [b]\n```\n\n```compare\nname: b\nruns: [a]\n```\n';
    expect((await fingerprints({ text: circle })).size).toBe(0);
  });
});

test('what is wrong stands beside its place, and the rest can be read', () => {
  const broken = prepare(MADE_UP_NOTEBOOK.replace('alignment: none', 'alignment: [none').replace('k: ', 'k: '));
  expect(broken.problems.map((problem) => problem.code)).toEqual(['notebook/bad-yaml']);
  const holder = broken.blocks.find((block) => block.type === 'prose' && block.problems.length > 0);
  expect(holder?.type === 'prose' && holder.markdown).toContain('## Three models');
  expect(broken.blocks.some((block) => block.type === 'cell' && block.name === 'con')).toBe(true);
});
