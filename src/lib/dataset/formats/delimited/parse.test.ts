// Delimited texts: any fields come back, however the text is cut into pieces; hostile ones end with a message.
import { describe, expect, it } from 'vitest';
import { uniformArray } from '#kernels/random/random';
import { csvField } from '../open/csv';
import { guessDialect } from './dialect';
import { parseDelimited, type Dialect } from './parse';

const CSV: Dialect = { delimiter: ',', quotes: true };

async function* pieces(text: string, size: number): AsyncGenerator<string> {
  for (let at = 0; at < text.length; at += size) yield await Promise.resolve(text.slice(at, at + size));
}
async function rows(text: string, dialect = CSV, size = 7) {
  const found: (readonly string[])[] = [];
  const lines: number[] = [];
  for await (const batch of parseDelimited(pieces(text, size), dialect, 'f.csv')) {
    for (const { fields, line } of batch) {
      found.push(fields);
      lines.push(line);
    }
  }
  return { found, lines };
}

describe('delimited text', () => {
  it('gives back any fields, whatever the size of the pieces', async () => {
    const signs = ['a', ',', '"', '\n', '\r\n', 'é', '漢', '', ' ', '""'];
    const draws = uniformArray({ seed: 3, stream: 122, step: 0 }, 2000);
    let at = 0;
    const draw = (below: number): number => Math.floor((draws[at++ % draws.length] ?? 0) * below);
    for (const size of [1, 2, 3, 5, 64, 100_000]) {
      const table = Array.from({ length: 20 }, () =>
        Array.from({ length: 3 }, () => Array.from({ length: draw(5) }, () => signs[draw(signs.length)]).join(''))
      );
      const text = table.map((fields) => fields.map(csvField).join(',')).join('\n');
      // A row of nothing is an empty line unless it has a comma, and here every row has two.
      expect((await rows(text, CSV, size)).found).toEqual(table);
    }
  });

  it('counts the lines inside quotes, reads \\r\\n, and skips empty lines', async () => {
    const { found, lines } = await rows('a,b\r\n\r\n"x\ny",2\r\n3,4');
    expect(found).toEqual([
      ['a', 'b'],
      ['x\ny', '2'],
      ['3', '4']
    ]);
    expect(lines).toEqual([1, 3, 5]);
  });

  it('takes a lone quote inside a field, and one that is never closed, as text', async () => {
    expect((await rows('5" disk,1\n6,7')).found).toEqual([
      ['5" disk', '1'],
      ['6', '7']
    ]);
    expect((await rows('1,"open\n2,3')).found).toEqual([
      ['1', '"open'],
      ['2', '3']
    ]);
    expect((await rows('"a"b,2\n')).found).toEqual([['ab', '2']]);
  });

  it.each([
    ['a quote that never closes', '1,"open,x\n2,b,y\n3,"12"" disk",z\n', ['"open', 'b', '12" disk']],
    ['quotes inside a quoted field', '1,"the "best" one",x\n2,b,y\n', ['the "best" one', 'b']],
    ['escaped quotes', '1,"the \\"best\\" one",x\n2,"said \\"no\\"",y\n', ['the "best" one', 'said "no"']],
    ['a backslash at the end of a field', '1,"C:\\",x\n2,b,y\n', ['C:\\', 'b']],
    ['a line break in a field', '1,"two\nlines",x\n2,b,y\n', ['two\nlines', 'b']]
  ])('of %s no row swallows another', async (_, text, expected) => {
    for (const size of [1, 7, 1000]) {
      const dialect = { ...CSV, ...guessDialect(text.split('\n')), delimiter: ',' };
      expect((await rows(text, dialect, size)).found.map(([, title]) => title)).toEqual(expected);
    }
  });

  it('takes a quote between tabs as a character, and a field in quotes as one', async () => {
    const text = 'i1\t"Open\tDrama\ni2\t12" disk\tB\ni3\t"a ""b"""\tC\n"i4"\t"x"\t"D"\n';
    for (const size of [1, 5, 1000]) {
      expect((await rows(text, guessDialect(text.split('\n')), size)).found).toEqual([
        ['i1', '"Open', 'Drama'],
        ['i2', '12" disk', 'B'],
        ['i3', 'a "b"', 'C'],
        ['i4', 'x', 'D']
      ]);
    }
  });

  it('takes quotes behind a space for what they are, and runs of spaces for one', async () => {
    expect((await rows('"a", "b, c"\n"1",  "2"\n')).found).toEqual([
      ['a', 'b, c'],
      ['1', '2']
    ]);
    expect((await rows('  1   2 3\n 4 5   6 \n', guessDialect(['  1   2 3', ' 4 5   6 ']))).found).toEqual([
      ['1', '2', '3'],
      ['4', '5', '6']
    ]);
  });

  it('splits at longer delimiters, and leaves quotes alone where they are none', async () => {
    expect((await rows('1::"A" film::x\n2::B::y\n', { delimiter: '::', quotes: false })).found).toEqual([
      ['1', '"A" film', 'x'],
      ['2', 'B', 'y']
    ]);
  });

  it('refuses a million columns, with or without quotes, and a record that never ends', async () => {
    const wide = { code: 'import/too-many-columns' };
    await expect(rows(`${'1,'.repeat(1_000_000)}1\n`, CSV, 1 << 18)).rejects.toMatchObject(wide);
    await expect(rows(`${'"1",'.repeat(1_000_000)}1\n`, CSV, 1 << 18)).rejects.toMatchObject(wide);
    const endless = { code: 'import/line-too-long', where: { file: 'f.csv', line: 2 } };
    await expect(rows(`a,b\n1,"${'x'.repeat(17 << 20)}`, CSV, 1 << 18)).rejects.toMatchObject(endless);
  });

  it.each([
    [['a,b,c', '1,2,3'], ','],
    [['a\tb', '1,5\t2'], '\t'],
    [['a;b', '1,5;2'], ';'],
    [['1::2::3', '4::5::6'], '::'],
    [['1 2 3', '4 5 6'], ' '],
    [['0 1 2 3', '1 5'], ','],
    [['"a; b",c;d', 'e,f;"g, h"'], ','],
    [['a;b;c', '1;2;3,4,5', '2;3;4,5,6'], ';'],
    [['1  2  3', '4  5 6'], ' '],
    [['one'], ',']
  ])('guesses the delimiter of %j', (lines, delimiter) => {
    expect(guessDialect(lines).delimiter).toBe(delimiter);
  });
});
