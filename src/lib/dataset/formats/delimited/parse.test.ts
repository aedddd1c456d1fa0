// Delimited texts: any fields come back, however the text is cut into pieces; hostile ones end with a message.
import { describe, expect, it } from 'vitest';
import { uniformArray } from '#kernels/random/random';
import { csvField } from '../open/csv';
import { guessDialect, parseDelimited, type Dialect } from './parse';

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
    expect((await rows('1,"open\n2,3')).found).toEqual([['1', '"open\n2,3']]);
    expect((await rows('"a"b,2\n')).found).toEqual([['ab', '2']]);
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
    [['one'], ',']
  ])('guesses the delimiter of %j', (lines, delimiter) => {
    expect(guessDialect(lines).delimiter).toBe(delimiter);
  });
});
