import { expect, it } from 'vitest';
import type { Explorable } from '#lib/notebook/explore/explore-work';
import { SYNTHETIC_CELLS } from '../measure/synthetic';
import { elsewhereOf, standingWords } from './standing';

const taken = { isStored: true, processor: 'a processor' };

it('behind a name stands whether it is stored, and whether it was taken in from elsewhere', () => {
  expect(standingWords({ isStored: true })).toBe('');
  expect(standingWords({ isStored: false })).toBe(' (not stored yet)');
  expect(standingWords(taken)).toBe(' (from elsewhere)');
});

it('of what is chosen is said where it was made, where that was elsewhere', () => {
  const cells: Explorable = {
    ...SYNTHETIC_CELLS,
    runs: SYNTHETIC_CELLS.runs.map((runs, at) => ({
      ...runs,
      seeds: [
        { seed: 1, isStored: true },
        { seed: 2, ...(at === 0 ? taken : { isStored: true }) }
      ]
    })),
    profiles: SYNTHETIC_CELLS.profiles.map((profiles) => ({ ...profiles, ...taken }))
  };
  const [first, second] = cells.runs;
  const a = { cell: first?.cell ?? '', seed: 2 };
  const b = { cell: second?.cell ?? '', seed: 2 };
  const help = 'taken in with a store, made on another machine (processor: a processor)';
  expect(elsewhereOf(cells, { a, b, embeddings: 'semantics', profiles: 'profiles' })).toEqual([
    { what: 'Run A', help },
    { what: 'Profiles', help }
  ]);
  expect(elsewhereOf(cells, { a: { ...a, seed: 1 }, b: null, embeddings: null, profiles: null })).toEqual([]);
});
