// Maps as whole numbers, and samples of nodes.
import { describe, expect, it } from 'vitest';
import { sampleNodes, trainDegrees } from './sample';
import { inSquare, squareAround } from './square';

describe('a square', () => {
  it('holds all maps at one scale, the longer side whole and the shorter one in the middle', () => {
    const maps = [Float32Array.of(0, 0, 4, 1), Float32Array.of(2, 2, NaN, NaN)];
    const square = squareAround(maps, [0, 1]);
    expect(square.scale).toBe(250);
    expect(inSquare(maps[0] ?? new Float32Array(), [0, 1], square)).toEqual([0, 250, 1000, 500]);
    expect(inSquare(maps[1] ?? new Float32Array(), [0, 1], square)).toEqual([500, 750, -1, -1]);
  });
  it('of one point has it in the middle', () => {
    const map = Float32Array.of(9, 9);
    expect(inSquare(map, [0], squareAround([map], [0]))).toEqual([500, 500]);
  });
});

describe('a sample', () => {
  const dataset = {
    userCount: 40,
    itemCount: 30,
    userIds: Array.from({ length: 40 }, (_, u) => `u${u}`),
    itemIds: Array.from({ length: 30 }, (_, i) => `i${i}`),
    itemTexts: Array.from({ length: 30 }, (_, i) => ({ title: i === 3 ? '' : `Book ${i}`, attributes: {} })),
    split: { train: { users: Int32Array.of(0, 0, 5), items: Int32Array.of(3, 4, 3) } }
  };
  it('has as many users as items, and what must be there, in the order of nodes', () => {
    const { nodes, users, ids, labels, degrees } = sampleNodes(dataset, 10, 1, [0, 43]);
    expect(nodes.length).toBeGreaterThanOrEqual(20);
    expect(nodes.length).toBeLessThanOrEqual(22);
    expect([...nodes]).toEqual([...new Set(nodes)].sort((a, b) => a - b));
    expect(nodes.filter((node) => node < 40)).toHaveLength(users);
    const at = nodes.indexOf(43);
    expect([ids[at], labels[at], degrees[at]]).toEqual(['i3', 'i3', 2]);
    expect([ids[0], labels[0], degrees[0]]).toEqual(['u0', 'u0', 2]);
  });
  it('is the same for a seed and another for another; all nodes where there are few', () => {
    expect(sampleNodes(dataset, 8, 1)).toEqual(sampleNodes(dataset, 8, 1));
    expect(sampleNodes(dataset, 8, 1).nodes).not.toEqual(sampleNodes(dataset, 8, 2).nodes);
    expect(sampleNodes(dataset, 500, 1).nodes).toHaveLength(70);
  });
  it('counts training interactions', () => {
    expect(trainDegrees(dataset).reduce((a, b) => a + b, 0)).toBe(6);
  });
});
