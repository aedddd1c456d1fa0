import { expect, it } from 'vitest';
import { visibleRows } from './visible-rows';

it('draws what is seen and a few beside it, whatever is scrolled, and all rows keep their height', () => {
  for (const count of [0, 1, 30, 10_000]) {
    for (const scrolled of [0, 1, 517, 44 * count, 1e9]) {
      const { from, to, above, below } = visibleRows(scrolled, 600, 44, count);
      expect(to - from).toBeLessThanOrEqual(40);
      expect(above + 44 * (to - from) + below).toBe(44 * count);
      expect([from >= 0, to <= count, from <= to]).toEqual([true, true, true]);
      const seen = Math.min(Math.floor(scrolled / 44), Math.max(0, count - 1));
      if (count > 0 && scrolled < 44 * count) expect(seen >= from && seen < to).toBe(true);
    }
  }
});
