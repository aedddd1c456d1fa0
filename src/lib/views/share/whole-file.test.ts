// A notebook that was taken along with its results opens as it was; whatever else is dropped opens as text or says a clear word.
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import '#lib/errors/all';
import { withRecord } from '../results/results-arrival';
import { fromResultsFile } from '../results/from-results-file';
import { freshnessOf } from '../results/shown-results';
import { MADE_UP_NOTEBOOK, madeUpResults } from '../testing/made-up-results';
import { fingerprints } from '../document/tools';
import { takenIn, wholeFile } from './whole-file';

const shown = fromResultsFile(madeUpResults());
const cells = Object.entries(shown).map(([name, record]) => ({ name, shown: record, isStale: false }));
const notebook = { fileName: 'mine.md', text: MADE_UP_NOTEBOOK };
const through = (file: unknown) => takenIn('mine.results.json', JSON.stringify(file));

test('what is taken along opens with its text, results and cards, and every result is of its cell', async () => {
  const { file } = wholeFile(notebook, cells);
  const opened = await through(file);
  expect(opened.text).toBe(MADE_UP_NOTEBOOK);
  expect(opened.leftOut).toEqual([]);
  const prints = await fingerprints({ text: MADE_UP_NOTEBOOK });
  for (const [name, { record }] of Object.entries(shown)) {
    expect(opened.results[name]?.record).toEqual(record);
    expect(freshnessOf(opened.results[name] ?? null, name, MADE_UP_NOTEBOOK, null, prints)).toBe('fresh');
  }
});

test('what is stale stays behind and is named', () => {
  const { file, stale } = wholeFile(
    notebook,
    cells.map((cell) => ({ ...cell, isStale: cell.name === 'con' }))
  );
  expect(stale).toEqual(['con']);
  expect(file.cells.map(({ name }) => name)).not.toContain('con');
});

test('the result of a renamed cell goes under its new name', async () => {
  const { file } = wholeFile(notebook, [{ name: 'renamed', shown: shown.base ?? null, isStale: false }]);
  expect(file.cells).toMatchObject([{ name: 'renamed', digest: shown.base?.record.digest }]);
});

test('results that came with the page go out in all their digits, those made here as they are', () => {
  const base = shown.base;
  if (!base) throw new Error('there is a base');
  const seconds = base.record.seconds + 0.123456789;
  const whole = [{ ...base.record, seconds }];
  expect(wholeFile(notebook, [{ name: 'base', shown: base, isStale: false }], whole).file.cells[0]?.seconds).toBe(
    seconds
  );
  const arrival = { fingerprint: null, device: null, now: '2026-11-30T00:00:00.000Z', isComputed: true };
  const own = withRecord({}, base.record, arrival).base ?? null;
  expect(wholeFile(notebook, [{ name: 'base', shown: own, isStale: false }], whole).file.cells[0]?.seconds).toBe(
    base.record.seconds
  );
});

describe('a file from elsewhere', () => {
  test('of the command line without its text says what is missing', async () => {
    const results = readFileSync('public/notebooks/quick-start.results.json', 'utf8');
    const { text: _text, ...without } = JSON.parse(results);
    await expect(through(without)).rejects.toMatchObject({
      code: 'share/no-notebook',
      message: expect.stringContaining('not the text of the notebook')
    });
  });

  test('that is Markdown is text, whatever it looks like', async () => {
    const text = '{"version": 1}\n<script>alert(1)</script>';
    expect(await takenIn('mine.md', text)).toEqual({ text, results: {}, leftOut: [] });
  });

  test.each([
    ['mine.json', '{"version": 2, "cells": []}', 'share/newer'],
    ['mine.json', '{', 'share/no-notebook'],
    ['mine.json', '[]', 'share/no-notebook'],
    ['mine.json', '{"__proto__": {"version": 1}}', 'share/no-notebook'],
    ['mine.md', 'a\0b', 'share/no-notebook']
  ])('%s holding %j is no notebook', async (name, content, code) => {
    await expect(takenIn(name, content)).rejects.toMatchObject({ code });
  });

  test('with a result that is none opens without it, and runs nothing of what it says', async () => {
    const { file } = wholeFile(notebook, cells);
    const [first, ...rest] = file.cells;
    const hostile = { ...first, result: { kind: first?.kind, title: { toString: 'alert(1)' } } };
    const opened = await through({ ...file, cells: [hostile, ...rest] });
    expect(opened.leftOut).toEqual([first?.name]);
    expect(Object.keys(opened.results)).toEqual(rest.map(({ name }) => name));
  });
});
