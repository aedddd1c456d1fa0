// Points lie where they are pressed, and arrow keys lead from one to the next.
import { describe, expect, it } from 'vitest';
import { dotsPath, isDirection, spotAt, spotsOf, spotTowards } from './map-points';

const spots = spotsOf([500, 500, 600, 510, 500, 900, -1, -1, 0, 0, 900, 400], [0, 1, 2, 3, 4, 5]);
const nodeOf = (spot: { node: number } | null) => spot?.node ?? null;

describe('spots of a map', () => {
  it('are those that have a place, y downwards', () => {
    expect(spots.map(({ node }) => node)).toEqual([0, 1, 2, 4, 5]);
    expect(spots[2]).toEqual({ node: 2, x: 500, y: 100 });
    expect(spotsOf([1, 2, 3, 4], [1])).toEqual([{ node: 1, x: 3, y: 996 }]);
  });
  it('are one path', () => {
    expect(dotsPath(spots.slice(0, 2))).toBe('M500 500h0M600 490h0');
  });
  it('are found near a place, and not too far from it', () => {
    expect(nodeOf(spotAt(spots, 595, 495, 20))).toBe(1);
    expect(nodeOf(spotAt(spots, 560, 495, 20))).toBeNull();
    expect(nodeOf(spotAt(spots, 549, 500, 100))).toBe(0);
  });
});

describe('arrow keys', () => {
  it('lead to the next spot that way, the near and straight one first', () => {
    expect(nodeOf(spotTowards(spots, 0, 'ArrowRight'))).toBe(1);
    expect(nodeOf(spotTowards(spots, 1, 'ArrowRight'))).toBe(5);
    expect(nodeOf(spotTowards(spots, 0, 'ArrowUp'))).toBe(2);
    expect(nodeOf(spotTowards(spots, 0, 'ArrowDown'))).toBe(4);
    expect(nodeOf(spotTowards(spots, 4, 'ArrowLeft'))).toBeNull();
  });
  it('start at the middle', () => {
    expect(nodeOf(spotTowards(spots, null, 'ArrowUp'))).toBe(0);
    expect(nodeOf(spotTowards(spots, 3, 'ArrowUp'))).toBe(0);
  });
  it('are the four', () => {
    expect(['ArrowUp', 'Enter', 'toString'].map(isDirection)).toEqual([true, false, false]);
  });
});
