// Results from elsewhere are shown only where they are of the form that their kind is shown in.
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { CELL_KINDS } from '../kinds/registry';
import { readResults } from './read-results';

const FOLDER = 'public/notebooks';
const stored = ['', 'lessons/'].flatMap((folder) =>
  readdirSync(`${FOLDER}/${folder}`).flatMap((file) => (file.endsWith('.results.json') ? [`${folder}${file}`] : []))
);
const read = (file: string): unknown => JSON.parse(readFileSync(`${FOLDER}/${file}`, 'utf8'));
const quickStart = () => JSON.parse(readFileSync(`${FOLDER}/quick-start.results.json`, 'utf8'));

test.each(stored)('%s is read as it was written, letter by letter', (file) => {
  const json = read(file);
  const { file: found, leftOut } = readResults(json, file);
  expect(leftOut).toEqual([]);
  expect(found).toEqual(json);
});

test('most kinds of cells are among them', () => {
  const kinds = new Set(stored.flatMap((file) => readResults(read(file), file).file.cells.map(({ kind }) => kind)));
  expect(CELL_KINDS.filter((kind) => !kinds.has(kind))).toEqual(['rerank']);
});

test('a file carries its notebook’s text', () => {
  expect(readResults({ ...quickStart(), text: '# Mine\n' }, 'x.json').file.text).toBe('# Mine\n');
});

describe('what is no result', () => {
  test.each([null, 1, 'text', [], {}, { version: 1 }, { ...quickStart(), cells: {} }, { ...quickStart(), text: 5 }])(
    'is refused with a word: %#',
    (json) => {
      expect(() => readResults(json, 'x.json')).toThrow(/x\.json holds no notebook/);
    }
  );

  test('of a later version is said to be that', () => {
    expect(() => readResults({ ...quickStart(), version: 2 }, 'x.json')).toThrow(/newer version/);
  });

  /** Each number, text, list and object of a result in turn is something else; the result is then left out, or is of its form still. */
  test('in the place of a part of a result leaves that result out, and the others in', () => {
    const file = quickStart();
    for (const [at, cell] of file.cells.entries()) {
      for (const key of Object.keys(cell.result).filter((each) => each !== 'rule')) {
        const cells = file.cells.with(at, { ...cell, result: { ...cell.result, [key]: { hostile: ['<script>'] } } });
        const { file: found, leftOut } = readResults({ ...file, cells }, 'x.json');
        expect(leftOut, `${cell.name}.${key}`).toEqual([cell.name]);
        expect(found.cells).toHaveLength(file.cells.length - 1);
      }
    }
  });

  test('is a kind that this page does not know, a name that is none, a record of another kind’s result', () => {
    const file = quickStart();
    const [first, second] = file.cells;
    const cells = [{ ...first, kind: 'script' }, { ...first, name: 7 }, { ...first, kind: second.kind }, null, second];
    expect(readResults({ ...file, cells }, 'x.json')).toMatchObject({
      leftOut: [first.name, 'result 2', first.name, 'result 4'],
      file: { cells: [{ name: second.name }] }
    });
  });
});
