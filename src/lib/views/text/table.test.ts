// CSV of figures: what goes out must come back in, and must not run in a spreadsheet.
import { expect, test } from 'vitest';
import { toCsv, type TableValue } from './table';
import { seeded } from '../testing/made-up-results';

/** A reader of RFC 4180, written for this test only. */
function parseCsv(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let value = '';
  let quoted = false;
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at] ?? '';
    if (quoted) {
      if (character !== '"') value += character;
      else if (text[at + 1] === '"') {
        value += '"';
        at += 1;
      } else quoted = false;
    } else if (character === '"') quoted = true;
    else if (character === ',') {
      row.push(value);
      value = '';
    } else if (character === '\r' && text[at + 1] === '\n') {
      rows.push([...row, value]);
      row = [];
      value = '';
      at += 1;
    } else value += character;
  }
  return rows;
}

test('any text comes back as it was', () => {
  const signs = ['a', ',', '"', '\n', '\r\n', ' ', 'é', '1', ';'];
  const random = seeded(5);
  for (let trial = 0; trial < 300; trial += 1) {
    const cell = () =>
      Array.from({ length: Math.floor(random() * 6) }, () => signs[Math.floor(random() * signs.length)]).join('');
    const rows = Array.from({ length: 3 }, () => [`x${cell()}`, `x${cell()}`]);
    expect(parseCsv(toCsv({ caption: '', columns: ['a', 'b'], rows }))).toEqual([['a', 'b'], ...rows]);
  }
});

test('numbers keep full precision and missing ones are empty', () => {
  const rows: TableValue[][] = [[0.1 + 0.2, null, Number.NaN, -1]];
  expect(toCsv({ caption: '', columns: ['a', 'b', 'c', 'd'], rows })).toBe('a,b,c,d\r\n0.30000000000000004,,,-1\r\n');
});

test('a title that looks like a formula cannot run in a spreadsheet', () => {
  const rows = [['=HYPERLINK("http://x")'], ['+1'], ['@a'], ['-x']];
  const lines = parseCsv(toCsv({ caption: '', columns: ['title'], rows }))
    .slice(1)
    .flat();
  expect(lines.every((line) => line.startsWith("'"))).toBe(true);
});
