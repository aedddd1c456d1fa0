import { expect, it } from 'vitest';
import type { NodeSum, PropagationData } from './layout';
import { largestOf, signed, sumsTable, tint } from './numbers';

const node = { side: 'user', id: 'u', label: 'u', degree: 3 } as const;
const sum: NodeSum = {
  node,
  terms: [{ node: { ...node, side: 'item', label: 'Book' }, weight: 0.5, numbers: [4, -1] }],
  rest: { neighbours: 2, sum: [-3, 0.25] },
  byHand: [-1, -0.25],
  operator: [-1, -0.2500001],
  difference: 1e-7
};

it('numbers keep three decimals and lose a sign that says nothing', () => {
  expect(signed(-0.12345)).toBe('−0.123');
  expect(signed(-0.0001)).toBe('0.000');
  expect(signed(2)).toBe('2.000');
});

it('tint grows with the size, whatever the sign, and is none where all is nothing', () => {
  expect(largestOf(sum)).toBe(3);
  expect([tint(3, 3), tint(-0.75, 3), tint(0, 3), tint(0, 0)]).toEqual([45, 23, 0, 0]);
});

it('the table has every term with what it brings, the rest, the sum, and the operator', () => {
  const data: PropagationData = {
    show: 'propagation',
    values: {},
    run: { label: 'LightGCN', seed: 1 },
    graph: { users: 1, items: 3, clicks: 3 },
    width: 8,
    components: 2,
    rule: null,
    sums: [sum],
    reach: [],
    operator: { backend: 'wasm', difference: 1e-7, largest: 1 }
  };
  const { columns, rows } = sumsTable(data);
  expect(rows).toEqual([
    ['u', 'Book', 0.5, 4, -1, 2, -0.5],
    ['u', '2 others', null, null, null, -3, 0.25],
    ['u', 'sum by hand', null, null, null, -1, -0.25],
    ['u', 'operator on wasm', null, null, null, -1, -0.2500001]
  ]);
  for (const row of rows) expect(row).toHaveLength(columns.length);
});
