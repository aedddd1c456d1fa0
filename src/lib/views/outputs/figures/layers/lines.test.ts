import { expect, it } from 'vitest';
import { depthTable, firstDepth, linesOf, MEASURES, type LayersData } from './lines';

const reading = (users: number | null) => ({ users, clicks: 0.5, recall20: null });
const data: LayersData = {
  show: 'layers',
  values: {},
  run: { label: 'LightGCN', seed: 1, layers: 3 },
  pairs: 10,
  depths: [
    { depth: 0, alone: reading(0.1), sum: reading(0.1) },
    { depth: 1, alone: reading(null), sum: reading(0.2) }
  ]
};

it('a depth without a number has no point, and the depth looked at is marked on each line', () => {
  const [alone, sum] = linesOf(data, 'users', 1);
  expect(alone).toMatchObject({ threads: [[{ x: 0, y: 0.1 }]], marks: [] });
  expect(sum).toMatchObject({ threads: [[{ x: 0, y: 0.1 }, { x: 1, y: 0.2 }]], marks: [{ x: 1, y: 0.2 }] }); // prettier-ignore
  // Colour is doubled by a dash.
  expect(alone?.style.dash).not.toBe(sum?.style.dash);
});

it('the table says the same, with what is missing left empty', () => {
  expect(depthTable(data, 'users', 'Cosine').rows).toEqual([
    [0, 0.1, 0.1],
    [1, null, 0.2]
  ]);
});

it('the first depth is that of the training, as far as it is shown', () => {
  expect(firstDepth(data)).toBe(1);
  expect(firstDepth({ ...data, run: { ...data.run, layers: 0 } })).toBe(0);
  expect(firstDepth({ ...data, run: { ...data.run, layers: null } })).toBe(1);
  expect(firstDepth({ ...data, depths: [] })).toBe(0);
});

it('every number of a reading has a chart', () => {
  expect(MEASURES.map(({ measure }) => measure).sort()).toEqual(Object.keys(reading(0)).sort());
});
