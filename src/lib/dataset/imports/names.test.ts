import { expect, it } from 'vitest';
import { importName, isImportName } from './names';

it.each([
  ['My Films (2).csv.gz', 'my-films-2'],
  ['folder/ratings.csv', 'ratings'],
  ['ml-100k', 'ml-100k'],
  ['Ärger & Söhne.tsv', 'arger-sohne'],
  ['..', 'data'],
  ['漢字.json', 'data'],
  ['__proto__', 'proto__'],
  [`${'x'.repeat(90)}.csv`, 'x'.repeat(64)]
])('%s becomes %s, which a dataset cell can name', (file, name) => {
  expect(importName(file)).toBe(name);
  expect(isImportName(name)).toBe(true);
});

it.each(['', 'a b', '../up', 'https://x.org', '-a', 'a/b', 'x'.repeat(65)])('"%s" is no name', (name) => {
  expect(isImportName(name)).toBe(false);
});
