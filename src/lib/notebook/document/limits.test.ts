// Notebooks that are too much of anything: refused with what, where and how much is allowed, before anybody waits.
import { expect, it } from 'vitest';
import { readNotebook } from './parse';
import { notebookGraph } from '../plan/graph';
import { DEEPEST, MOST_ALIASES, MOST_CELLS, MOST_KEYS, MOST_RUNS, MOST_SOURCE, MOST_TEXT, MOST_VALUES } from './limits';
import { withOverrides } from './overrides';
import { identifyCells } from '../plan/identify';
import { Artifacts } from '../run/artifacts';
import { memoryStore } from '#lib/storage/memory';
import { tinySource } from '../testing/tiny';

const cell = (yaml: string, kind = 'dataset'): string => `\`\`\`${kind}\n${yaml}\n\`\`\`\n`;
const lines = (count: number, line: (at: number) => string): string =>
  Array.from({ length: count }, (_, at) => line(at)).join('\n');

/** The first thing that is wrong with a text, of reading it or of its cells. */
function wrong(text: string) {
  const { document, problems } = readNotebook(text, 'n.md');
  const [first] = [...problems, ...notebookGraph(document).problems.values()];
  return first?.toJSON();
}

const many = (at: number): string => `k${at}: 1`;

it.each([
  [
    'a hundred thousand keys',
    cell(`name: a\n${lines(100_000, many)}`),
    `${MOST_SOURCE.toLocaleString('en')} characters`,
    1
  ],
  [
    'keys beyond the limit in few characters',
    cell(`name: a\n${lines(2000, many)}`),
    `${MOST_KEYS.toLocaleString('en')} keys`,
    1
  ],
  [
    'keys within one value',
    cell(`name: a\nsource: {${lines(2000, many).replaceAll('\n', ', ')}}`),
    `${MOST_KEYS.toLocaleString('en')} keys`,
    1
  ],
  ['keys in the front matter', `---\n${lines(2000, many)}\n---\n`, `${MOST_KEYS.toLocaleString('en')} keys`, 1],
  [
    'seeds',
    cell(`name: t\ndataset: d\nseeds: [${lines(5000, String).replaceAll('\n', ', ')}]`, 'train'),
    `${MOST_VALUES.toLocaleString('en')} values`,
    4
  ],
  [
    'cells',
    lines(MOST_CELLS + 1, (at) => cell(`name: a${at}\nsource: s`)),
    `${MOST_CELLS.toLocaleString('en')} cells`,
    1 + 5 * MOST_CELLS
  ],
  ['text', `# A\n${'x'.repeat(MOST_TEXT)}`, `${MOST_TEXT.toLocaleString('en')} characters`, 1],
  [
    'runs',
    cell('name: d\nsource: s') +
      lines(3, (at) =>
        cell(`name: t${at}\ndataset: d\nseeds: [${lines(900, String).replaceAll('\n', ', ')}]`, 'train')
      ),
    `${MOST_RUNS.toLocaleString('en')} trained runs`,
    17
  ]
])('too many or too much: %s', (_, text, most, line) => {
  expect(wrong(text)).toMatchObject({
    code: 'notebook/too-large',
    message: expect.stringContaining(`more than ${most}`),
    where: { file: 'n.md', line }
  });
});

it('a step that is too large is refused as a cell is', () => {
  expect(wrong(cell(`id: a\n${lines(2000, many)}`, 'step'))).toMatchObject({
    code: 'notebook/too-large',
    where: { line: 1 }
  });
});

it.each([
  ['in brackets', `source: ${'['.repeat(9000)}${']'.repeat(9000)}`],
  ['in braces', `source: ${'{a: '.repeat(400)}1${'}'.repeat(400)}`],
  ['in lists', `source:\n  ${'- '.repeat(9000)}a`],
  ['by indentation', lines(100, (at) => `${' '.repeat(at)}a:`)]
])('what is nested without end %s is said', (_, yaml) => {
  expect(wrong(cell(`name: a\n${yaml}`))).toMatchObject({
    code: 'notebook/bad-yaml',
    message: expect.stringContaining(`more than ${DEEPEST} deep`)
  });
});

it.each([
  ['name: a\nsource: &a [*a]', '"*a" stands within what it stands for', 3],
  ['name: a\nsource: &b\n  x: {y: [1, *b]}', '"*b" stands within what it stands for', 4],
  [`name: a\nsource: &s b\nformat: [${'*s, '.repeat(500)}]`, `more than ${MOST_ALIASES} aliases`, 2],
  ['name: a\nsource: *nobody', 'nobody', 2],
  ['name: a\nsource: bookshop\n---\ncore: 10', 'a line "---" begins a second document', 4],
  ['name: a\nsource: bookshop\ncore: 5\ncore: 10', 'the key "core" stands twice', 5]
])('%j names its fault and the line', (yaml, words, line) => {
  expect(wrong(cell(yaml))).toMatchObject({
    code: 'notebook/bad-yaml',
    message: expect.stringContaining(words),
    where: { line }
  });
});

it('an anchor that is used beside itself is YAML as any other', () => {
  expect(wrong(cell('name: a\nsource: &s bookshop\nuser_column: *s'))).toBeUndefined();
});

it('a fence within lists without end is read', () => {
  const { document } = readNotebook(`${'- '.repeat(30_000)}\`\`\`text\nx\n\`\`\`\n`);
  expect(document.blocks).toHaveLength(1);
});

it('a value from outside is held to the same', () => {
  const { document } = readNotebook(cell('name: a\nsource: s'));
  for (const value of ['&a [*a]', '1\n---\n2', '['.repeat(9000)]) {
    expect(() => withOverrides(document, { 'a.core': value })).toThrow(/sets nothing/);
  }
});

it('the same files are read once, however many cells prepare them', async () => {
  const source = tinySource();
  let reads = 0;
  const counted = { ...source, read: (path: string) => ((reads += 1), source.read(path)) };
  const env = {
    store: memoryStore(),
    openSource: () => Promise.resolve(counted),
    device: { backend: 'cpu', adapter: 'JavaScript' }
  };
  const identify = async (cells: number): Promise<number> => {
    reads = 0;
    const { document } = readNotebook(lines(cells, (at) => cell(`name: a${at}\nsource: tiny\ncore: ${at + 1}`)));
    const { ids } = await identifyCells(document, env, new Artifacts(env.store));
    expect(new Set([...ids.values()].map(({ id }) => id)).size).toBe(cells);
    return reads;
  };
  const once = await identify(1);
  expect(await identify(40)).toBe(once);
});
