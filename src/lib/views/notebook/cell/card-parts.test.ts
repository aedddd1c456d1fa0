import { expect, it } from 'vitest';
import type { CellRecord } from '#lib/notebook/results/results';
import { madeUpResults } from '../../testing/made-up-results';
import { cardParts } from './card-parts';

/** With a card, and without. */
const [record, bare] = ['base', 'books'].map((name) => madeUpResults().cells.find((cell) => cell.name === name));

function artifactOf(of: CellRecord | undefined, more: Partial<CellRecord> = {}) {
  if (!of) throw new Error('There is such a result');
  const parts = cardParts({
    record: { ...of, ...more },
    fingerprint: null,
    backend: 'wasm',
    adapter: 'SIMD',
    created: '2026-01-01T00:00:00.000Z',
    bundled: false
  });
  return parts.find(({ title }) => title === 'Artifact')?.rows ?? [];
}

it('the card of what was taken in from elsewhere says so, and on what it was made', () => {
  const elsewhere = ['a processor', 'another'];
  const said = 'taken in with a store, made on another machine (processor: a processor; another)';
  expect(artifactOf(bare, { elsewhere })).toContainEqual(['from elsewhere', said]);
  const rows = artifactOf(record, { elsewhere });
  expect(rows.map(([name]) => name)).toEqual(['id', 'digest', 'from elsewhere', 'revisions']);
  expect(rows).toContainEqual(['from elsewhere', said]);
});

it('the card of what was made here says nothing of it', () => {
  expect(artifactOf(bare).map(([name]) => name)).toEqual(['id', 'digest', 'revisions', 'made', 'work', 'device']);
  expect(artifactOf(record).map(([name]) => name)).toEqual(['id', 'digest', 'revisions']);
});
