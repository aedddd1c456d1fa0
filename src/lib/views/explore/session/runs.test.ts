import { describe, expect, it } from 'vitest';
import { appError } from '#lib/errors/app-error';
import type { Explorable } from '#lib/notebook/explore/explore-work';
import { choose, editable, missingOf, nameOf, namesOf, NONE, whyNotEditable, type Choice } from './runs';
import { SYNTHETIC_CELLS } from '../measure/synthetic';
import { findNamed, findNode, nameOfNode, suggest } from '../nodes';

const names = { a: '', b: '', embeddings: '', profiles: '' };
const elsewhere = appError('explore/vectors-changed', { cell: 'semantics', how: '"pca: 2"' }).toJSON();
const other: Explorable['runs'][number] = {
  cell: 'other',
  label: 'Other',
  dataset: 'elsewhere',
  alignment: 'none',
  embeddings: null,
  seeds: [{ seed: 1, isStored: true }]
};

describe('the runs', () => {
  it('are named with or without a seed; a stored seed is proposed', () => {
    const cells: Explorable = {
      ...SYNTHETIC_CELLS,
      runs: SYNTHETIC_CELLS.runs.map((runs) => ({
        ...runs,
        seeds: [
          { seed: 1, isStored: false },
          { seed: 2, isStored: true }
        ]
      }))
    };
    expect(choose(cells, { ...names, a: 'gen', b: 'base@1' })?.choice).toMatchObject({
      a: { cell: 'gen', seed: 2 },
      b: { cell: 'base', seed: 1 }
    });
    expect(choose(cells, { ...names, b: NONE })?.choice.b).toBeNull();
  });

  it('stand side by side only where they learn from one split', () => {
    const cells = { ...SYNTHETIC_CELLS, runs: [other, ...SYNTHETIC_CELLS.runs] };
    const chosen = choose(cells, { ...names, a: 'base', b: 'other' });
    expect(chosen?.choice.b).toBeNull();
    expect(chosen?.dropped).toEqual([
      { key: 'b', value: 'other@1', why: 'It learns from another split than the first run.' }
    ]);
    expect(choose(cells, { ...names, b: 'con' })?.choice.a.cell).toBe('base');
    expect(choose(cells, names)?.choice).toMatchObject({ a: { cell: 'other' }, b: null });
  });

  it('stand side by side where two dataset cells are one and the same', () => {
    const datasets = ['made-up', 'elsewhere'].map((cell) => ({ cell, isStored: true, id: 'one', splitHash: 'one' }));
    const cells = { ...SYNTHETIC_CELLS, runs: [...SYNTHETIC_CELLS.runs, other], datasets };
    expect(choose(cells, { ...names, a: 'base', b: 'other' })).toMatchObject({
      choice: { b: { cell: 'other' } },
      dropped: []
    });
  });

  it('may be two seeds of one cell', () => {
    const chosen = choose(SYNTHETIC_CELLS, { ...names, a: 'con@2023', b: 'con@2024' });
    expect(chosen).toMatchObject({
      choice: { a: { cell: 'con', seed: 2023 }, b: { cell: 'con', seed: 2024 } },
      dropped: []
    });
  });

  it('are never proposed beside themselves: another seed of the only cell, else none', () => {
    const [base] = SYNTHETIC_CELLS.runs;
    if (!base) throw new Error('There are three');
    const one: Explorable = { ...SYNTHETIC_CELLS, runs: [base] };
    const runsOf = (cells: Explorable, more: Partial<typeof names>) => {
      const { a, b } = choose(cells, { ...names, ...more })?.choice ?? {};
      return [a && nameOf(a), b && nameOf(b)];
    };
    expect(runsOf(one, {})).toEqual(['base@2023', 'base@2024']);
    expect(runsOf(one, { b: 'base' })).toEqual(['base@2024', 'base@2023']);
    expect(runsOf(one, { a: 'base@2024' })).toEqual(['base@2024', 'base@2023']);
    const alone: Explorable = { ...one, runs: [{ ...base, seeds: [{ seed: 7, isStored: true }] }] };
    expect(runsOf(alone, {})).toEqual(['base@7', null]);
    expect(runsOf(alone, { b: 'base' })).toEqual(['base@7', null]);
  });

  it('are told apart in an address, whatever is chosen: read again it is the same choice, by few names', () => {
    const second = { dataset: 'elsewhere', isStored: true, editProblem: null };
    const cells: Explorable = {
      runs: [
        ...SYNTHETIC_CELLS.runs.map((runs) => ({
          ...runs,
          seeds: [
            { seed: 2023, isStored: runs.cell !== 'con' },
            { seed: 2024, isStored: true }
          ]
        })),
        other,
        { ...other, cell: 'far', alignment: 'contrastive', embeddings: 'far-words' }
      ],
      embeddings: [
        ...SYNTHETIC_CELLS.embeddings,
        ...SYNTHETIC_CELLS.embeddings.map((cell) => ({ ...cell, cell: 'more', profiles: 'written' })),
        { ...second, cell: 'far-words', label: 'lsa', profiles: 'far-profiles' }
      ],
      profiles: [
        ...SYNTHETIC_CELLS.profiles,
        ...SYNTHETIC_CELLS.profiles.map((cell) => ({ ...cell, cell: 'written' })),
        { ...second, cell: 'far-profiles', label: 'template', profiles: null }
      ],
      datasets: SYNTHETIC_CELLS.datasets
    };
    const runs = cells.runs.flatMap(({ cell, seeds }) => seeds.map(({ seed }) => nameOf({ cell, seed })));
    const [first] = cells.runs;
    const alone: Explorable = { ...cells, runs: first ? [first] : [] };
    let count = 0;
    for (const notebook of [cells, SYNTHETIC_CELLS, alone]) {
      for (const a of ['', ...runs])
        for (const b of ['', NONE, ...runs])
          for (const embeddings of ['', NONE, 'semantics', 'more', 'far-words'])
            for (const profiles of ['', NONE, 'profiles', 'written', 'far-profiles']) {
              const choice = choose(notebook, { a, b, embeddings, profiles })?.choice;
              const written: Choice | undefined = choice && choose(notebook, namesOf(notebook, choice))?.choice;
              expect(written).toEqual(choice);
              count += 1;
            }
    }
    expect(count).toBe(3 * 9 * 10 * 25);
    const proposed = choose(cells, names)?.choice;
    expect(proposed && namesOf(cells, proposed)).toEqual(names);
    const mixed = choose(cells, { ...names, a: 'base@2024', b: 'con@2023' })?.choice;
    expect(mixed && namesOf(cells, mixed)).toEqual({ ...names, a: 'base@2024', b: 'con@2023' });
  });

  it('lack what is not stored, in the order in which it is made', () => {
    const cells: Explorable = {
      runs: SYNTHETIC_CELLS.runs.map((runs) => ({ ...runs, seeds: [{ seed: 1, isStored: runs.cell !== 'con' }] })),
      embeddings: SYNTHETIC_CELLS.embeddings.map((cell) => ({ ...cell, isStored: false })),
      profiles: SYNTHETIC_CELLS.profiles,
      datasets: SYNTHETIC_CELLS.datasets.map((cell) => ({ ...cell, isStored: false }))
    };
    const choice = choose(cells, names)?.choice;
    expect(choice && missingOf(cells, choice)).toEqual(['made-up', 'semantics', 'con']);
  });

  it('take other words only through an alignment', () => {
    const both = choose(SYNTHETIC_CELLS, names)?.choice;
    expect(both && editable(SYNTHETIC_CELLS, both)).toEqual({ cell: 'con', seed: 2023 });
    const alone = choose(SYNTHETIC_CELLS, { ...names, b: NONE })?.choice;
    expect(alone && editable(SYNTHETIC_CELLS, alone)).toBeNull();
    expect(alone && whyNotEditable(SYNTHETIC_CELLS, alone)).toMatch(/^Words reach/);
    const fromFiles = {
      ...SYNTHETIC_CELLS,
      embeddings: SYNTHETIC_CELLS.embeddings.map((cell) => ({ ...cell, editProblem: elsewhere }))
    };
    expect(both && editable(fromFiles, both)).toBeNull();
    expect(both && whyNotEditable(fromFiles, both)).toBe(`${elsewhere.message} ${elsewhere.cure}`);
  });

  it('take other words only for the profiles that they learned from', () => {
    const cells: Explorable = {
      ...SYNTHETIC_CELLS,
      profiles: [...SYNTHETIC_CELLS.profiles, ...SYNTHETIC_CELLS.profiles.map((cell) => ({ ...cell, cell: 'written' }))]
    };
    const others = choose(cells, { ...names, profiles: 'written' })?.choice;
    expect(others && editable(cells, others)).toBeNull();
    expect(others && whyNotEditable(cells, others)).toBe(
      '“con” learned from the profiles of “profiles”, which are not those shown here. Choose them above to change their words.'
    );
    const theirs = choose(cells, names)?.choice;
    expect(theirs && [editable(cells, theirs), whyNotEditable(cells, theirs)]).toEqual([
      { cell: 'con', seed: 2023 },
      ''
    ]);
  });
});

