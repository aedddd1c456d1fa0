// Steps of a lesson: what can be read, and that every mistake names line, step, field and cure.
import { describe, expect, it } from 'vitest';
import type { AppError } from '#lib/errors/app-error';
import { readNotebook } from '../document/parse';
import { stepProblems } from './check';
import type { Step } from './types';

const CELLS = `# A lesson

\`\`\`dataset
name: books
source: bookshop
\`\`\`

\`\`\`train
name: base
dataset: books
\`\`\`

\`\`\`figure
name: noise
show: noise
dataset: books
runs: [base]
\`\`\`
`;

const step = (...lines: readonly string[]) => ['', '```step', ...lines, '```', ''].join('\n');
const GOOD = ['id: how-many', 'title: How many?', 'say: Guess.'];
/** Line of a step's "id" behind CELLS. */
const ID_LINE = CELLS.split('\n').length + 2;

function read(...lines: readonly string[]): { step: Step | undefined; problems: readonly AppError[] } {
  const { document, problems } = readNotebook(CELLS + step(...lines), 'a.md');
  return { step: document.steps[0]?.step, problems: [...problems, ...stepProblems(document).values()] };
}
/** A number is said as it is. */
const PLAIN = { factor: 1, unit: '' };
const task = (...lines: readonly string[]) => read(...GOOD, ...lines).step?.task;

describe('a good step', () => {
  it('asks a question that is checked against a named number of a cell', () => {
    const { step: found, problems } = read(
      ...GOOD,
      'at: noise > counts',
      'choose: [under 2 %, 2 to 6 %, 6 to 15 %, more]',
      'value: noise.train.share',
      'bounds: [0.02, 0.06, 0.15]',
      'then: |',
      '  One line',
      '  goes on.',
      '',
      '  A second paragraph.'
    );
    expect(problems).toEqual([]);
    expect(found).toEqual({
      id: 'how-many',
      title: 'How many?',
      say: 'Guess.',
      at: { cell: 'noise', part: 'counts' },
      covers: [],
      task: {
        type: 'choose',
        options: ['under 2 %', '2 to 6 %', '6 to 15 %', 'more'],
        check: { cell: 'noise', value: 'train.share', bounds: [0.02, 0.06, 0.15] },
        wording: PLAIN
      },
      keep: null,
      then: 'One line goes on.\n\nA second paragraph.'
    });
  });

  it.each([
    ['choose: [3, more]', { type: 'choose', options: ['3', 'more'], check: null, wording: PLAIN }],
    ['until: read', { type: 'read' }],
    ['until: ran base', { type: 'ran', cell: 'base' }],
    ['until: changed base.layers', { type: 'changed', cell: 'base', key: 'layers' }],
    ['until: did noise.reveal', { type: 'did', cell: 'noise', act: 'reveal', times: 1 }],
    ['until: did noise.reveal 3 times', { type: 'did', cell: 'noise', act: 'reveal', times: 3 }]
  ])('says with "%s" when it is done', (line, wanted) => {
    expect(read(...GOOD, line).problems).toEqual([]);
    expect(task(line)).toEqual(wanted);
  });

  it.each([
    [
      ['number: 0 to 100', 'value: noise.train.share', 'factor: 100', 'unit: of 100 clicks', 'near: 1'],
      {
        type: 'number',
        check: { cell: 'noise', value: 'train.share' },
        range: [0, 100],
        near: 1,
        ends: [],
        wording: { factor: 100, unit: 'of 100 clicks' }
      }
    ],
    [
      ['axis: −1 to 1', 'value: noise.a', 'ends: [worst, best]'],
      {
        type: 'axis',
        check: { cell: 'noise', value: 'a' },
        range: [-1, 1],
        near: null,
        ends: ['worst', 'best'],
        wording: PLAIN
      }
    ],
    [
      ['curve: 0 to 1', 'over: [1, 2, 4]', 'value: noise.at.*.mean'],
      { type: 'curve', check: { cell: 'noise', value: 'at.*.mean' }, over: [1, 2, 4], range: [0, 1], wording: PLAIN }
    ],
    [
      ['order: [clicks, words]', 'value: [noise.a, base.recall@20]'],
      {
        type: 'order',
        items: ['clicks', 'words'],
        checks: [
          { cell: 'noise', value: 'a' },
          { cell: 'base', value: 'recall@20' }
        ],
        wording: PLAIN
      }
    ]
  ])('may ask for more than a choice: %s', (lines, wanted) => {
    expect(read(...GOOD, ...lines).problems).toEqual([]);
    expect(task(...lines)).toEqual(wanted);
  });

  it('covers what holds its answer, one place or several, cells and parts of what they show', () => {
    const covers = (line: string) => read(...GOOD, 'choose: [a, b]', line);
    expect(covers('covers: noise > counts').step?.covers).toEqual([{ cell: 'noise', part: 'counts' }]);
    expect(covers('covers: [base, noise > ranks]').step?.covers).toEqual([
      { cell: 'base', part: null },
      { cell: 'noise', part: 'ranks' }
    ]);
    expect(covers('covers: [base, noise > ranks]').problems).toEqual([]);
    expect(covers('covers: [noise > counts, noise > kept]').problems).toEqual([]);
  });

  it.each([
    [
      'keep: point books.noise, base.recall@20 as Recall against noise',
      {
        type: 'point',
        x: { cell: 'books', value: 'noise' },
        y: { cell: 'base', value: 'recall@20' },
        name: 'Recall against noise'
      }
    ],
    ['keep: curve base as All curves', { type: 'curve', cell: 'base', name: 'All curves' }]
  ])('keeps of a run with "%s"', (line, wanted) => {
    const { step: found, problems } = read(...GOOD, 'until: ran base', line);
    expect(problems).toEqual([]);
    expect(found?.keep).toEqual(wanted);
  });

  it.each(['at: base', 'at: base > run', 'at: base > settings', 'at: base > curves', 'at: books > degrees'])(
    'may point with "%s"',
    (line) => {
      expect(read(...GOOD, line, 'until: read').problems).toEqual([]);
    }
  );

  it('stands between prose and cells, and the text around it stays prose', () => {
    const { document } = readNotebook(`# T\n\nBefore.\n${step(...GOOD, 'until: read')}\nAfter.\n`);
    expect(document.blocks.map(({ type }) => type)).toEqual(['prose', 'step', 'prose']);
    expect(document.cells).toEqual([]);
  });
});

