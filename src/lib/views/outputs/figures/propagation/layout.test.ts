import { describe, expect, it } from 'vitest';
import { layOut, neighbourByKey, type GraphNode, type NodeSum } from './layout';

const user = (id: string, degree: number): GraphNode => ({ side: 'user', id, label: id, degree });
const item = (id: string, degree: number): GraphNode => ({ side: 'item', id, label: `Book ${id}`, degree });
const sum = (node: GraphNode, rest: number, ...terms: readonly (readonly [GraphNode, number])[]): NodeSum => ({
  node,
  terms: terms.map(([other, weight]) => ({ node: other, weight, numbers: [1] })),
  rest: { neighbours: rest, sum: [0] },
  byHand: [1],
  operator: [1],
  difference: 0
});

const me = user('me', 3);
const both = user('both', 2);
const sums = [
  sum(me, 1, [item('a', 2), 0.4], [item('b', 4), 0.2]),
  sum(item('a', 2), 0, [me, 0.4], [both, 0.5]),
  sum(item('b', 4), 0, [me, 0.2], [user('x', 1), 0.5], [user('y', 1), 0.5], [both, 0.25])
];

describe('the layout of a neighbourhood', () => {
  const { nodes, edges, left, height } = layOut(sums, 400);

  it('puts the user left, items in the middle and other readers right, all within the picture', () => {
    const columns = [0, 1, 2].map((hops) => nodes.filter((node) => node.hops === hops));
    expect(columns.map((column) => column.map(({ node }) => node.id).sort())).toEqual([['me'], ['a', 'b'], ['both', 'x', 'y']]); // prettier-ignore
    const xs = columns.map((column) => column.map(({ x }) => x));
    expect(Math.max(...(xs[0] ?? []))).toBeLessThan(Math.min(...(xs[1] ?? [])));
    expect(Math.max(...(xs[1] ?? []))).toBeLessThan(Math.min(...(xs[2] ?? [])));
    for (const { x, y } of nodes) {
      expect(x > 0 && x < 400 && y > 0 && y < height).toBe(true);
    }
  });

  it('draws a reader of two items once, with an edge to each', () => {
    const toBoth = edges.filter(({ to }) => to.node.id === 'both');
    expect(toBoth.map(({ from, weight }) => [from.node.id, weight])).toEqual([['a', 0.5], ['b', 0.25]]); // prettier-ignore
  });

  it('draws edges as thick as their weight, the heaviest the thickest', () => {
    const thickness = (from: string, to: string) =>
      edges.find((edge) => edge.from.node.id === from && edge.to.node.id === to)?.thickness;
    expect(thickness('a', 'both')).toBe(5);
    expect(thickness('b', 'both')).toBe(2.5);
    expect(thickness('me', 'a')).toBe(4);
  });

  it('says how many it leaves out', () => {
    expect(left).toEqual({ items: 1, readers: 0 });
    expect(layOut([sum(me, 0, [item('a', 9), 0.1]), sum(item('a', 9), 6, [me, 0.1], [both, 0.2])], 300).left).toEqual({
      items: 0,
      readers: 7
    });
  });

  it('stands with a user alone, and with nobody', () => {
    expect(layOut([sum(user('lone', 0), 0)], 300).nodes).toHaveLength(1);
    expect(layOut([], 300).nodes).toEqual([]);
  });
});

it('arrow keys lead to the user, to its items, up and down, and never out of the picture', () => {
  expect(neighbourByKey('ArrowRight', 0, 4)).toBe(1);
  expect(neighbourByKey('ArrowRight', 2, 4)).toBe(2);
  expect(neighbourByKey('ArrowDown', 1, 4)).toBe(2);
  expect(neighbourByKey('ArrowDown', 3, 4)).toBe(3);
  expect(neighbourByKey('ArrowUp', 1, 4)).toBe(0);
  expect(neighbourByKey('ArrowLeft', 3, 4)).toBe(0);
  expect(neighbourByKey('ArrowRight', 0, 1)).toBe(0);
  expect(neighbourByKey('Enter', 2, 4)).toBe(2);
});
