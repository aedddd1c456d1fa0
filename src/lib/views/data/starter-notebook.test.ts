import { describe, expect, it } from 'vitest';
import { parseNotebook } from '#lib/notebook/document/parse';
import { notebookGraph } from '#lib/notebook/plan/graph';
import { hasTrainingTexts, starterNotebook } from './starter-notebook';

describe('words that profiles may be made of', () => {
  const texts = (withDescription: number, train: number, test: number) => ({
    items: 9,
    withDescription,
    reviews: { train, val: 0, test }
  });
  it('are descriptions and reviews in training, not held-out reviews', () => {
    expect([texts(1, 0, 0), texts(0, 1, 0), texts(0, 0, 5), null].map(hasTrainingTexts)).toEqual([
      true,
      true,
      false,
      false
    ]);
    expect(hasTrainingTexts({ items: 9, withDescription: 0, reviews: 3 })).toBe(true);
  });
});

describe('the first notebook about one’s own data', () => {
  const cases = [
    { hasTexts: true, hasVectors: false, cells: ['films', 'profiles', 'semantics', 'base', 'con', 'gen', 'table'] },
    { hasTexts: false, hasVectors: true, cells: ['films', 'semantics', 'base', 'con', 'gen', 'table'] },
    { hasTexts: false, hasVectors: false, cells: ['films', 'base', 'table'] }
  ];
  it.each(cases)(
    'parses without a problem (texts $hasTexts, vectors $hasVectors)',
    ({ hasTexts, hasVectors, cells }) => {
      const cell = 'name: films\nsource: films\n';
      const text = starterNotebook({
        title: 'Films',
        cell,
        name: 'films',
        hasTexts,
        hasVectors,
        preset: 'general'
      });
      const document = parseNotebook(text, 'films.md');
      expect([...notebookGraph(document).problems.values()].map((error) => error.toLine())).toEqual([]);
      expect(document.cells.map(({ name }) => name)).toEqual(cells);
      expect(document.title).toBe('Films');
      expect(text).toContain('preset: general');
    }
  );
});