describe('nodes', () => {
  const data = { userCount: 3, ids: ['7', 'b', 'ab', '7', 'x'], labels: ['7', 'Bea', 'ab', 'The Sea', 'x'] };
  it('are found by the id of their kind', () => {
    expect([findNode(data, 'user', '7'), findNode(data, 'item', '7'), findNode(data, 'user', 'x')]).toEqual([
      0,
      3,
      null
    ]);
  });
  it('are found by a whole label, whatever its case and whatever title before it begins with it', () => {
    const books = { userCount: 1, ids: ['u', '1', '2', '3'], labels: ['Ann', 'Dune Messiah', 'Dune', '1'] };
    expect(['dune', 'Dune Messiah', '1', '3', 'Dun'].map((text) => findNamed(books, 'item', text))).toEqual([
      2,
      1,
      1,
      3,
      null
    ]);
    expect([findNamed(books, 'user', 'ann'), findNamed(books, 'item', 'ann')]).toEqual([0, null]);
    expect(suggest(books, 'item', 'dune', 2)).toEqual([2, 1]);
  });
  it('are named as readers know them', () => {
    expect([0, 1, 3, 4].map((node) => nameOfNode(data, node))).toEqual(['User 7', 'Bea (user b)', 'The Sea', 'Item x']);
  });
  it('are suggested by id and label, the nearest to what was written first', () => {
    expect(suggest(data, 'user', 'B', 9)).toEqual([1, 2]);
    expect(suggest(data, 'item', 'sea', 9)).toEqual([3]);
    expect(suggest(data, 'user', '', 2)).toEqual([0, 1]);
  });
});
