import { expect, it } from 'vitest';
import { initNodeTable, nodesById } from './init';

const from = { userIds: ['a', 'b'], itemIds: ['x', 'y'] };
const to = { userIds: ['c', 'b'], itemIds: ['y', 'z', 'x'] };
const trained = { shape: [4, 2], values: Float32Array.of(1, 1, 2, 2, 3, 3, 4, 4) };

it('a start from other data carries rows over by id, users to users and items to items; the rest start as ever', () => {
  const { shape, values } = nodesById(trained, from, to, 2, 7);
  const fresh = initNodeTable(2, 3, 2, 7).values;
  expect(shape).toEqual([5, 2]);
  expect([...values]).toEqual([fresh[0], fresh[1], 2, 2, 4, 4, fresh[6], fresh[7], 3, 3]);
});

it('a user and an item of one id are not taken for each other', () => {
  const { values } = nodesById(trained, from, { userIds: ['x'], itemIds: ['a'] }, 2, 7);
  expect([...values]).toEqual([...initNodeTable(1, 1, 2, 7).values]);
});

it('a table of another width is refused', () => {
  expect(() => nodesById(trained, from, to, 3, 7)).toThrow(expect.objectContaining({ code: 'training/does-not-fit' }));
});
