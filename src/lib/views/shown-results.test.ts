// Which results stand under which cell, and when they are stale.
import { expect, test } from 'vitest';
import {
  freshnessOf,
  fromResultsFile,
  knownSeconds,
  recordFor,
  toResultsFile,
  withFingerprints
} from './shown-results';
import { madeUpResults } from './testing/made-up-results';

const file = madeUpResults();
const names = file.cells.map((cell) => cell.name);
const prints = new Map(names.map((name) => [name, `print of ${name}`]));
const shown = withFingerprints(fromResultsFile(file), prints);

test('a results file comes out as it came in', () => {
  expect(toResultsFile(shown, names, file.notebook)).toEqual(file);
});

test('a text that was never touched is as its results are', () => {
  expect(freshnessOf(shown.base ?? null, 'base', 'text', null, null)).toBe('fresh');
});

test('without a plan, equal settings decide; the rest is stale', () => {
  const record = shown.base ?? null;
  expect(freshnessOf(record, 'base', 'text', null, prints)).toBe('fresh');
  expect(freshnessOf(record, 'base', 'text', null, new Map([['base', 'other settings']]))).toBe('stale');
  expect(freshnessOf(null, 'base', 'text', null, prints)).toBe('none');
});

test('a plan for this very text decides by artifact id, a plan for another text does not', () => {
  const cells = { base: { name: 'base', kind: 'train' as const, id: 'another id', state: 'missing' as const } };
  const record = shown.base ?? null;
  expect(freshnessOf(record, 'base', 'text', { text: 'text', cells }, prints)).toBe('stale');
  expect(freshnessOf(record, 'base', 'text', { text: 'older text', cells }, prints)).toBe('fresh');
});

test('a renamed cell keeps its result, a cell of another kind does not take it', () => {
  expect(recordFor(shown, { name: 'baseline', kind: 'train' }, 'print of base')?.record.name).toBe('base');
  expect(recordFor(shown, { name: 'base', kind: 'compare' }, undefined)).toBeNull();
});

test('known seconds add up, and nothing known is not zero', () => {
  expect(knownSeconds(shown, ['base', 'con', 'unknown'])).toBeCloseTo(62.7, 9);
  expect(knownSeconds(shown, ['unknown'])).toBeNull();
});
