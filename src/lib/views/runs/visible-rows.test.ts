import { expect, it } from 'vitest';
import { firstDrawn, rowsDrawn } from './visible-rows';

const ROW = 44;

it('draws what is seen and a few beside it, as many rows wherever the list is scrolled', () => {
  const drawn = rowsDrawn(600, ROW);
  expect(drawn).toBeLessThanOrEqual(32);
  for (const count of [0, 1, 30, 10_000]) {
    for (const scrolled of [0, 1, 517, ROW * count - 600, ROW * count, 1e9]) {
      const from = firstDrawn(scrolled, ROW, drawn, count);
      const to = Math.min(count, from + drawn);
      expect([from >= 0, from <= to, to - from]).toEqual([true, true, Math.min(count, drawn)]);
      const [top, bottom] = [scrolled / ROW, Math.min((scrolled + 600) / ROW, count)];
      if (top < count) expect(from <= Math.max(0, top) && to >= bottom).toBe(true);
    }
  }
});

it('moves on by whole steps: pixels in between draw nothing', () => {
  const drawn = rowsDrawn(600, ROW);
  const firsts = Array.from({ length: ROW * 30 }, (_, scrolled) => firstDrawn(5000 + scrolled, ROW, drawn, 10_000));
  expect(new Set(firsts).size).toBeLessThanOrEqual(11);
});
