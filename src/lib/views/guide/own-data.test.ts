// Other data for a lesson: all cells that a lesson compares are pointed at them, and back.
import { describe, expect, it } from 'vitest';
import { readLesson } from '../results/bundled.node';
import { prepareNotebook, setCellValue } from '../document/tools';
import { lessonData, withSource } from './own-data';

const { notebook: lesson } = await readLesson('clicks-lie');
const FILE = 'lessons/clicks-lie.md';

const after = (text: string) => lessonData(lesson, prepareNotebook(text, FILE));
const pointed = (text: string, source: string): string =>
  withSource(text, after(text)?.cells ?? [], source, setCellValue);

describe('a lesson on other data', () => {
  const own = pointed(lesson.text, 'my-shop');

  it('reads them in every dataset cell that came with the source of the first, so that it compares like with like', () => {
    expect(lessonData(lesson, lesson)).toEqual({ came: 'bookshop', reads: 'bookshop', cells: ['books', 'noisier'] });
    expect(after(own)).toEqual({ came: 'bookshop', reads: 'my-shop', cells: ['books', 'noisier'] });
    expect(own.match(/source: bookshop/)).toBeNull();
    expect(own).toContain('noise: 0.2');
  });

  it('goes on to still other data, and back to what it came with, as a whole', () => {
    expect(after(pointed(own, 'second'))).toMatchObject({ reads: 'second', cells: ['books', 'noisier'] });
    expect(pointed(own, 'bookshop')).toBe(lesson.text);
  });

  it('takes along a cell that stayed behind, but none that the reader pointed somewhere else', () => {
    const half = setCellValue(lesson.text, 'books', 'source', 'my-shop');
    expect(after(half)).toMatchObject({ reads: 'my-shop', cells: ['books', 'noisier'] });
    const apart = setCellValue(lesson.text, 'noisier', 'source', 'elsewhere');
    expect(after(apart)).toMatchObject({ reads: 'bookshop', cells: ['books'] });
  });

  it('goes by the cells that are left, and is not offered where none is', () => {
    const renamed = lesson.text.replaceAll('books\n', 'shelf\n');
    expect(after(renamed)).toMatchObject({ reads: 'bookshop', cells: ['noisier'] });
    expect(after('# Nothing\n')).toBeNull();
    expect(lessonData({ ...lesson, blocks: [] }, lesson)).toBeNull();
  });
});
