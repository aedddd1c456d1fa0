// The first page says of one reader what is stored of that reader, whichever way it goes.
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { isResultsFile } from '../results/results-check';
import { fromResultsFile } from '../results/from-results-file';
import type { ShownResults } from '../results/shown-results';
import { readerOf } from './reader';

function quickStart(): ShownResults {
  const file: unknown = JSON.parse(readFileSync('public/notebooks/quick-start.results.json', 'utf8'));
  if (!isResultsFile(file)) throw new Error('The quick start has results');
  return fromResultsFile(file);
}
const results = quickStart();
const stored = Object.values(results)
  .map(({ record }) => record.result)
  .find((result) => result.kind === 'recommend');
if (stored?.kind !== 'recommend') throw new Error('The quick start has a reader');

/** With other lists: each of titles, held-out ones with a star. */
function picture(base: string, words: string) {
  const lists = [base, words].map((titles, at) => ({
    label: '',
    run: ['base', 'con'][at] ?? '',
    items: titles.split(' ').map((title, rank, all) => ({
      id: title,
      title,
      score: all.length - rank,
      heldOut: title.endsWith('*'),
      ...(at === 0 ? {} : { baselineRank: base.split(' ').indexOf(title) + 1 || 99 })
    }))
  }));
  const reader = results.reader;
  if (!reader || !stored || stored.kind !== 'recommend') throw new Error('There is a reader');
  return readerOf({ ...results, reader: { ...reader, record: { ...reader.record, result: { ...stored, lists } } } });
}

describe('of the quick start', () => {
  const shown = readerOf(results);
  test('the lists are the stored ones of the three models, clicks alone first; what the words alone rank is not among them', () => {
    expect(shown?.lists.map(({ alignment }) => alignment)).toEqual(['none', 'contrastive', 'generative']);
    for (const [at, list] of (shown?.lists ?? []).entries())
      expect(list.items.map(({ id, heldOut }) => ({ id, heldOut }))).toEqual(
        stored.lists[at]?.items.map(({ id, heldOut }) => ({ id, heldOut }))
      );
  });

  test('the profile is whole, and it is said how the reader was chosen and that one proves nothing', () => {
    expect(shown?.profile.map(({ text }) => text).join('')).toBe(stored.user.profile);
    expect(shown?.rule).toMatch(/^Chosen without looking at any result/);
    expect(shown?.caution).toContain('counts all 1,000');
  });
});

describe('what is said', () => {
  test('of what is found, of what is lost, of both, and of neither', () => {
    expect(picture('a b c', 'a b d*')?.lists[1]?.says).toBe(
      'With words, 1 book of the first 3 is new; of the books put aside, “d*” is found.'
    );
    expect(picture('a b* c', 'a d e')?.lists[1]?.says).toContain(
      '2 books of the first 3 are new; of the books put aside, “b*” is lost.'
    );
    expect(picture('a b* c', 'a d* c')?.lists[1]?.says).toContain('“d*” is found and “b*” is lost');
    expect(picture('a b* c', 'c b* a')?.lists[1]?.says).toBe(
      'With words, the same books stand in another order; of the books put aside, as many are found as before (1).'
    );
  });

  test('of places that a book went up or down, and of those that were not in the list', () => {
    expect(picture('a b c', 'c a d')?.lists[1]?.items).toMatchObject([
      { id: 'c', moved: 2, isNew: false },
      { id: 'a', moved: -1, isNew: false },
      { id: 'd', isNew: true }
    ]);
  });
});

test('without a stored reader, or without a run on clicks alone, nothing is shown', () => {
  expect(readerOf({})).toBeNull();
  const { base: _base, ...others } = results;
  expect(readerOf(others)).toBeNull();
});
