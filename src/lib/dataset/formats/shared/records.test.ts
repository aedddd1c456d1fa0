// Lines as records: JSON and Python literals mixed, what fails counted and shown, nothing executed.
import { describe, expect, it } from 'vitest';
import { plainRows, readFiles } from '../../testing';
import { parseRecord } from './records';

const entries = (text: string): unknown => {
  const parsed = parseRecord(text);
  return 'record' in parsed ? [...parsed.record] : parsed.reason;
};

describe('a line', () => {
  it.each([
    [
      'JSON',
      '{"a": "x\\/y", "__proto__": 1}',
      [
        ['a', 'x/y'],
        ['__proto__', 1]
      ]
    ],
    [
      'a Python literal',
      `{'a': u'x', "__proto__": 1}`,
      [
        ['a', 'x'],
        ['__proto__', 1]
      ]
    ],
    ['a Python literal that begins as JSON does', `{"a": 'x'}`, [['a', 'x']]],
    [
      'what Python’s json module writes',
      '{"a": NaN, "b": -Infinity, "c": true, "d": null}',
      [
        ['a', null],
        ['b', null],
        ['c', true],
        ['d', null]
      ]
    ],
    ['an empty record', '{}', []]
  ])('that is %s', (_, text, expected) => {
    expect(entries(text)).toEqual(expected);
  });

  it.each([['[1]'], ['{1, 2}'], ['"text"'], ['1'], [`{'a': os.system('x')}`], ['{"a": 1']])('%s is none', (text) => {
    expect(entries(text)).toEqual(expect.stringMatching(/^it is /));
  });
});

const review = (user: string, more = ''): string => `{"reviewerID": "${user}", "asin": "B1", "overall": 5.0${more}}`;

it('reasons hold no data: lines that fail in the same way are counted together, with the column where a long one fails', async () => {
  const bad = Array.from({ length: 30 }, (_, at) => `{'reviewerID': '${'x'.repeat(200)}', 'asin': call_${at}()}`);
  const good = Array.from({ length: 40 }, (_, at) => review(`A${at}`));
  const { report } = await readFiles({ 'reviews.json': [...good, ...bad].join('\n') });
  const [skipped, ...others] = report.files[0]?.skipped ?? [];
  expect(others).toEqual([]);
  expect(skipped).toMatchObject({
    count: 30,
    reason: expect.stringContaining('a name or a call is no literal'),
    samples: expect.arrayContaining([{ line: 41, text: expect.stringMatching(/^character 228: ….*call_0\(\)/) }])
  });
});

it('a value nested without end costs its line, not the import', async () => {
  const deep = `${'['.repeat(5000)}${']'.repeat(5000)}`;
  const { raw, report } = await readFiles({
    'reviews.json': [review('A1'), review('A2', `, "reviewText": ${deep}`), review('A3', `, "other": ${deep}`)].join(
      '\n'
    )
  });
  expect(plainRows(raw).map(({ user }) => user)).toEqual(['A1', 'A3']);
  expect(report.files[0]?.skipped).toMatchObject([
    { reason: 'a value of it is nested more than 32 levels deep', count: 1 }
  ]);
});

it('a file of which more than half of the first thousand lines fail is refused, wherever they stand', async () => {
  // Two of three fail, and line 1,000 is read.
  const mixed = (lines: number): string =>
    Array.from({ length: lines }, (_, at) => (at % 3 === 0 ? review(`A${at}`) : '{"asin": "B1"}')).join('\n');
  const refused = { code: 'import/unreadable-lines', where: { file: 'reviews.json', line: 2 } };
  await expect(readFiles({ 'reviews.json': mixed(3000) })).rejects.toMatchObject(refused);
  await expect(readFiles({ 'reviews.json': mixed(300) })).rejects.toMatchObject(refused);
  // Of a handful of lines the report says what became of them.
  const { report } = await readFiles({ 'reviews.json': mixed(6) });
  expect(report.files[0]).toMatchObject({ lines: 6, rows: 2, skipped: [{ count: 4 }] });
});

it('a file may go bad after its first thousand lines: those are counted', async () => {
  const lines = Array.from({ length: 1100 }, (_, at) => review(`A${at}`));
  const { report } = await readFiles({ 'reviews.json': [...lines, ...Array<string>(5000).fill('{')].join('\n') });
  expect(report.files[0]).toMatchObject({ rows: 1100, skipped: [{ count: 5000 }] });
});
