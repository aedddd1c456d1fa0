// Columns of texts: what goes in comes out, missing and empty told apart, over block borders and for picked rows.
import { describe, expect, it } from 'vitest';
import { uniformArray } from '#kernels/random/random';
import { TextColumn, TextColumnBuilder } from './text-column';

const all = (column: TextColumn): (string | undefined)[] =>
  Array.from({ length: column.length }, (_, row) => column.get(row));

const made = (count: number, longest: number): (string | undefined)[] =>
  Array.from(uniformArray({ seed: 7, stream: 120, step: 0 }, count), (draw, row) =>
    draw < 0.1 ? undefined : 'aé漢😀'.repeat(Math.floor(draw * longest)).slice(row % 2)
  );

describe('a column of texts', () => {
  it('gives back every text, an empty one as empty and a missing one as missing', () => {
    const texts = ['one', '', undefined, 'zwei – drei', '\u{1F600}', undefined, '\uFEFFmark', ''];
    const column = TextColumn.from(texts);
    expect(all(column)).toEqual(texts);
    expect(texts.map((_, row) => column.has(row))).toEqual(texts.map((text) => text !== undefined));
    expect(column.count()).toBe(6);
    expect(column.get(8)).toBeUndefined();
    expect(column.byteLength(4)).toBe(4);
  });

  it('gives back every text over many blocks, one longer than a block among them', () => {
    const texts = [...made(600, 20_000), 'x'.repeat(17 * 2 ** 20), undefined, ...made(5, 10)];
    const column = TextColumn.from(texts);
    expect(column.blocks.length).toBeGreaterThan(2);
    expect(all(column).every((text, row) => text === texts[row]?.toWellFormed())).toBe(true);
    expect(Math.max(...column.blocks.slice(0, -1).map((block) => block.length))).toBeLessThanOrEqual(17 * 2 ** 20);
  });

  it('picks rows in any order and keeps nothing of the others', () => {
    const texts = made(50, 30);
    const rows = [49, 0, 7, 7, 13];
    const picked = TextColumn.from(texts).pick(rows);
    expect(all(picked)).toEqual(rows.map((row) => texts[row]?.toWellFormed()));
    const bytes = rows.reduce((sum, row) => sum + new TextEncoder().encode(texts[row] ?? '').length, 0);
    expect(picked.blocks.reduce((sum, block) => sum + block.length, 0)).toBe(bytes);
  });

  it('takes bytes as they are', () => {
    const builder = new TextColumnBuilder();
    builder.addBytes(new TextEncoder().encode('à'));
    builder.add('b');
    expect(all(builder.finish())).toEqual(['à', 'b']);
  });
});
