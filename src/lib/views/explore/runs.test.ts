import { describe, expect, it } from 'vitest';
import { choose, editable, missingOf, NONE, whyNotEditable } from './runs';
import { SYNTHETIC_CELLS } from './measure/synthetic';
import { findNode, nameOfNode, suggest } from './nodes';
import type { Explorable } from '#lib/engine/io/protocol';

const names = { a: '', b: '', embeddings: '', profiles: '' };
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
      embeddings: SYNTHETIC_CELLS.embeddings.map((cell) => ({ ...cell, takesEdits: false }))
    };
    expect(both && editable(fromFiles, both)).toBeNull();
    expect(both && whyNotEditable(fromFiles, both)).toMatch(/^Other words cannot/);
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
  it('are named as readers know them', () => {
    expect([0, 1, 3, 4].map((node) => nameOfNode(data, node))).toEqual(['User 7', 'Bea (user b)', 'The Sea', 'Item x']);
  });
  it('are suggested by id and label, the nearest to what was written first', () => {
    expect(suggest(data, 'user', 'B', 9)).toEqual([1, 2]);
    expect(suggest(data, 'item', 'sea', 9)).toEqual([3]);
    expect(suggest(data, 'user', '', 2)).toEqual([0, 1]);
  });
});