describe('a mistake in a step', () => {
  it.each<[string, readonly string[], string, number, string]>([
    ['no id', ['title: T', 'say: S', 'until: read'], 'lessons/missing-key', -1, 'Add "id'],
    [
      'an id with capitals',
      ['id: How many', 'title: T', 'say: S', 'until: read'],
      'lessons/bad-value',
      0,
      'small letters'
    ],
    ['no title', ['id: a', 'say: S', 'until: read'], 'lessons/missing-key', -1, 'Add "title'],
    ['nothing to say', ['id: a', 'title: T', 'until: read'], 'lessons/missing-key', -1, 'Add "say'],
    ['a mistyped key', [...GOOD, 'untill: read'], 'lessons/unknown-key', 3, 'Did you mean "until"?'],
    ['no task', GOOD, 'lessons/no-task', 0, 'choose: [option'],
    ['two tasks', [...GOOD, 'choose: [a, b]', 'until: read'], 'lessons/two-tasks', 4, 'Keep one'],
    ['one option', [...GOOD, 'choose: [a]'], 'lessons/bad-value', 3, 'two to eight options'],
    ['a value without bounds', [...GOOD, 'choose: [a, b]', 'value: base.seeds'], 'lessons/loose-check', 4, '"bounds"'],
    ['bounds without a value', [...GOOD, 'choose: [a, b]', 'bounds: [1]'], 'lessons/loose-check', 4, '"value"'],
    [
      'a check without a question',
      [...GOOD, 'until: read', 'value: base.seeds', 'bounds: [1]'],
      'lessons/key-not-here',
      4,
      'Take "value" out'
    ],
    ['two questions', [...GOOD, 'choose: [a, b]', 'number: 0 to 1'], 'lessons/two-tasks', 4, 'Keep one'],
    ['a number of nothing', [...GOOD, 'number: 0 to 1'], 'lessons/missing-key', -1, 'Add "value: …" with CELL.VALUE'],
    ['a range that falls', [...GOOD, 'axis: 1 to 0', 'value: base.seeds'], 'lessons/bad-value', 3, '"0 to 1"'],
    [
      'bounds of a number',
      [...GOOD, 'number: 0 to 1', 'value: base.seeds', 'bounds: [1]'],
      'lessons/key-not-here',
      5,
      'Take "bounds" out'
    ],
    [
      'a curve over no places',
      [...GOOD, 'curve: 0 to 1', 'value: noise.run1.*.mean'],
      'lessons/missing-key',
      -1,
      'Add "over'
    ],
    [
      'a curve of one number',
      [...GOOD, 'curve: 0 to 1', 'over: [1, 2]', 'value: noise.share'],
      'lessons/no-star',
      5,
      'Write "*"'
    ],
    [
      'an order with a number too few',
      [...GOOD, 'order: [a, b]', 'value: [noise.a]'],
      'lessons/bad-value',
      4,
      'for "order" a list'
    ],
    [
      'an order with an item twice',
      [...GOOD, 'order: [a, a]', 'value: [noise.a, noise.b]'],
      'lessons/bad-value',
      3,
      'no two alike'
    ],
    [
      'a factor of 0',
      [...GOOD, 'number: 0 to 1', 'value: base.seeds', 'factor: 0'],
      'lessons/bad-value',
      5,
      'other than 0'
    ],
    [
      'a cover without a question',
      [...GOOD, 'covers: base', 'until: read'],
      'lessons/covers-no-question',
      3,
      'Add a question'
    ],
    [
      'a cover of no cell',
      [...GOOD, 'covers: [bose > curves]', 'choose: [a, b]'],
      'lessons/no-cell',
      3,
      'Did you mean "base"?'
    ],
    [
      'a cover of a part that is not there',
      [...GOOD, 'covers: [noise > counts, noise > rank]', 'choose: [a, b]'],
      'lessons/no-part',
      3,
      'Did you mean "ranks"?'
    ],
    ['a cover of a button', [...GOOD, 'covers: base > run', 'choose: [a, b]'], 'lessons/no-part', 3, 'curves, output'],
    [
      'something to keep that says nothing',
      [...GOOD, 'until: ran base', 'keep: base'],
      'lessons/bad-value',
      4,
      '"curve CELL as NAME"'
    ],
    [
      'a curve kept of no run',
      [...GOOD, 'until: ran base', 'keep: curve books as All'],
      'lessons/cannot-keep',
      4,
      '"train"'
    ],
    [
      'a curve kept of a figure that trains nothing',
      [...GOOD, 'until: ran noise', 'keep: curve noise as All'],
      'lessons/cannot-keep',
      4,
      '"train"'
    ],
    [
      'a point kept of no cell',
      [...GOOD, 'until: ran base', 'keep: point boks.noise, base.recall@20 as All'],
      'lessons/no-cell',
      4,
      'Did you mean "books"?'
    ],
    [
      'too few bounds',
      [...GOOD, 'choose: [a, b, c]', 'value: base.seeds', 'bounds: [1]'],
      'lessons/bounds-count',
      5,
      'Give 2'
    ],
    [
      'bounds that do not ascend',
      [...GOOD, 'choose: [a, b, c]', 'value: base.seeds', 'bounds: [2, 1]'],
      'lessons/bad-value',
      5,
      'ascending'
    ],
    [
      'a value of no cell',
      [...GOOD, 'choose: [a, b]', 'value: seeds', 'bounds: [1]'],
      'lessons/bad-value',
      4,
      'CELL.VALUE'
    ],
    ['an "until" that says nothing', [...GOOD, 'until: run base'], 'lessons/bad-value', 3, '"ran CELL"'],
    ['a place of no form', [...GOOD, 'at: base > a > b', 'until: read'], 'lessons/bad-value', 3, 'CELL > PART'],
    ['a place in no cell', [...GOOD, 'at: bose', 'until: read'], 'lessons/no-cell', 3, 'Did you mean "base"?'],
    [
      'a part of another figure',
      [...GOOD, 'at: noise > slider', 'until: read'],
      'lessons/no-part',
      3,
      'counts, reader, ranks, run, settings'
    ],
    ['a mistyped part', [...GOOD, 'at: noise > count', 'until: read'], 'lessons/no-part', 3, 'Did you mean "counts"?'],
    ['a run of no cell', [...GOOD, 'until: ran bass'], 'lessons/no-cell', 3, 'Did you mean "base"?'],
    [
      'a question about no cell',
      [...GOOD, 'choose: [a, b]', 'value: nosie.x', 'bounds: [1]'],
      'lessons/no-cell',
      4,
      '"noise"'
    ],
    ['an act of another figure', [...GOOD, 'until: did noise.hover'], 'lessons/no-act', 3, 'mark, reveal'],
    ['an act where there is none', [...GOOD, 'until: did base.hover'], 'lessons/no-act', 3, 'wait for "ran"'],
    [
      'a setting that is none',
      [...GOOD, 'until: changed base.layer'],
      'lessons/no-setting',
      3,
      'Did you mean "layers"?'
    ],
    ['YAML that cannot be read', [...GOOD, 'until: [read'], 'lessons/bad-yaml', 3, 'key: value'],
    ['a list in place of keys', ['- read'], 'lessons/not-a-step', -1, '"id"']
  ])('is told with its line and its cure: %s', (_, lines, code, at, cure) => {
    const { problems } = read(...lines);
    expect(problems.map((problem) => problem.code)).toEqual([code]);
    expect(problems[0]?.where.file).toBe('a.md');
    expect(problems[0]?.where.line).toBe(ID_LINE + at);
    expect(problems[0]?.cure).toContain(cure);
    if (lines[0] === GOOD[0] && code !== 'lessons/bad-yaml') expect(problems[0]?.message).toContain('"how-many"');
  });

  it('two steps of one id: the second is told, the first stays', () => {
    const { document, problems } = readNotebook(CELLS + step(...GOOD, 'until: read') + step(...GOOD, 'until: read'));
    expect(document.steps).toHaveLength(1);
    expect(problems.map(({ code, where }) => [code, where.line])).toEqual([['lessons/duplicate-step', ID_LINE + 7]]);
  });

  it('a step in a list, one without an end and a mistyped one are told as cells are', () => {
    const codes = (text: string) => readNotebook(text).problems.map(({ code }) => code);
    expect(codes('- x\n  ```step\n  id: a\n  ```\n')).toEqual(['notebook/nested-cell']);
    expect(codes('```step\nid: a\n')).toEqual(['notebook/unclosed-cell']);
    expect(codes('```steps\nid: a\n```\n')).toEqual(['notebook/unknown-kind']);
    expect(codes('```text\nid: a\n```\n')).toEqual([]);
  });

  it('a step that names what is not there leaves the notebook free to run', () => {
    const { document, problems } = readNotebook(CELLS + step(...GOOD, 'until: ran gone'));
    expect(problems).toEqual([]);
    expect([...stepProblems(document).keys()]).toEqual(['how-many']);
  });
});

describe('front matter of a lesson', () => {
  const facts = (head: string) => readNotebook(`---\n${head}\n---\n\n# T\n`);
  it('says its place and how long it takes', () => {
    expect(facts('lesson: 2\nminutes: 8').document.lesson).toEqual({ order: 2, minutes: 8, able: [], after: [] });
    expect(facts('lesson: 2').document.lesson).toEqual({ order: 2, minutes: null, able: [], after: [] });
    const said = facts('lesson: 2\nafter: first\nable: [read a curve, draw one]').document.lesson;
    expect(said).toMatchObject({ able: ['read a curve', 'draw one'], after: ['first'] });
    expect(facts('title: T').document.lesson).toBeUndefined();
  });
  it('has whole numbers', () => {
    expect(facts('lesson: first').problems.map(({ code }) => code)).toEqual(['notebook/bad-front-matter']);
    expect(facts('lesson: 1\nminutes: 0.5').problems).toHaveLength(1);
    expect(facts('lesson: 1\nable: [1]').problems).toHaveLength(1);
  });
});
