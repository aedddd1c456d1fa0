// Reading and editing notebooks: what is a cell, what stays prose, and that edits touch nothing else.
import MarkdownIt from 'markdown-it';
import { describe, expect, it } from 'vitest';
import { AppError } from '#lib/errors/app-error';
import { parseNotebook, readNotebook } from './parse';
import { replaceCellSource, setCellValue } from './edit';
import { scanFences } from './fences';

const NOTEBOOK = `# A title

Some prose.

\`\`\`dataset
name: books      # the data
source: bookshop
\`\`\`

\`\`\`python
name: not a cell
\`\`\`

\`\`\`train
# three seeds
name: base
dataset: books
seeds: [2023, 2024]   # more later

preset: small
\`\`\`

The end.
`;

function failure(text: string): AppError {
  try {
    parseNotebook(text, 'a.md');
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
  throw new Error('nothing was thrown');
}

const cell = (kind: string, body: string) => `text\n\n\`\`\`${kind}\n${body}\n\`\`\`\n`;

describe('reading a notebook', () => {
  it('finds title, prose and cells with their lines in the file', () => {
    const document = parseNotebook(NOTEBOOK, 'a.md');
    expect(document.title).toBe('A title');
    expect(document.cells.map(({ kind, name, line }) => ({ kind, name, line }))).toEqual([
      { kind: 'dataset', name: 'books', line: 5 },
      { kind: 'train', name: 'base', line: 14 }
    ]);
    expect(
      document.blocks.map((block) =>
        block.type === 'cell' ? block.cell.name : block.type === 'prose' ? block.line : block.placed.line
      )
    ).toEqual([1, 'books', 10, 'base', 23]);
    expect(document.cells[1]?.values.seeds).toEqual([2023, 2024]);
    expect(document.cells[1]?.keyLines.get('preset')).toBe(20);
  });

  it('leaves every other fence to the prose', () => {
    for (const info of ['', 'ts', 'python', 'yaml', 'mermaid', 'text title="x"', '{.train}', 'sql']) {
      expect(parseNotebook(cell(info, 'name: x\ndataset: y')).cells).toEqual([]);
    }
    // An unknown word is a language that we do not know, unless it reads like a cell.
    expect(parseNotebook(cell('befunge', '>987v>.v')).cells).toEqual([]);
  });

  it.each([
    ['trian', 'dataset: books'],
    ['Train', 'dataset: books'],
    ['profile', 'dataset: books'],
    ['evaluation', 'name: x\nruns: [a]']
  ])('says which kind was meant by a fence "%s"', (info, body) => {
    const error = failure(cell(info, body));
    expect(error.code).toBe('notebook/unknown-kind');
    expect(error.where).toEqual({ file: 'a.md', line: 3 });
    expect(error.cure).toMatch(/Did you mean "(train|profiles|\w+)"/);
  });

  it('takes tildes, longer fences and fences indented by up to three spaces', () => {
    const text = '~~~ dataset\nname: a\n```\n~~~\n';
    expect(failure(text).code).toBe('notebook/bad-yaml');
    const good =
      '~~~~dataset\nname: a\nsource: x\n~~~~\n\n  ````dataset\n  name: b\n  source: |\n    two\n    lines\n  ````\n\n    ```dataset\n    name: c\n';
    const document = parseNotebook(good);
    expect(document.cells.map((each) => each.name)).toEqual(['a', 'b']);
    expect(document.cells[1]?.values.source).toBe('two\nlines\n');
  });

  it('shows an example of a cell inside a longer fence, a quote or a comment as prose', () => {
    const inside = '```train\nname: x\n```';
    for (const text of [
      `\`\`\`\`markdown\n${inside}\n\`\`\`\``,
      inside.replace(/^/gm, '> '),
      `<!--\n${inside}\n-->`,
      inside.replace(/^/gm, '    ')
    ]) {
      expect(parseNotebook(`${text}\n`).cells).toEqual([]);
    }
  });

  it('refuses a cell inside a list, where it would be overlooked', () => {
    expect(failure('- a list\n\n  ```train\n  name: x\n  ```\n').code).toBe('notebook/nested-cell');
    expect(parseNotebook('- a list\n```dataset\nname: x\n```\n').cells).toHaveLength(1);
  });

  it.each([
    ['notebook/missing-name', 'dataset: books', 3],
    ['notebook/bad-name', 'dataset: books\nname: "a b"', 5],
    ['notebook/bad-name', 'name: constructor', 4],
    ['notebook/bad-name', 'name: 12', 4],
    ['notebook/bad-yaml', 'name: a\nseeds: [1, 2\nx: 1', 6],
    ['notebook/bad-yaml', 'name: a\nname: b', 5],
    ['notebook/not-settings', '- a\n- b', 3],
    ['notebook/not-settings', '', 3]
  ])('says %s with the line of the file', (code, body, line) => {
    const error = failure(cell('train', body));
    expect([error.code, error.where.line]).toEqual([code, line]);
  });

  it('names both places of a duplicate name, and a cell without an end', () => {
    const twice = failure(`${cell('dataset', 'name: a')}${cell('train', 'name: a')}`);
    expect(twice.code).toBe('notebook/duplicate-name');
    expect(twice.where).toEqual({ file: 'a.md', line: 8, cell: 'a' });
    expect(twice.message).toContain('line 3');
    expect(failure('```train\nname: a\n').code).toBe('notebook/unclosed-cell');
  });

  it('reads front matter, and refuses a version from the future', () => {
    expect(parseNotebook('---\ntitle: From above\nversion: 1\nauthor: x\n---\n\ntext').title).toBe('From above');
    expect(parseNotebook('---\n\nno front matter').blocks).toHaveLength(1);
    expect(failure('---\nversion: 99\n---\n').code).toBe('notebook/newer-version');
    expect(failure('---\ntitle: [\n---\n').code).toBe('notebook/bad-front-matter');
  });

  it('goes on behind what is wrong, so that the rest can be shown', () => {
    const reading = readNotebook(`${cell('train', 'seeds: [')}${cell('dataset', 'name: a')}`);
    expect(reading.problems).toHaveLength(1);
    expect(reading.document.cells.map((each) => each.name)).toEqual(['a']);
  });

  it('is not slowed down by aliases that multiply', () => {
    const bomb = ['name: x', 'a0: &a0 [1,1,1,1,1,1,1,1,1,1]'];
    for (let i = 1; i < 12; i += 1)
      bomb.push(
        `a${i}: &a${i} [${Array(10)
          .fill(`*a${i - 1}`)
          .join(',')}]`
      );
    expect(failure(cell('train', bomb.join('\n'))).code).toBe('notebook/bad-yaml');
  });

  it('finds the same fences as markdown-it in random texts', () => {
    const pieces = [
      '```',
      '````',
      '~~~',
      '```js',
      '- ',
      '  ',
      '   ',
      '1. ',
      '> ',
      '',
      '',
      'text',
      '<!--',
      '-->',
      '\t',
      '    '
    ];
    let state = 7;
    const next = (bound: number) => {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
      return Math.floor((state / 2 ** 32) * bound);
    };
    const markdown = new MarkdownIt('commonmark');
    let found = 0;
    for (let round = 0; round < 5000; round += 1) {
      const lines = Array.from({ length: 2 + next(9) }, () =>
        Array.from({ length: 1 + next(3) }, () => pieces[next(pieces.length)] ?? '').join('')
      );
      // A cell's fence begins at the top level: only these must agree exactly.
      const theirs = markdown
        .parse(lines.join('\n'), {})
        .filter((token) => token.type === 'fence' && token.level === 0)
        .map((token) => token.map?.[0]);
      const ours = scanFences(lines)
        .filter((fence) => !fence.nested)
        .map((fence) => fence.open);
      expect(ours, lines.join('\n')).toEqual(theirs);
      found += theirs.length;
    }
    expect(found).toBeGreaterThan(500);
  });
});

describe('editing a notebook', () => {
  it('changes one value and no other byte', () => {
    expect(setCellValue(NOTEBOOK, 'base', 'seeds', [1, 2, 3])).toBe(NOTEBOOK.replace('[2023, 2024]', '[1, 2, 3]'));
    expect(setCellValue(NOTEBOOK, 'books', 'source', 'a: b')).toBe(
      NOTEBOOK.replace('source: bookshop', 'source: "a: b"')
    );
    expect(setCellValue(NOTEBOOK, 'base', 'name', 'lightgcn')).toBe(NOTEBOOK.replace('name: base', 'name: lightgcn'));
  });

  it('appends a new key and takes a key away', () => {
    const added = setCellValue(NOTEBOOK, 'base', 'epochs', 5);
    expect(added).toBe(NOTEBOOK.replace('preset: small\n', 'preset: small\nepochs: 5\n'));
    expect(setCellValue(added, 'base', 'epochs', undefined)).toBe(NOTEBOOK);
    expect(setCellValue(NOTEBOOK, 'base', 'absent', undefined)).toBe(NOTEBOOK);
  });

  it.each([
    ['name: a\nruns:\n  - x   # first\n  - y\nk: 5', 'runs', ['z'], { name: 'a', runs: ['z'], k: 5 }],
    ['name: a\nk:\nuser: u', 'k', 3, { name: 'a', k: 3, user: 'u' }],
    ['{name: a, k: 3}', 'k', 4, { name: 'a', k: 4 }],
    ['{name: a}', 'k', 4, { name: 'a', k: 4 }],
    ['name: a\nsource: |\n  long\n  text\nk: 1', 'source', 'short', { name: 'a', source: 'short', k: 1 }],
    ['name: a # c', 'source', 'x\ny', { name: 'a', source: 'x\ny' }],
    ['"name": a\n"k" : 1', 'k', undefined, { name: 'a' }],
    ['name: a\nk: 1', 'k', '1', { name: 'a', k: '1' }],
    ['name: a\nk: "1" # one', 'k', true, { name: 'a', k: true }]
  ])('keeps %j readable when a key changes', (body, key, value, wanted) => {
    const edited = setCellValue(cell('train', body), 'a', key, value);
    expect(parseNotebook(edited).cells[0]?.values).toEqual(wanted);
  });

  it('keeps line ends, indentation and fence style', () => {
    const text = 'Prose\r\n\r\n ~~~train {#x}\r\n name: a\r\n k: 1\r\n ~~~\r\nEnd\r\n';
    expect(setCellValue(text, 'a', 'k', 2)).toBe(text.replace('k: 1', 'k: 2'));
    const grown = replaceCellSource(cell('train', 'name: a'), 'a', 'name: a\nsource: |\n  ```\n  x');
    expect(parseNotebook(grown).cells[0]?.values.source).toBe('```\nx\n');
  });

  it('says which name was meant when there is no such cell', () => {
    expect(() => setCellValue(NOTEBOOK, 'bsae', 'k', 1)).toThrow(/no cell "bsae"/);
  });
});
