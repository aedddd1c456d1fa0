// A new kind of cell is one folder and a line in each of two lists (and in that of outputs, on the page): the form, the documentation,
// validation, ids, storage, lessons and the terminal follow. The lists are put in place of the real ones for this process, and taken away.
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type * as Descriptions from '#lib/notebook/kinds/descriptions';
import type * as Makers from '#lib/notebook/kinds/makers';
import { tallyKind } from './describe';

const [DESCRIPTIONS, MAKERS] = ['#lib/notebook/kinds/descriptions', '#lib/notebook/kinds/makers'];
/** The whole house is loaded twice: on a busy machine that takes a while. */
const LOADING = 60_000;
const TEXT = `# Few clicks

\`\`\`dataset
name: books
source: tiny
\`\`\`

\`\`\`tally
name: few
dataset: books
\`\`\`

\`\`\`step
id: count
title: Count
say: How many?
at: few > number
until: read
\`\`\`
`;

/** All that knows kinds, with the lists as they are now. */
async function load() {
  vi.resetModules();
  return {
    ...(await import('#lib/views/document/tools')),
    ...(await import('#lib/views/document/fields')),
    ...(await import('#lib/views/document/prepared')),
    ...(await import('#lib/views/settings/stored-kinds')),
    ...(await import('#lib/notebook/document/parse')),
    ...(await import('#lib/notebook/schema/describe')),
    ...(await import('#lib/notebook/run/runtime')),
    ...(await import('#lib/notebook/testing/tiny')),
    ...(await import('#lib/storage/memory')),
    ...(await import('../../src/cli/notebook/tables'))
  };
}
type House = Awaited<ReturnType<typeof load>>;

function cellOf({ prepareNotebook, cellsOf }: House, text = TEXT) {
  const found = cellsOf(prepareNotebook(text, 'few.md')).find(({ name }) => name === 'few');
  if (!found) throw new Error('The cell "few" is not there');
  return found;
}

async function run(house: House, store = house.memoryStore(), text = TEXT) {
  const result = await house.runNotebook(house.parseNotebook(text, 'few.md'), {
    store,
    openSource: () => house.tinySource(),
    device: { backend: 'cpu', adapter: 'JavaScript' }
  });
  expect(result.failures).toEqual([]);
  const record = result.records.find(({ name }) => name === 'few');
  if (!record) throw new Error('"few" has no result');
  return record;
}

describe('a made-up kind of cell', () => {
  let house: House;
  beforeAll(async () => {
    vi.doMock(DESCRIPTIONS, async (original) => {
      const { KIND_DESCRIPTIONS } = await original<typeof Descriptions>();
      return { KIND_DESCRIPTIONS: [...KIND_DESCRIPTIONS, tallyKind] };
    });
    vi.doMock(MAKERS, async (original) => {
      const { MAKERS: makers } = await original<typeof Makers>();
      return { MAKERS: { ...makers, tally: () => import('./make') } };
    });
    house = await load();
  }, LOADING);
  afterAll(() => {
    vi.doUnmock(DESCRIPTIONS);
    vi.doUnmock(MAKERS);
  });

  it('has a form and a summary on the page, runs where it says, and can be added', () => {
    const cell = cellOf(house);
    expect(cell).toMatchObject({ kind: 'tally', error: null, place: 'io', reads: ['books'] });
    expect(cell.summary).toBe('at most 2 clicks');
    const { first, rest } = house.formFields(house.kindOf(cell.kind).fields, { name: 'few', dataset: 'books' });
    expect([first, rest].map((fields) => fields.map(({ key }) => key))).toEqual([['name', 'dataset'], ['most']]);
    const added = house.addCell(house.prepareNotebook(TEXT, 'few.md'), cell.kind, null);
    expect(house.readNotebook(added).problems).toEqual([]);
    expect(added).toContain('```tally\nname: tally\n');
  });

  it('stands in the documentation of the format', () => {
    expect(house.schemaMarkdown()).toContain('### `tally`: tally\n\nHow many items have few training clicks.');
    expect(house.schemaMarkdown()).toContain('| `most` | whole number | `2` | At most so many. |');
  });

  it('is validated: values, what it reads, and where a lesson points', () => {
    const error = (from: string, to: string) => cellOf(house, TEXT.replace(from, to)).error?.message;
    expect(error('dataset: books', 'dataset: films')).toContain('films');
    expect(error('dataset: books', 'dataset: books\nmost: -1')).toContain('most');
    expect(error('dataset: books', 'dataset: books\nmots: 1')).toContain('mots');
    const stepError = (text: string) =>
      house.stepsOf(house.prepareNotebook(text, 'lessons/few.md')).map((step) => step.error?.code ?? null);
    expect(stepError(TEXT)).toEqual([null]);
    expect(stepError(TEXT.replace('few > number', 'few > table'))).toEqual(['lessons/no-part']);
  });

  it('has an id by its settings and what it reads, is stored under it and found again, with its revision', async () => {
    const store = house.memoryStore();
    const record = await run(house, store);
    expect(record).toMatchObject({ kind: 'tally', result: { kind: 'tally' }, revisions: { tally: 3, dataset: 2 } });
    expect((await store.get(record.id))?.meta.kind).toBe('tally');
    expect(await run(house, store)).toEqual(record);
    expect((await run(house, store, TEXT.replaceAll('books', 'b'))).id).toBe(record.id);
    expect((await run(house, store, TEXT.replace('dataset: books', 'dataset: books\nmost: 5'))).id).not.toBe(record.id);
    expect(house.storedKinds(await store.list()).find(({ kind }) => kind === 'tally')).toMatchObject({
      label: 'tallies',
      ids: expect.arrayContaining([record.id])
    });
  });

  it('is set aside and made anew where what is stored has another form', async () => {
    const store = house.memoryStore();
    const record = await run(house, store);
    const found = await store.get(record.id);
    if (!found) throw new Error('nothing stored');
    await store.put({ ...found, json: { kind: 'tally', items: 'many' } });
    expect((await run(house, store)).result).toEqual(record.result);
  });

  it('is printed in the terminal, by its named numbers', async () => {
    const record = await run(house);
    const items = Reflect.get(record.result, 'items');
    expect(items).toBeGreaterThan(0);
    expect(house.describeRecord(record)).toMatch(new RegExp(`^tally few .*\\n  tally\\s*\\n  items +${items}$`));
  });
});

it('once it is taken away, nothing knows it', async () => {
  const house = await load();
  expect(house.CELL_KINDS).not.toContain('tally');
  expect(house.schemaMarkdown()).not.toContain('tally');
  expect(() => house.parseNotebook(TEXT)).toThrow(/tally/);
});
