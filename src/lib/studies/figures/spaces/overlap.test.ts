// Nearest items and shared neighbours on hand-made rows; a user's whole order.
import { describe, expect, it } from 'vitest';
import { normalArray } from '#kernels/random/random';
import { nearestItems, nearestOfEach, neighbourOverlap, unitItems } from './overlap';
import { rankAll } from './rank-all';

const all = (n: number) => Array.from({ length: n }, (_, i) => i);
const step = () => Promise.resolve();
/** Items at these angles, in degrees, of whatever length. */
const atAngles = (angles: readonly number[]) =>
  unitItems(
    Float32Array.from(
      angles.flatMap((a, i) => [(i + 1) * Math.cos((a * Math.PI) / 180), (i + 1) * Math.sin((a * Math.PI) / 180)])
    ),
    2
  );

describe('nearest items', () => {
  const space = atAngles([0, 10, 30, 90, 180]);
  it('are those of the smallest angle, whatever the length, without the item itself', () => {
    expect(nearestItems(space, 0, all(5), 3)).toEqual([1, 2, 3]);
    expect(nearestItems(space, 3, all(5), 9)).toEqual([2, 1, 0, 4]);
  });
  it('are taken from the candidates', () => {
    expect(nearestItems(space, 0, [0, 3, 4], 2)).toEqual([3, 4]);
    expect(nearestItems(space, 1, [3, 4], 1)).toEqual([3]);
  });
  it('are found for each item of a sample among those that are in the space', async () => {
    expect(await nearestOfEach(space, [0, 1, 2, 4], (item) => item !== 1, 2, step)).toEqual([2, 4, -1, -1, 0, 4, 2, 0]);
    expect(await nearestOfEach(space, [0, 3], () => true, 2, step)).toEqual([3, -1, 0, -1]);
  });
  it('let messages in between two items, and stop where that says so', async () => {
    const steps: number[] = [];
    const cancelled = nearestOfEach(
      space,
      all(5),
      () => true,
      2,
      () => {
        steps.push(steps.length);
        return steps.length === 2 ? Promise.reject(new Error('cancelled')) : Promise.resolve();
      }
    );
    await expect(cancelled).rejects.toThrow('cancelled');
    expect(steps).toEqual([0, 1]);
  });
});

describe('the overlap of neighbours', () => {
  it('is whole between a space and itself turned, for each pair', async () => {
    const spaces = [atAngles([0, 10, 30, 90]), atAngles([50, 60, 80, 140]), atAngles([0, 90, 30, 10])];
    const found = await neighbourOverlap(spaces, all(4), all(4), 1, step);
    // Nearest: 0→1 1→0 2→1 3→2 in the first two; 0→3 1→2 2→3 3→0 in the third.
    expect(found).toEqual([
      { a: 0, b: 1, share: 1 },
      { a: 0, b: 2, share: 0 },
      { a: 1, b: 2, share: 0 }
    ]);
  });
  it('is symmetric, within 0 … 1, and whole where all others are neighbours', async () => {
    const draw = (n: number) => unitItems(Float32Array.from(normalArray({ seed: 1, stream: 151, step: n }, 90)), 3);
    const [x, y] = [draw(0), draw(1)];
    const shareOf = async (k: number, a = x, b = y) =>
      (await neighbourOverlap([a, b], all(30), all(30), k, step))[0]?.share;
    expect(await shareOf(5)).toBe(await shareOf(5, y, x));
    expect(await shareOf(5)).toBeGreaterThan(0);
    expect(await shareOf(5)).toBeLessThan(0.5);
    expect(await shareOf(29)).toBe(1);
  });
});

describe('the whole order of a user', () => {
  const space = {
    present: Uint8Array.of(1, 0, 1, 1, 1, 1),
    scoring: { users: Float32Array.of(1, 2, 0, 0), items: Float32Array.of(1, 0, 0, 1, 2, 0.5, 3, -1) }
  };
  const sizes = { userCount: 2, itemCount: 4 };
  it('falls by dot product, without known items, of equal scores the earlier first', () => {
    // Scores 1, 2, 3, 1.
    expect(rankAll(space, sizes, 0, new Set([2]))).toEqual([1, 0, 3]);
  });
  it('is none for a user without a vector', () => {
    expect(rankAll(space, sizes, 1, new Set())).toBeNull();
  });
});
