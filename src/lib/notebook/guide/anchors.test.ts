// The documentation for authors names every part, every act and every cell that has one.
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { FIGURES } from '#lib/studies/figures/registry';
import { CELL_KINDS } from '../kinds/registry';
import { anchorsOf } from './anchors';

const rows = readFileSync('docs/lessons.md', 'utf8')
  .split('\n')
  .filter((line) => line.startsWith('| `'));

const cells = [
  ...CELL_KINDS.filter((kind) => kind !== 'figure').map((kind) => ({ row: `| \`${kind}\` |`, kind, values: {} })),
  ...FIGURES.map(({ name }) => ({
    row: `| \`figure\`, \`${name}\` |`,
    kind: 'figure' as const,
    values: { show: name }
  }))
];

it.each(cells)('$row', ({ row, kind, values }) => {
  const { parts, acts } = anchorsOf({ kind, values });
  const found = rows.find(
    (line) => line.startsWith(row) && [...parts, ...acts].every((word) => line.includes(`\`${word}\``))
  );
  expect(parts.length + acts.length === 0 || found !== undefined).toBe(true);
});

it('a figure that shows nothing known has no anchors', () => {
  expect(anchorsOf({ kind: 'figure', values: { show: 'nothing' } })).toEqual({ parts: [], acts: [] });
});
