// A new kind of cell is one folder and a line in each of two lists (and in that of outputs, on the page): the form, the documentation,
// validation, ids, storage, lessons and the terminal follow. So is a new figure of the cell kind "figure". The lists are put in place of the
// real ones for this process, and taken away.
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type * as Descriptions from '#lib/notebook/kinds/descriptions';
import type * as Makers from '#lib/notebook/kinds/makers';
import { TINY_DATASET } from '#lib/notebook/testing/tiny';
import type * as FigureDescriptions from '#lib/studies/figures/descriptions';
import type * as FigureMakers from '#lib/studies/figures/makers';
import { EAGER } from '../made-up-figure/describe';
import { EagerData } from '../made-up-figure/stored';
import { tallyKind } from './describe';

const [DESCRIPTIONS, MAKERS] = ['#lib/notebook/kinds/descriptions', '#lib/notebook/kinds/makers'];
const [FIGURE_DESCRIPTIONS, FIGURE_MAKERS] = ['#lib/studies/figures/descriptions', '#lib/studies/figures/makers'];
/** The whole house is loaded twice: on a busy machine that takes a while. */
const LOADING = 60_000;
const TEXT = `${TINY_DATASET}
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

const FIGURE_TEXT = TEXT.replace('```tally\nname: few', '```figure\nname: few\nshow: eager');

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
    ...(await import('#lib/notebook/guide/values')),
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

let house: House;

describe('while they are there', () => {
  beforeAll(async () => {
    vi.doMock(DESCRIPTIONS, async (original) => {
      const { KIND_DESCRIPTIONS } = await original<typeof Descriptions>();
      return { KIND_DESCRIPTIONS: [...KIND_DESCRIPTIONS, tallyKind] };
    });
    vi.doMock(MAKERS, async (original) => {
      const { MAKERS: makers } = await original<typeof Makers>();
      return { MAKERS: { ...makers, tally: () => import('./make') } };
    });
    vi.doMock(FIGURE_DESCRIPTIONS, async (original) => {
      const { FIGURE_DESCRIPTIONS: figures } = await original<typeof FigureDescriptions>();
      return { FIGURE_DESCRIPTIONS: [...figures, EAGER] };
    });
    vi.doMock(FIGURE_MAKERS, async (original) => {
      const { FIGURE_MAKERS: makers } = await original<typeof FigureMakers>();
      return {
        FIGURE_MAKERS: { ...makers, eager: { stored: EagerData, load: () => import('../made-up-figure/make') } }
      };
    });
    house = await load();
  }, LOADING);
  afterAll(() => {
    vi.doUnmock(DESCRIPTIONS);
    vi.doUnmock(MAKERS);
    vi.doUnmock(FIGURE_DESCRIPTIONS);
    vi.doUnmock(FIGURE_MAKERS);
  });

  describe('a made-up kind of cell', () => {
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
      expect((await run(house, store, TEXT.replace('dataset: books', 'dataset: books\nmost: 5'))).id).not.toBe(
        record.id
      );
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

  describe('a made-up figure', () => {
    it('has a form on the page with the settings of its own', () => {
      const cell = cellOf(house, FIGURE_TEXT);
      expect(cell).toMatchObject({ kind: 'figure', error: null, reads: ['books'], summary: 'eager' });
      const { fields } = house.kindOf('figure');
      const keys = (show: string) => {
        const { first, rest } = house.formFields(fields, { name: 'few', show, dataset: 'books' });
        return [...first, ...rest].map(({ key }) => key);
      };
      expect(keys('eager')).toEqual(['name', 'show', 'dataset', 'seed', 'least']);
      expect(keys('noise')).not.toContain('least');
      expect(fields.find(({ key }) => key === 'show')?.options).toContain('eager');
    });

    it('stands in the documentation of the format', () => {
      const text = house.schemaMarkdown();
      expect(text).toContain('"eager" users who click much');
      expect(text).toContain(
        '| `least` | whole number 1 … 100 clicks | `2` | At least so many. Only with `show`: eager. |'
      );
    });

    it('is validated: values, what it reads and what it does not, and where a lesson points', () => {
      const error = (to: string) => cellOf(house, FIGURE_TEXT.replace('dataset: books', to)).error;
      expect(error('')?.code).toBe('notebook/missing-key');
      expect(error('dataset: books\nleast: 0')?.message).toContain('least');
      expect(error('dataset: books\nruns: [base]')?.code).toBe('notebook/key-does-not-apply');
      const stepError = (text: string) =>
        house.stepsOf(house.prepareNotebook(text, 'lessons/few.md')).map((step) => step.error?.code ?? null);
      expect(stepError(FIGURE_TEXT)).toEqual([null]);
      expect(stepError(FIGURE_TEXT.replace('until: read', 'until: did few.count'))).toEqual([null]);
      expect(stepError(FIGURE_TEXT.replace('few > number', 'few > table'))).toEqual(['lessons/no-part']);
    });

    it('is made, stored and found again, and made anew where what is stored has another form', async () => {
      const store = house.memoryStore();
      const record = await run(house, store, FIGURE_TEXT);
      expect(record.result).toMatchObject({ kind: 'figure', data: { show: 'eager', least: 2 } });
      expect(await run(house, store, FIGURE_TEXT)).toEqual(record);
      const other = await run(house, store, FIGURE_TEXT.replace('dataset: books', 'dataset: books\nleast: 5'));
      expect(other.id).not.toBe(record.id);
      const found = await store.get(record.id);
      if (!found) throw new Error('nothing stored');
      await store.put({ ...found, json: { provenance: null, seeds: [], data: { show: 'eager', values: {} } } });
      expect((await run(house, store, FIGURE_TEXT)).result).toEqual(record.result);
    });

    it('is printed in the terminal, by its named numbers', async () => {
      const record = await run(house, house.memoryStore(), FIGURE_TEXT);
      const { users } = house.valuesOf(record.result);
      expect(users).toBeGreaterThan(0);
      expect(house.describeRecord(record)).toMatch(new RegExp(`^figure few .*\\n  eager\\s*\\n  users +${users}$`));
    });
  });
});

it('once they are taken away, nothing knows them', async () => {
  const house = await load();
  expect(house.CELL_KINDS).not.toContain('tally');
  expect(house.schemaMarkdown()).not.toMatch(/tally|eager/);
  expect(() => house.parseNotebook(TEXT)).toThrow(/tally/);
  expect(cellOf(house, FIGURE_TEXT).error?.message).toContain('eager');
});
